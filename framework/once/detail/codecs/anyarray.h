// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/array.h>

#include <map>

namespace once::detail {

// An array whose kind of number is known at run time alone. Refers to its numbers; without an owner, to those of the
// value that it was made from.
struct AnyArray
{
    NumberType type;
    Shape shape;
    const void *numbers = nullptr;
    std::shared_ptr<const void> owner;

    QByteArrayView bytes() const
    {
        return {static_cast<const char *>(numbers), countOf(shape) * type.width};
    }
};

// Why something is not what is asked for, such as "it holds int16, and not float64"; it does not name the file.
struct FormatError : std::runtime_error
{
    explicit FormatError(const QString &why) : std::runtime_error(why.toStdString()) {}
};

// What codecs write as one array: an Array, a list of numbers (with one axis), or a number (with none).
template <typename T>
struct NumbersIn
{};

template <ArrayNumber T>
struct NumbersIn<Array<T>>
{
    static constexpr NumberType type = numberType<T>;
    static AnyArray view(const Array<T> &array) { return {type, array.shape(), array.data(), {}}; }
    static Array<T> from(const AnyArray &array)
    {
        return Array<T>(array.shape, static_cast<const T *>(array.numbers), array.owner);
    }
};

template <typename List>
    requires OneOf<List, std::vector<typename List::value_type>, QList<typename List::value_type>>
             && ArrayNumber<typename List::value_type>
struct NumbersIn<List>
{
    static constexpr NumberType type = numberType<typename List::value_type>;
    static AnyArray view(const List &list) { return {type, {qsizetype(list.size())}, list.data(), {}}; }
    static List from(const AnyArray &array)
    {
        if (array.shape.size() != 1)
            throw FormatError(QStringLiteral("it has the shape %1, and not one axis").arg(textOf(array.shape)));
        const auto *numbers = static_cast<const typename List::value_type *>(array.numbers);
        return List(numbers, numbers + array.shape.front());
    }
};

template <typename T>
    requires(ArrayNumber<T> || std::same_as<T, bool>)
struct NumbersIn<T>
{
    static constexpr NumberType type = numberType<T>;
    static AnyArray view(const T &number) { return {type, {}, &number, {}}; }
    static T from(const AnyArray &array)
    {
        if (!array.shape.isEmpty())
            throw FormatError(QStringLiteral("it has the shape %1, and is not one number").arg(textOf(array.shape)));
        if constexpr (std::same_as<T, bool>)
            return *static_cast<const quint8 *>(array.numbers) != 0;
        else
            return *static_cast<const T *>(array.numbers);
    }
};

template <typename T>
concept HoldsNumbers = requires { NumbersIn<T>::type; };

// Throws FormatError when the numbers are of another kind. True and false may be read as bytes.
void requireType(const AnyArray &array, NumberType type);

template <HoldsNumbers T>
T numbersFrom(const AnyArray &array)
{
    requireType(array, NumbersIn<T>::type);
    return NumbersIn<T>::from(array);
}

} // namespace once::detail
