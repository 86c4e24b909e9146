// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/value.h>

namespace once::detail {

// A value that is one number, one text, or numbers side by side: where it lies in its encoding.
struct Plain
{
    Encoder::Tag tag = Encoder::Null; // for all else, and for what is no encoding
    char kind = 0;                    // of numbers side by side: family and width
    QByteArrayView bytes{};
};

Plain plainIn(QByteArrayView encoding);

template <typename Number>
constexpr char kindOf = char((std::is_floating_point_v<Number> ? 0x20 : std::is_signed_v<Number> ? 0x00 : 0x10) + sizeof(Number));

template <typename T>
inline constexpr bool isListOfNumbers = false;
template <typename Number>
inline constexpr bool isListOfNumbers<std::vector<Number>> = PackedRange<std::vector<Number>>;
template <typename Number>
inline constexpr bool isListOfNumbers<QList<Number>> = PackedRange<QList<Number>>;

template <typename Number>
Number numberIn(QByteArrayView bytes)
{
    Number number;
    std::memcpy(&number, bytes.data(), sizeof number);
    return number;
}

// None where the encoding is not the one that values of this very type have: then JSON tells what it comes to.
template <typename T>
std::optional<T> readPlain(QByteArrayView encoding)
{
    const Plain it = plainIn(encoding);
    if constexpr (std::same_as<T, bool>) {
        if (it.tag == Encoder::True || it.tag == Encoder::False)
            return it.tag == Encoder::True;
    } else if constexpr (std::integral<T>) {
        if (it.tag == Encoder::Integer)
            return T(numberIn<qint64>(it.bytes));
    } else if constexpr (std::floating_point<T>) {
        if (it.tag == Encoder::Real)
            return T(numberIn<double>(it.bytes));
    } else if constexpr (std::same_as<T, QString>) {
        if (it.tag == Encoder::Text)
            return QString::fromUtf8(it.bytes);
    } else if constexpr (isListOfNumbers<T>) {
        using Number = typename T::value_type;
        if (it.tag == Encoder::Packed && it.kind == kindOf<Number>) {
            T numbers(std::size_t(it.bytes.size()) / sizeof(Number));
            std::copy_n(it.bytes.data(), it.bytes.size(), reinterpret_cast<char *>(numbers.data()));
            return numbers;
        }
    }
    return {};
}

// As value.to<T>(), and for plain values many times as fast: without JSON in between.
template <Jsonable T>
T readAs(const Value &value)
{
    if constexpr (std::is_arithmetic_v<T> || std::same_as<T, QString> || isListOfNumbers<T>)
        if (auto read = readPlain<T>(value.encoding()))
            return *std::move(read);
    return value.to<T>();
}

} // namespace once::detail
