// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/warm/withouttype.h>
#include <once/hash.h>

#include <utility>

namespace once {

// The use of a warm object, which lives at least as long. Whoever has it may use it as its type allows; so
// may others at the same time. One thread at a time.
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
    explicit Lease(detail::WarmUse use) : m_use(std::move(use)) { }

    detail::WarmUse m_use;
};

// What is slow to make and fast to use, such as a trained model or a connection: made once per process for
// each configuration, when it is first asked for.
//
//     static once::Warm<Model, ModelId> models{loadModel};
//     const auto model = models.get(id); // loads the first time; later calls take less than a microsecond
//     model->classify(image);
//
// The configuration is any value that can be a prop: equal values get the same object. What the initialiser
// finds out by itself, such as the graphics card of this process, does not count. It returns T or
// std::unique_ptr<T>, and may be called for several configurations at once. When it throws, all who wait for
// it get that exception, nothing is kept, and the next call tries again.
//
// Namespace scope or a static variable: it is one per process. With thread_local, it is one per thread. What
// is left at the end of the process is torn down then; a forked child begins with nothing, and leaves its
// parent's alone. Any thread.
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

    // No later call gets what is there now. Objects in use are torn down at the end of their last use, the
    // others before it returns.
    void clear() { m_objects.get()->clear(); }

private:
    std::function<std::shared_ptr<void>(const Config &...)> m_initialise;
    detail::PerProcess<detail::WarmObjects> m_objects;
};

template <typename T, typename... Parameters>
Warm(T (*)(Parameters...), WarmOptions<T> = {}) -> Warm<T, std::decay_t<Parameters>...>;

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
