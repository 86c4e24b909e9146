// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/json.h>

#include <QList>

#include <complex>
#include <concepts>
#include <limits>
#include <optional>

namespace once {

// The sizes of an array's axes; empty for a single number.
using Shape = QList<qsizetype>;

namespace detail {

template <typename T, typename... Types>
concept OneOf = (std::same_as<T, Types> || ...);

template <typename T>
concept Whole = std::integral<T> && !OneOf<T, bool, char, wchar_t, char8_t, char16_t, char32_t>;

template <typename T>
concept Real = OneOf<T, float, double>;

template <typename T>
inline constexpr bool isComplex = OneOf<T, std::complex<float>, std::complex<double>>;

// What a number consists of: itself, or the two parts of a complex one.
template <typename T>
struct Part
{
    using Type = T;
};
template <typename T>
struct Part<std::complex<T>>
{
    using Type = T;
};
template <typename T>
using PartOf = typename Part<T>::Type;

// A kind of number as it lies in memory, little-endian.
struct NumberType
{
    char kind = 0; // of numpy: b(ool), i, u, f or c(omplex); 0 for none
    int width = 0; // bytes

    bool operator==(const NumberType &) const = default;

    bool isReal() const { return kind == 'f' || kind == 'c'; } // such that it can be NaN
    int partWidth() const { return kind == 'c' ? width / 2 : width; }
    QString name() const; // like float64
};

template <typename T>
inline constexpr NumberType numberType{std::same_as<T, bool> ? 'b'
                                           : isComplex<T>    ? 'c'
                                           : Real<T>         ? 'f'
                                           : std::signed_integral<T> ? 'i'
                                                                     : 'u',
                                       int(sizeof(T))};

// How many numbers there are; none when a size is below zero, or their product too large.
std::optional<qsizetype> possibleCount(const Shape &shape);
qsizetype countOf(const Shape &shape); // throws std::logic_error instead
void requireCount(const Shape &shape, qsizetype count); // std::logic_error when it is another one
qsizetype offset(const Shape &shape, std::initializer_list<qsizetype> index); // throws std::out_of_range
QString textOf(const Shape &shape); // like (2, 3)

// Whether the bytes are the same, but for which NaN a NaN is.
bool areSame(const void *one, const void *other, std::size_t bytes, NumberType type);

// Copies from C order into that of the reversed shape.
void transpose(const void *from, void *to, const Shape &shape, std::size_t width);

template <typename Number>
Number partFrom(const Json &json)
{
    if constexpr (Real<Number>)
        if (json.is_null()) // as JSON in text has it
            return std::numeric_limits<Number>::quiet_NaN();
    return json.get<Number>();
}

} // namespace detail

} // namespace once
