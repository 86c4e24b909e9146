// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/digest.h>

#include <once/digeststream.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstring>

namespace once {

Digest Digest::of(QByteArrayView bytes)
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), std::size_t(bytes.size())));
    return fromBytes({reinterpret_cast<const char *>(canonical.digest), size});
}

Digest Digest::of(QByteArrayView one, QByteArrayView other)
{
    std::array<char, 8 * 1024> both; // without an allocation: each call that is looked for comes through here
    if (one.size() + other.size() > qsizetype(both.size())) {
        DigestStream stream;
        stream.add(one), stream.add(other);
        return stream.digest();
    }
    std::copy(one.begin(), one.end(), both.begin());
    std::copy(other.begin(), other.end(), both.begin() + one.size());
    return of({both.data(), one.size() + other.size()});
}

Digest Digest::fromBytes(QByteArrayView bytes)
{
    Digest digest;
    if (bytes.size() == qsizetype(size))
        std::memcpy(digest.m_bytes.data(), bytes.data(), size);
    return digest;
}

Digest Digest::fromHex(QStringView hex)
{
    return fromBytes(QByteArray::fromHex(hex.toLatin1()));
}

QString Digest::toHex() const
{
    return QString::fromLatin1(bytes().toByteArray().toHex());
}

} // namespace once
