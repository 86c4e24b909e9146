// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/warm/warmobjects.h>

#include <stdexcept>
#include <type_traits>
#include <utility>

namespace once::detail {

template <typename T>
std::shared_ptr<void> givenAway(std::shared_ptr<T> object)
{
    if (!object)
        throw std::logic_error(
            "once: the initialiser of a warm object returned a null pointer; let it throw what is wrong");
    return std::const_pointer_cast<std::remove_const_t<T>>(std::move(object));
}

// Makes objects of type T in place, also those that cannot be moved.
template <typename T, typename... Config>
auto warmInitialiser(auto initialise)
{
    using Returned = std::invoke_result_t<decltype(initialise) &, const Config &...>;
    static_assert(
        !requires(const Returned &object) { object.use_count(); },
        "once: a warm object has one owner, so that it is not torn down while somebody has it; return T or "
        "std::unique_ptr<T> instead of std::shared_ptr");
    return [initialise = std::move(initialise)](const Config &...config) mutable {
        if constexpr (std::same_as<std::remove_const_t<T>, Returned>)
            return givenAway<T>(std::shared_ptr<T>(new T(initialise(config...))));
        else
            return givenAway<T>(std::shared_ptr<T>(initialise(config...)));
    };
}

template <typename T, typename Result>
std::function<Result(void *)> withoutType(const auto &function)
{
    if (!function)
        return {};
    return [function](void *object) mutable { return function(*static_cast<T *>(object)); };
}

template <typename T>
WarmRules warmRules(const WarmOptions<T> &options)
{
    if (options.bytes > 0 && !options.sizeOf)
        throw std::logic_error(
            "once: a Warm with .bytes does not know how large its objects are; give it .sizeOf");
    if (options.most < 0)
        throw std::logic_error("once: a Warm keeps .most = 0 objects or more");
    return {options.most,
            options.bytes,
            options.timeToLive,
            options.idleTime,
            options.inOwnThread,
            options.clock,
            withoutType<T, qint64>(options.sizeOf),
            withoutType<T, bool>(options.isHealthy),
            withoutType<T, void>(options.tearDown)};
}

} // namespace once::detail
