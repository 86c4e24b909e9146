// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/digest.h>

#include <QVarLengthArray>

#include <type_traits>

namespace once::detail {

// Gathers numbers, texts and digests for one digest of them. Texts are preceded by their length.
class Mixer
{
public:
    template <typename T>
        requires std::is_integral_v<T> || std::is_enum_v<T>
    Mixer &add(T number)
    {
        const auto wide = quint64(number);
        return append({reinterpret_cast<const char *>(&wide), sizeof wide});
    }
    Mixer &add(QByteArrayView text) { return add(quint64(text.size())).append(text); }
    Mixer &add(const Digest &digest) { return append(digest.bytes()); }

    Digest digest() const { return Digest::of({m_bytes.data(), m_bytes.size()}); }

private:
    Mixer &append(QByteArrayView bytes)
    {
        m_bytes.append(bytes.data(), bytes.size());
        return *this;
    }

    QVarLengthArray<char, 1024> m_bytes; // most fit: many are made, each for one digest
};

} // namespace once::detail
