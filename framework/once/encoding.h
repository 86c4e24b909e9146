// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/values/nans.h>
#include <once/digeststream.h>
#include <once/json.h>

#include <QByteArrayView>
#include <QString>

#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace once {

// What an encoding is known by.
struct Hashed
{
    Digest digest;
    QByteArray encoding; // empty when it is longer than was asked for
};

// Writes values in the canonical encoding: typed, length-prefixed, little-endian, the same bytes for
// the same value everywhere. It is what keys are made of, and how values are stored and carried.
// docs/formats.md has the grammar. Types feed it through hashAppend (see hash.h).
class Encoder
{
public:
    enum Tag : unsigned char { // stored: never change a value
        Null = 0,
        False = 1,
        True = 2,
        Integer = 3,  // 8 bytes, two's complement
        Unsigned = 4, // 8 bytes, only for values above the signed range
        Real = 5,     // 8 bytes, IEEE 754; one NaN
        Text = 6,     // count of bytes, UTF-8
        Bytes = 7,    // count, bytes
        List = 8,     // count, values
        Map = 9,      // count, times: key as count and UTF-8, value
        Packed = 10,  // kind of number, count, the numbers side by side
        Some = 11,    // an optional that has a value: the value follows
        Hash = 12,    // 16 bytes: the digest of a value that is kept elsewhere
    };

    Encoder() = default;

    // For hashed() alone: the digest of the basis and of what is written, which is at hand as well when it has no more
    // than so many bytes. Beyond them long runs, such as those of an array, are hashed where they are.
    Encoder(QByteArrayView basis, std::size_t most) { beginHash(basis, most); }
    void beginHash(QByteArrayView basis, std::size_t most); // the same for an encoder that is used again
    Hashed hashed();
    Digest digest(); // the same alone

    void null() { put(Null); }
    void boolean(bool value) { put(value ? True : False); }
    void integer(qint64 value) { put(Integer, value); }
    void integer(quint64 value);
    void real(double value);
    void text(QStringView text);
    void text(std::string_view utf8);
    void bytes(QByteArrayView bytes);
    void list(std::size_t count) { put(List), size(count); }
    void map(std::size_t count) { put(Map), size(count); }
    void key(std::string_view utf8) { size(utf8.size()), encoded({utf8.data(), qsizetype(utf8.size())}); }
    void some() { put(Some); }
    void digest(const Digest &digest);
    void json(const Json &value); // throws std::invalid_argument when nested deeper than maxDepth
    void encoded(QByteArrayView encoding)
    {
        if (!leaveOut(encoding))
            std::copy_n(encoding.data(), encoding.size(), extend(std::size_t(encoding.size())));
    }

    template <typename Number>
        requires std::is_arithmetic_v<Number>
    void packed(std::span<const Number> numbers);

    QByteArrayView view() // valid until the next byte
    {
        if (!m_leftOut.empty())
            copyLeftOut();
        return {m_bytes.get(), qsizetype(m_size)};
    }
    void clear() { m_size = 0, m_expected = {}, m_leftOut.clear(); }

    // What is probably about to be written again. Long runs of bytes, such as those of an array, are compared
    // with it where they are, and copied only if they differ or somebody asks for view(). The encoding is not
    // copied: it stays where it is until clear(), which forgets it.
    void expect(QByteArrayView encoding) { m_expected = encoding; }
    bool isAsExpected() const; // what has been written, to the last byte

    static constexpr int maxDepth = 500;

private:
    void put(Tag tag) { *extend(1) = char(tag); }
    template <typename Number>
    void put(Tag tag, Number value);
    void size(std::size_t count) // base-128, low groups first
    {
        for (; count >= 0x80; count >>= 7)
            *extend(1) = char(0x80 | (count & 0x7f));
        *extend(1) = char(count);
    }

    // Whether a run need not be copied: of bytes, or of real numbers of a width, whose NaNs may be of any kind.
    bool leaveOut(QByteArrayView bytes, int realWidth = 0)
    {
        return bytes.size() >= longRun && (m_hashing ? isHashed(bytes, realWidth) : isNextExpected(bytes));
    }
    bool isHashed(QByteArrayView bytes, int realWidth);
    bool isNextExpected(QByteArrayView bytes);
    void copyLeftOut();

    // Room for so many bytes more. Inline, and with nothing but this one check: every skipped call comes
    // through here for each of its props.
    char *extend(std::size_t count)
    {
        if (m_capacity - m_size < count)
            grow(count);
        return m_bytes.get() + std::exchange(m_size, m_size + count);
    }
    void grow(std::size_t count);

    struct Range
    {
        std::size_t from, size;
    };

    struct Hashing
    {
        QByteArrayView basis;
        std::size_t most;
        std::optional<DigestStream> stream; // from the first long run on; what came before is in it
    };

    static constexpr qsizetype longRun = 1024; // shorter ones are copied faster than they are remembered

    std::unique_ptr<char[]> m_bytes;
    std::size_t m_size = 0, m_capacity = 0;
    QByteArrayView m_expected;
    std::vector<Range> m_leftOut; // of m_bytes: what stands in m_expected, at the same places, alone
    std::unique_ptr<Hashing> m_hashing;
};

// The value as JSON, for people and for conversion into types: a packed list is an array, bytes are
// base64, an optional's mark is dropped. Throws DecodingError on anything that is not an encoding.
Json decode(QByteArrayView encoding);
void checkEncoding(QByteArrayView encoding); // throws where decode() would, and makes nothing

struct DecodingError : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

// The encodings of the parts of a list, or of the values of a map, without decoding them. Empty for others.
std::vector<QByteArrayView> parts(QByteArrayView encoding);

// The keys of a map, in order; empty for others.
QStringList partNames(QByteArrayView encoding);

template <typename Number>
void Encoder::put(Tag tag, Number value)
{
    static_assert(std::endian::native == std::endian::little, "big-endian machines need a byte swap here");
    char *to = extend(1 + sizeof value);
    *to = char(tag);
    std::memcpy(to + 1, &value, sizeof value);
}

// The kind of packed numbers in one byte: their family and their width.
template <typename Number>
inline constexpr char packedKind =
    char((std::is_floating_point_v<Number> ? 0x20 : std::is_signed_v<Number> ? 0x00 : 0x10) + sizeof(Number));

// The bytes of packed numbers of that kind; none for any other encoding.
std::optional<QByteArrayView> packedNumbers(QByteArrayView encoding, char kind);

template <typename Number>
    requires std::is_arithmetic_v<Number>
void Encoder::packed(std::span<const Number> numbers)
{
    put(Packed);
    *extend(1) = packedKind<Number>;
    size(numbers.size());
    const QByteArrayView bytes(reinterpret_cast<const char *>(numbers.data()), qsizetype(numbers.size_bytes()));
    if (leaveOut(bytes, std::is_floating_point_v<Number> ? int(sizeof(Number)) : 0)) // as expected: its NaNs are canonical
        return;
    const std::size_t from = m_size;
    std::copy_n(bytes.data(), bytes.size(), extend(numbers.size_bytes()));
    if constexpr (std::is_floating_point_v<Number>)
        detail::replaceNaNs(m_bytes.get() + from, numbers.size_bytes(), sizeof(Number));
}

} // namespace once
