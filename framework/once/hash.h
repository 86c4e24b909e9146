// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/describe.h>
#include <once/encoding.h>

#include <algorithm>
#include <memory>
#include <ranges>

namespace once {

namespace detail {

template <typename T>
concept TextLike = std::convertible_to<const T &, std::string_view>;

template <typename T>
concept TupleLike = requires { std::tuple_size<T>::value; } && !std::ranges::range<T>;

template <typename T>
concept MapLike = std::ranges::range<T> && requires {
    typename T::key_type;
    typename T::mapped_type;
};

template <typename T>
concept Unordered = requires(const T &set) { typename T::hasher; }
                    || std::same_as<T, QSet<typename T::value_type>>;

template <typename T>
concept PackedRange = std::ranges::contiguous_range<T> && std::is_arithmetic_v<std::ranges::range_value_t<T>>
                      && !std::same_as<std::ranges::range_value_t<T>, bool>
                      && sizeof(std::ranges::range_value_t<T>) <= 8;

template <typename T>
inline constexpr bool isOptional = false;
template <typename T>
inline constexpr bool isOptional<std::optional<T>> = true;

template <typename T>
inline constexpr bool isPointer = std::is_pointer_v<T>;
template <typename T, typename D>
inline constexpr bool isPointer<std::unique_ptr<T, D>> = true;
template <typename T>
inline constexpr bool isPointer<std::shared_ptr<T>> = true;

template <typename>
inline constexpr bool no = false; // a static_assert that waits for its template

void appendSorted(Encoder &encoder, std::vector<std::string> encodings);

// Key: what counts for a key. Whole: everything, as it is stored.
enum class Meaning { Key, Whole };

template <typename T>
concept HasOwnKey = requires(const T &value) { onceKey(value); };

namespace own {
void to_json() = delete; // so that only those beside the type are found

template <typename T>
struct Only // becomes nothing else, as what a T could be made into has other words
{
    template <std::same_as<T> U>
    operator const U &() const;
};

template <typename T>
concept HasJson = std::is_class_v<T> && !std::same_as<T, Json> && requires(Json &json, const Only<T> &value) { to_json(json, value); };
} // namespace own

template <Meaning meaning, typename T>
void append(Encoder &encoder, const T &value);

template <Meaning meaning, typename T>
std::string encodingOf(const T &value)
{
    Encoder encoder;
    append<meaning>(encoder, value);
    return {encoder.view().data(), std::size_t(encoder.view().size())};
}

template <Meaning meaning, typename T>
void appendEnum(Encoder &encoder, T value)
{
    static const bool isNamed = !Json(T()).is_number(); // by NLOHMANN_JSON_SERIALIZE_ENUM
    const Json name = isNamed ? Json(value) : Json();
    bool isOther = !isNamed;
    if constexpr (Jsonable<T>) // what has no name gets that of the first one
        isOther = isOther || name.template get<T>() != value;
    isOther ? append<meaning>(encoder, std::underlying_type_t<T>(value)) : encoder.json(name);
}

template <Meaning meaning, typename T>
void appendRange(Encoder &encoder, const T &range)
{
    if constexpr (Unordered<T>) {
        std::vector<std::string> encodings;
        for (const auto &part : range)
            encodings.push_back(encodingOf<meaning>(part));
        encoder.list(encodings.size());
        appendSorted(encoder, std::move(encodings));
    } else {
        encoder.list(std::size_t(std::ranges::distance(range)));
        for (const std::ranges::range_value_t<T> &part : range)
            append<meaning>(encoder, part);
    }
}

// Text keys make a map, other keys a list of pairs; both sorted by what is encoded.
template <Meaning meaning, typename T>
void appendMap(Encoder &encoder, const T &map)
{
    using Key = typename T::key_type;
    constexpr bool isNamed = std::same_as<Key, QString> || std::same_as<Key, std::string>;
    std::vector<std::string> encodings;
    const auto add = [&encodings](const Key &key, const auto &value) {
        Encoder pair;
        if constexpr (std::same_as<Key, QString>)
            pair.key(key.toStdString());
        else if constexpr (isNamed)
            pair.key(key);
        else
            pair.list(2), append<meaning>(pair, key);
        append<meaning>(pair, value);
        encodings.emplace_back(pair.view().data(), std::size_t(pair.view().size()));
    };
    if constexpr (requires { map.cbegin().key(); })
        for (auto it = map.cbegin(); it != map.cend(); ++it)
            add(it.key(), it.value());
    else
        for (const auto &[key, value] : map)
            add(key, value);
    isNamed ? encoder.map(encodings.size()) : encoder.list(encodings.size());
    appendSorted(encoder, std::move(encodings));
}

template <Meaning meaning, Described T>
void appendFields(Encoder &encoder, const T &value)
{
    std::size_t count = 0;
    onceFields(value, [&count](const char *, const auto &) { ++count; });
    encoder.map(count);
    onceFields(value, [&encoder](std::string_view name, const auto &field) {
        encoder.key(name);
        append<meaning>(encoder, field);
    });
}

template <Meaning meaning, typename T>
void append(Encoder &encoder, const T &value)
{
    if constexpr (meaning == Meaning::Key && HasOwnKey<T>)
        append<meaning>(encoder, onceKey(value));
    else if constexpr (requires { onceEncode(encoder, value); }) // as arrays do
        onceEncode(encoder, value);
    else if constexpr (std::same_as<T, bool>)
        encoder.boolean(value);
    else if constexpr (std::is_enum_v<T>)
        appendEnum<meaning>(encoder, value);
    else if constexpr ((std::integral<T> || std::floating_point<T>) && sizeof(T) > 8)
        static_assert(no<T>, "once: a number of more than 8 bytes would lose digits; pass a double or a qint64, or its parts");
    else if constexpr (std::unsigned_integral<T>)
        encoder.integer(quint64(value));
    else if constexpr (std::integral<T>)
        encoder.integer(qint64(value));
    else if constexpr (std::floating_point<T>)
        encoder.real(double(value));
    else if constexpr (isPointer<T> && !TextLike<T>)
        static_assert(no<T>, "once: a pointer cannot be a prop, because its address says nothing about the "
                             "value behind it; pass the value");
    else if constexpr (Described<T>)
        appendFields<meaning>(encoder, value);
    else if constexpr (own::HasJson<T>) // which may be more than its elements or its text
        encoder.json(Json(value));
    else if constexpr (std::convertible_to<const T &, QStringView>)
        encoder.text(QStringView(value));
    else if constexpr (std::same_as<T, QByteArray>)
        encoder.bytes(value);
    else if constexpr (TextLike<T>)
        encoder.text(std::string_view(value));
    else if constexpr (std::same_as<T, Json>)
        encoder.json(value);
    else if constexpr (isOptional<T>)
        value ? (encoder.some(), append<meaning>(encoder, *value)) : encoder.null();
    else if constexpr (PackedRange<T>)
        encoder.packed(std::span<const std::ranges::range_value_t<T>>(value));
    else if constexpr (MapLike<T>)
        appendMap<meaning>(encoder, value);
    else if constexpr (std::ranges::range<const T>)
        appendRange<meaning>(encoder, value);
    else if constexpr (TupleLike<T>)
        std::apply([&encoder](const auto &...part) {
            encoder.list(sizeof...(part));
            (append<meaning>(encoder, part), ...);
        }, value);
    else if constexpr (Jsonable<T>)
        encoder.json(Json(value));
    else
        static_assert(no<T>, "once: a value of this type cannot be hashed; describe its struct with "
                             "ONCE_DESCRIBE(Type, fields...) or give it JSON conversions");
}

} // namespace detail

// Says what a value consists of, for keys: order and repetition count, -0.0 and 0.0 differ, NaN is one
// value, unordered containers are sorted by their encodings. Numbers, text, dates, ranges, maps, tuples,
// optionals, enums and described structs are known; other types are taken through JSON. Where only a part
// of your own type counts, name it in a function beside the type:
//     auto onceKey(const Recipe &recipe) { return std::tie(recipe.name, recipe.steps); }
template <typename T>
void hashAppend(Encoder &encoder, const T &value)
{
    detail::append<detail::Meaning::Key>(encoder, value);
}

} // namespace once
