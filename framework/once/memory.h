// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/cachedfunction.h>
#include <once/detail/memory/coding.h>

namespace once {

// Keeps what plain functions return, for good: each is computed once for its arguments, in this process or in any other
// that uses the folder, today or in a year.
//
//     once::Memory memory{"cache-folder"};
//     const auto sine = memory.cache("sine", slowSine, {.props = {"x"}});
//     const double y = sine(0.1);
//
// The key of a call is a digest of the function's name, its code (see fingerprint.h), the types of its parameters, and
// the exact arguments. Nothing is ever found under a weaker key: what cannot be hashed is computed each time, and said.
//
// Any number of processes may use a folder of one machine at once. What happens to the folder is told by events and
// never by exceptions: a function always answers. Cheap to copy; any thread.
class Memory
{
public:
    explicit Memory(const QString &folder, MemoryOptions options = {}); // made when it is needed
    static Memory inProcess(MemoryOptions options = {}); // in the memory of the process alone
    static Memory off(MemoryOptions options = {});       // computes everything each time

    // The name stands in the keys, and is not that of any other function. The function is a free one, a static member,
    // a lambda without captures, or counting() where it has values besides its arguments. Throws std::logic_error when
    // the options do not fit it.
    template <typename Function>
    auto cache(const QString &name, Function function, FunctionOptions options = {}) const;

    // Makes room on disk, or without a folder in memory, where age is that of the computation. How many results have
    // gone. Pinned ones stay. Throws std::invalid_argument for a negative limit.
    qint64 reduceSize(const CallLimits &limits) const { return m_recall->reduce(limits); }
    void clear() const { m_recall->clear(nullptr); } // forgets everything
    void flush() const { m_recall->flush(); } // writes down which results were used; done by itself now and then, and at the end

    const QString &folder() const { return m_recall->folder(); } // empty without one
    qint64 held() const { return m_recall->held(); }             // results in the memory of the process

private:
    Memory(const QString &folder, bool isOff, const MemoryOptions &options);

    std::shared_ptr<detail::Recall> m_recall;
};

namespace detail {

// What a function's signature is, by a pointer to it or to its operator().
template <typename T>
struct SignatureOf
{};
template <typename R, typename... Props>
struct SignatureOf<R (*)(Props...)>
{
    using Type = R(Props...);
};
template <typename R, typename... Props>
struct SignatureOf<R (*)(Props...) noexcept> : SignatureOf<R (*)(Props...)>
{};
template <typename T, typename R, typename... Props>
struct SignatureOf<R (T::*)(Props...) const> : SignatureOf<R (*)(Props...)>
{};
template <typename T, typename R, typename... Props>
struct SignatureOf<R (T::*)(Props...) const noexcept> : SignatureOf<R (*)(Props...)>
{};

template <typename T>
inline constexpr bool isCounting = false;
template <typename T>
inline constexpr bool isCounting<Counting<T>> = true;

template <typename T>
inline constexpr bool isCached = false;
template <typename T>
inline constexpr bool isCached<CachedFunction<T>> = true;

// The code of a function object: what its calls come down to.
template <typename Object, typename R, typename... Props>
R callObject(const Object &object, Props... props)
{
    return object(props...);
}

template <typename R, typename... Props>
FunctionShape shapeOf(const QString &name, const void *entry, const QByteArray &captured, std::vector<const void *> others)
{
    FunctionShape shape{.name = name,
                        .entry = entry,
                        .others = std::move(others),
                        .types = {QByteArray(typeid(std::decay_t<Props>).name())...},
                        .captured = captured};
    if constexpr (!std::is_void_v<R>) {
        using Result = std::decay_t<R>;
        shape.result = &valueType<Result>();
        shape.bytesOf = bytesOfValue<Result>;
        Coding coding;
        addCoding<Result>(coding);
        shape.others.insert(shape.others.end(), coding.functions.begin(), coding.functions.end());
        shape.fields = coding.fields;
    }
    return shape;
}

} // namespace detail

template <typename Function>
auto Memory::cache(const QString &name, Function function, FunctionOptions options) const
{
    const auto addAs = [&]<typename R, typename... Props>(std::type_identity<R(Props...)>, auto callable, const void *entry,
                                                          const QByteArray &captured, const std::vector<const void *> &others) {
        return CachedFunction<R(Props...)>(
            m_recall, m_recall->add(detail::shapeOf<R, Props...>(name, entry, captured, others), std::move(options)), std::move(callable));
    };
    const auto entryOf = []<typename Object, typename R, typename... Props>(std::type_identity<R(Props...)>, const Object &) {
        return reinterpret_cast<const void *>(&detail::callObject<Object, R, Props...>);
    };
    if constexpr (detail::isCached<Function>) { // its own function, rather than a cache of a cache
        detail::FunctionShape shape = function.shape();
        shape.name = name;
        return Function(m_recall, m_recall->add(std::move(shape), std::move(options)), function.function());
    } else if constexpr (detail::isCounting<Function>) {
        using Signature = typename detail::SignatureOf<decltype(&decltype(function.function)::operator())>::Type;
        constexpr std::type_identity<Signature> signature;
        return addAs(signature, function.function, entryOf(signature, function.function), function.counts, function.calls);
    } else if constexpr (std::is_pointer_v<Function>) {
        using Signature = typename detail::SignatureOf<Function>::Type;
        return addAs(std::type_identity<Signature>(), function, reinterpret_cast<const void *>(function), {}, {});
    } else if constexpr (requires { +function; }) {
        return cache(name, +function, std::move(options));
    } else {
        static_assert(detail::no<Function>, "once: a lambda that captures, or an object with values of its own, is cached only with "
                                            "what of it counts: memory.cache(name, counting(function, values...))");
    }
}

} // namespace once
