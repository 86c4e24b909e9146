// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/codecs/anyarray.h>
#include <once/detail/values/reading.h>

#include <QMap>

#include <typeinfo>

namespace once::detail {

using AnyArrays = QMap<QString, AnyArray>;

// What a codec does with values of a type that it does not know at compile time. What the type cannot is null.
struct ValueType
{
    const std::type_info &info;
    std::shared_ptr<const void> (*fromValue)(const Value &) = nullptr;
    Value (*toValue)(const void *) = nullptr;
    std::shared_ptr<const void> (*fromJson)(const Json &) = nullptr;
    Json (*toJson)(const void *) = nullptr;

    // One array of numbers, and arrays with names: a map of them, or a described struct.
    AnyArray (*toArray)(const void *) = nullptr;
    std::shared_ptr<const void> (*fromArray)(const AnyArray &) = nullptr; // throws FormatError
    AnyArrays (*toArrays)(const void *) = nullptr;
    std::shared_ptr<const void> (*fromArrays)(const AnyArrays &) = nullptr; // the same

    QString name() const; // as in the source
};

template <typename T>
concept MapOfNumbers = MapLike<T> && std::same_as<typename T::key_type, QString> && HoldsNumbers<typename T::mapped_type>;

const AnyArray &named(const AnyArrays &arrays, const QString &name); // throws FormatError when it is not there

// Arrays with names, in the types that have them; with `areAll` for whether that is all that a value consists of.
template <typename T>
struct NamedNumbersIn
{};

template <MapOfNumbers T>
struct NamedNumbersIn<T>
{
    static bool areAll() { return true; }
    static AnyArrays view(const T &map)
    {
        AnyArrays arrays;
        for (auto it = map.begin(); it != map.end(); ++it)
            if constexpr (requires { it.key(); })
                arrays.insert(it.key(), NumbersIn<typename T::mapped_type>::view(it.value()));
            else
                arrays.insert(it->first, NumbersIn<typename T::mapped_type>::view(it->second));
        return arrays;
    }
    static T from(const AnyArrays &arrays)
    {
        T map;
        for (auto it = arrays.begin(); it != arrays.end(); ++it)
            map[it.key()] = numbersFrom<typename T::mapped_type>(it.value());
        return map;
    }
};

template <typename T>
    requires(Described<T> && std::default_initializable<T>)
struct NamedNumbersIn<T>
{
    static bool areAll()
    {
        bool all = true;
        onceFields(T(), [&all]<typename Field>(const char *, const Field &) { all = all && HoldsNumbers<Field>; });
        return all;
    }
    static AnyArrays view(const T &value)
    {
        AnyArrays arrays;
        onceFields(value, [&arrays]<typename Field>(const char *name, const Field &field) {
            if constexpr (HoldsNumbers<Field>)
                arrays.insert(QString::fromUtf8(name), NumbersIn<Field>::view(field));
        });
        return arrays;
    }
    static T from(const AnyArrays &arrays)
    {
        T value;
        onceFields(value, [&arrays]<typename Field>(const char *name, const Field &field) {
            if constexpr (HoldsNumbers<Field>)
                const_cast<Field &>(field) = numbersFrom<Field>(named(arrays, QString::fromUtf8(name)));
        });
        return value;
    }
};

template <typename T>
std::shared_ptr<const void> shared(T &&value)
{
    return std::make_shared<const std::decay_t<T>>(std::forward<T>(value));
}

template <typename T>
ValueType makeValueType()
{
    ValueType type{.info = typeid(T)};
    if constexpr (Jsonable<T>) {
        type.fromValue = [](const Value &value) { return shared(readAs<T>(value)); };
        type.toValue = [](const void *value) { return Value::of(*static_cast<const T *>(value)); };
        type.fromJson = [](const Json &json) { return shared(json.get<T>()); };
        type.toJson = [](const void *value) { return Json(*static_cast<const T *>(value)); };
    }
    if constexpr (HoldsNumbers<T>) {
        type.fromArray = [](const AnyArray &array) { return shared(numbersFrom<T>(array)); };
        type.toArray = [](const void *value) { return NumbersIn<T>::view(*static_cast<const T *>(value)); };
    }
    if constexpr (requires { NamedNumbersIn<T>::areAll(); })
        if (NamedNumbersIn<T>::areAll()) {
            type.fromArrays = [](const AnyArrays &arrays) { return shared(NamedNumbersIn<T>::from(arrays)); };
            type.toArrays = [](const void *value) { return NamedNumbersIn<T>::view(*static_cast<const T *>(value)); };
        }
    return type;
}

template <typename T>
const ValueType &valueType()
{
    static const ValueType type = makeValueType<T>();
    return type;
}

} // namespace once::detail
