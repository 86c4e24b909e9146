// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/warm/warmobjects.h>
#include <once/hash.h>
#include <once/warmoptions.h>

#include <stdexcept>
#include <utility>

namespace once {

// The use of a warm object, which lives at least as long. Whoever has it may use it as its type allows; so may others at
// the same time. One thread at a time.
template <typename T>
class Lease
{
public:
    T *get() const { return static_cast<T *>(m_use.object()); }
    T &operator*() const { return *get(); }
    T *operator->() const { return get(); }

private:
    template <typename, typename...>
    friend class Warm;
    explicit Lease(detail::WarmUse use) : m_use(std::move(use)) {}

    detail::WarmUse m_use;
};

// What is slow to make and fast to use, such as a trained model or a connection: made once per process for each
// configuration, when it is first asked for.
//
//     static once::Warm<Model, ModelId> models{loadModel};
//     const auto model = models.get(id); // loads the first time; later calls take less than a microsecond
//     model->classify(image);
//
// The configuration is any value that can be a prop: equal values get the same object. What the initialiser finds out by
// itself, such as the graphics card of this process, does not count. It returns T or std::unique_ptr<T>, and may be called
// for several configurations at once. When it throws, all who wait for it get that exception, nothing is kept, and the
// next call tries again.
//
// Namespace scope or a static variable: it is one per process. With thread_local, it is one per thread. What is
// left at the end of the process is torn down then; a forked child begins with nothing, and leaves its parent's alone.
// Any thread.
template <typename T, typename... Config>
class Warm
{
public:
    // Throws std::logic_error when the options do not fit together.
    template <typename Initialise>
    Warm(Initialise initialise, WarmOptions<T> options = {});
    ~Warm();

    // Throws what the initialiser throws, and std::logic_error inside the initialiser of that very object.
    Lease<T> get(const Config &...config);

    // Of this process.
    WarmInfo info() { return m_objects.get()->info(); }

    // No later call gets what is there now. Objects in use are torn down at the end of their last use, the others before
    // it returns.
    void clear() { m_objects.get()->clear(); }

private:
    std::function<std::shared_ptr<void>(const Config &...)> m_initialise;
    detail::PerProcess<detail::WarmObjects> m_objects;
};

template <typename T, typename... Parameters>
Warm(T (*)(Parameters...), WarmOptions<T> = {}) -> Warm<T, std::decay_t<Parameters>...>;

namespace detail {

template <typename T, typename Made>
std::shared_ptr<void> givenAway(std::shared_ptr<Made> object)
{
    if (!object)
        throw std::logic_error("once: the initialiser of a warm object returned a null pointer; let it throw what is wrong");
    return std::const_pointer_cast<std::remove_const_t<T>>(std::shared_ptr<T>(std::move(object)));
}

template <typename T, typename... Config>
auto warmInitialiser(auto initialise)
{
    using Returned = std::invoke_result_t<decltype(initialise) &, const Config &...>;
    static_assert(!requires(const Returned &object) { object.use_count(); },
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
        throw std::logic_error("once: a Warm with .bytes does not know how large its objects are; give it .sizeOf");
    if (options.most < 0)
        throw std::logic_error("once: a Warm keeps .most = 0 objects or more");
    return {options.most,        options.bytes, options.timeToLive, options.idleTime,
            options.inOwnThread, options.clock, withoutType<T, qint64>(options.sizeOf),
            withoutType<T, bool>(options.isHealthy), withoutType<T, void>(options.tearDown)};
}

} // namespace detail

template <typename T, typename... Config>
template <typename Initialise>
Warm<T, Config...>::Warm(Initialise initialise, WarmOptions<T> options)
    : m_initialise(detail::warmInitialiser<T, Config...>(std::move(initialise))),
      m_objects([rules = detail::warmRules(options)] { return std::make_shared<detail::WarmObjects>(rules); })
{
}

template <typename T, typename... Config>
Warm<T, Config...>::~Warm()
{
    if (const auto objects = m_objects.peek())
        objects->clear();
}

template <typename T, typename... Config>
Lease<T> Warm<T, Config...>::get(const Config &...config)
{
    Encoder encoder;
    (hashAppend(encoder, config), ...);
    const auto initialise = [&] { return m_initialise(config...); };
    return Lease<T>(detail::WarmUse(m_objects.get(), encoder.view(), std::cref(initialise)));
}

} // namespace once
