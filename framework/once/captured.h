// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/hash.h>

#include <QByteArray>

namespace once {

// A function that has values besides its arguments, such as a lambda that captures some, together with those of them
// that count: they stand in the key.
template <typename Function>
struct Counting
{
    Function function;
    QByteArray counts; // the encoding of what counts, as it was when this was made
};

// memory.cache("scale", counting([factor](double x) { return factor * x; }, factor))
template <typename Function, typename... Values>
Counting<Function> counting(Function function, const Values &...values)
{
    static_assert(sizeof...(Values) > 0, "once: counting() takes the function and then the values that count");
    Encoder encoder;
    hashAppend(encoder, std::tie(values...));
    return {std::move(function), encoder.view().toByteArray()};
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
    return counting(rest(std::make_index_sequence<sizeof...(Parameters) - sizeof...(Values)>()), values...);
}

} // namespace once
