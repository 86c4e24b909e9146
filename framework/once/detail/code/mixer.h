// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/digest.h>

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
        m_bytes.append(reinterpret_cast<const char *>(&wide), sizeof wide);
        return *this;
    }
    Mixer &add(QByteArrayView text)
    {
        add(quint64(text.size()));
        m_bytes.append(text);
        return *this;
    }
    Mixer &add(const Digest &digest)
    {
        m_bytes.append(digest.bytes());
        return *this;
    }

    Digest digest() const { return Digest::of(m_bytes); }

private:
    QByteArray m_bytes;
};

} // namespace once::detail
