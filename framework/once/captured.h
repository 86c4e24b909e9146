// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/hash.h>

#include <QByteArray>

#include <vector>

namespace once {

// A function that has values besides its arguments, such as a lambda that captures some, together with those of them
// that count: they stand in the key.
template <typename Function>
struct Counting
{
    Function function;
    QByteArray counts;               // the encoding of what counts, as it was when this was made
    std::vector<const void *> calls; // functions whose code counts
};

namespace detail {

template <typename T>
inline constexpr bool isFunctionPointer = std::is_pointer_v<T> && std::is_function_v<std::remove_pointer_t<T>>;

} // namespace detail

// memory.cache("scale", counting([factor](double x) { return factor * x; }, factor))
// Of a pointer to a function its code counts. What is captured and not given here is not seen.
template <typename Function, typename... Values>
Counting<Function> counting(Function function, const Values &...values)
{
    static_assert(sizeof...(Values) > 0, "once: counting() takes the function and then the values that count");
    Encoder encoder;
    std::vector<const void *> calls;
    encoder.list((std::size_t(!detail::isFunctionPointer<Values>) + ...));
    const auto count = [&]<typename Value>(const Value &value) {
        if constexpr (detail::isFunctionPointer<Value>)
            calls.push_back(reinterpret_cast<const void *>(value));
        else
            hashAppend(encoder, value);
    };
    (count(values), ...);
    return {std::move(function), encoder.view().toByteArray(), std::move(calls)};
}

// The function with its first arguments given, which count: memory.cache("square", partial(power, 2))
template <typename R, typename... Parameters, typename... Values>
auto partial(R (*function)(Parameters...), Values... values)
{
    static_assert(sizeof...(Values) <= sizeof...(Parameters), "once: partial() gives more arguments than there are parameters");
    const auto rest = [&]<std::size_t... I>(std::index_sequence<I...>) {
        using All = std::tuple<Parameters...>;
        return [function, values...](std::tuple_element_t<sizeof...(Values) + I, All>... given) { return function(values..., given...); };
    };
    return counting(rest(std::make_index_sequence<sizeof...(Parameters) - sizeof...(Values)>()), function, values...);
}

} // namespace once
