// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

#include <array>
#include <compare>
#include <cstddef>
#include <cstring>

namespace once {

// XXH3-128 of some bytes: 16 bytes, equal for equal input on every machine and in every later
// process, so digests may be stored. Not meant to withstand somebody who crafts collisions.
class Digest
{
public:
    static constexpr std::size_t size = 16;

    Digest() = default; // all zero: "none"
    static Digest of(QByteArrayView bytes);
    static Digest of(QByteArrayView one, QByteArrayView other); // one after the other

    // The inverse of bytes() and toHex(); none when the input has not the right length or form.
    static Digest fromBytes(QByteArrayView bytes);
    static Digest fromHex(QStringView hex);

    QByteArrayView bytes() const { return {reinterpret_cast<const char *>(m_bytes.data()), size}; }
    QString toHex() const;
    QString toShortHex() const { return toHex().first(8); } // for people

    bool isNone() const { return *this == Digest(); }
    // Not by std::array, which goes byte by byte, nor by memcmp(), which GCC calls: the tables of calls feel it.
    bool operator==(const Digest &other) const { return part(0) == other.part(0) && part(8) == other.part(8); }
    std::strong_ordering operator<=>(const Digest &other) const { return std::memcmp(m_bytes.data(), other.m_bytes.data(), size) <=> 0; }

private:
    friend struct std::hash<Digest>;
    friend std::size_t qHash(const Digest &digest, std::size_t seed) noexcept { return digest.part(0) ^ seed; }

    quint64 part(std::size_t offset) const
    {
        quint64 number;
        std::memcpy(&number, m_bytes.data() + offset, sizeof number);
        return number;
    }

    std::array<std::byte, size> m_bytes{};
};

} // namespace once

template <>
struct std::hash<once::Digest>
{
    std::size_t operator()(const once::Digest &digest) const noexcept { return digest.part(0); }
};
