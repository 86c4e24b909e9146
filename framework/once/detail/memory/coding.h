// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/array.h>
#include <once/describe.h>
#include <once/json.h>

#include <QMap>

#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <typeindex>
#include <vector>

namespace once::detail {

// How the user's own code has values of a type written and read, which is part of what is kept: the same bytes mean
// something else in another unit, or with another field.
struct Coding
{
    std::vector<const void *> functions; // that lead to to_json() and from_json()
    QByteArray fields;                   // the names of those that are described
    std::set<std::type_index> seen;
};

template <typename... T>
struct Parts
{};

// The types that a value consists of; none of a type that the framework writes and reads by itself.
template <typename T>
struct PartsOf
{};
template <typename T>
    requires std::is_arithmetic_v<T>
struct PartsOf<T>
{
    using Types = Parts<>;
};
template <>
struct PartsOf<QString>
{
    using Types = Parts<>;
};
template <>
struct PartsOf<QByteArray> : PartsOf<QString>
{};
template <>
struct PartsOf<std::string> : PartsOf<QString>
{};
template <>
struct PartsOf<Json> : PartsOf<QString>
{};
template <typename T>
struct PartsOf<Array<T>> : PartsOf<QString>
{};
template <typename T>
struct PartsOf<QList<T>>
{
    using Types = Parts<T>;
};
template <typename T>
struct PartsOf<std::vector<T>> : PartsOf<QList<T>>
{};
template <typename T, std::size_t count>
struct PartsOf<std::array<T, count>> : PartsOf<QList<T>>
{};
template <typename T>
struct PartsOf<std::optional<T>> : PartsOf<QList<T>>
{};
template <typename... T>
struct PartsOf<std::tuple<T...>>
{
    using Types = Parts<T...>;
};
template <typename T, typename U>
struct PartsOf<std::pair<T, U>> : PartsOf<std::tuple<T, U>>
{};
template <typename Key, typename T>
struct PartsOf<std::map<Key, T>> : PartsOf<std::tuple<Key, T>>
{};
template <typename Key, typename T>
struct PartsOf<QMap<Key, T>> : PartsOf<std::tuple<Key, T>>
{};

template <typename T>
void writeAsJson(Json &json, const T &value)
{
    json = value;
}

template <typename T>
void readFromJson(const Json &json, T &value)
{
    json.get_to(value);
}

template <typename T>
void addCoding(Coding &coding);

template <typename... T>
void addCodings(Coding &coding, Parts<T...>)
{
    (addCoding<T>(coding), ...);
}

template <typename T>
void addCoding(Coding &coding)
{
    if constexpr (requires { typename PartsOf<T>::Types; }) {
        addCodings(coding, typename PartsOf<T>::Types());
    } else if (!coding.seen.insert(typeid(T)).second) { // it may be within itself
        return;
    } else if constexpr (Described<T>) {
        onceFields(T(), [&coding]<typename Field>(const char *name, const Field &) {
            coding.fields += QByteArray(name) + ' ' + typeid(Field).name() + '\n';
            addCoding<Field>(coding);
        });
    } else {
        coding.functions.insert(coding.functions.end(), {reinterpret_cast<const void *>(&writeAsJson<T>),
                                                         reinterpret_cast<const void *>(&readFromJson<T>)});
    }
}

} // namespace once::detail
