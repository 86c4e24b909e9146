// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/captured.h>
#include <once/detail/memory/bytesof.h>
#include <once/ref.h>
#include <once/tracked.h>

#include <functional>

namespace once {

// How a cached function has fared in this process.
struct FunctionInfo
{
    qint64 computed = 0, memory = 0, disk = 0, joined = 0; // calls, by what answered them
    qint64 failed = 0, uncached = 0;                       // computations that threw; that were not kept
    qint64 waiting = 0;                                    // threads, now, for one that is at the same call
    Microseconds computing{0}, saved{0};                   // time that computations took, and that was not spent again

    qint64 hits() const { return memory + disk + joined; }
};

namespace detail {

template <typename T>
qint64 bytesOfValue(const void *value)
{
    return qint64(sizeof(T)) + bytesBeyond(*static_cast<const T *>(value));
}

template <typename T>
const T &valueOfArgument(const Tracked<T> &tracked)
{
    return tracked.value();
}
template <typename T>
const T &valueOfArgument(const T &value)
{
    return value;
}

} // namespace detail

// A function whose results are kept by a Memory: called as the function is, and answered without it where the
// arguments were seen before. Cheap to copy; its copies, and those of the Memory, share all there is. Any thread; of
// threads and processes that make one call at the same time, one computes it.
//
// Arguments are converted to the types of the parameters, and count by their content, a Tracked one by the call that
// it comes from. What the function throws is thrown each time, and nothing is kept.
template <typename Signature>
class CachedFunction;

template <typename R, typename... Props>
class CachedFunction<R(Props...)>
{
    static_assert(((!std::is_reference_v<Props> || std::is_const_v<std::remove_reference_t<Props>>) && ...),
                  "once: a cached function takes its arguments by value or by const reference, as it cannot hand anything "
                  "back through them; return it");
    static_assert(std::is_void_v<R> || Jsonable<std::decay_t<R>>,
                  "once: what a cached function returns is kept, so it must be JSON-able; describe its struct with ONCE_DESCRIBE");

public:
    using Returned = std::decay_t<R>;
    using Function = std::function<R(Props...)>;

    CachedFunction(std::shared_ptr<detail::Recall> recall, std::shared_ptr<detail::FunctionCore> core, Function function)
        : m_recall(std::move(recall)), m_core(std::move(core)), m_function(std::move(function))
    {
        checkDefaults(std::index_sequence_for<Props...>());
    }

    // The value itself. A large one is copied; call() shares it.
    Returned operator()(Props... props) const
    {
        if constexpr (std::is_void_v<R>)
            call(props...);
        else
            return call(props...).value();
    }

    // Where the last parameters have defaults, or an argument is Tracked.
    template <typename... Given>
        requires(sizeof...(Given) != sizeof...(Props) || (isTracked<std::decay_t<Given>> || ...))
    Returned operator()(const Given &...given) const
    {
        if constexpr (std::is_void_v<R>)
            call(given...);
        else
            return call(given...).value();
    }

    template <typename... Given>
    Answer<Returned> call(const Given &...given) const
    {
        return ask<&detail::Recall::answer>(given...);
    }
    // Computes it, whatever is there, and keeps what that comes to.
    template <typename... Given>
    Answer<Returned> recompute(const Given &...given) const
    {
        return ask<&detail::Recall::recompute>(given...);
    }
    // Computes what is not there, and reads nothing.
    template <typename... Given>
    AnsweredBy ensure(const Given &...given) const
    {
        return withAsked([this](const auto &asked) { return m_recall->ensure(*m_core, asked).by; }, given...);
    }
    // The same as a Tracked value, unless a call may come to something else the next time; and a handle instead of the
    // value, which is not read either.
    template <typename... Given>
    Tracked<Returned> tracked(const Given &...given) const
    {
        return Tracked<Returned>(call(given...));
    }
    template <typename... Given>
    Ref<Returned> shelve(const Given &...given) const
    {
        requireKept();
        const auto answered = withAsked([this](const auto &asked) { return m_recall->ensure(*m_core, asked); }, given...);
        return {m_recall, answered.key, m_core->mayChange(),
                answered.isOnDisk ? nullptr : std::static_pointer_cast<const Returned>(answered.value)};
    }

    template <typename... Given>
    bool contains(const Given &...given) const // without a use of it
    {
        return withAsked([this](const auto &asked) { return m_recall->contains(*m_core, asked); }, given...);
    }
    template <typename... Given>
    bool forget(const Given &...given) const // whether it was there
    {
        return withAsked([this](const auto &asked) { return m_recall->forget(*m_core, asked); }, given...);
    }
    // Why it would be computed, or since when it is there: a sentence.
    template <typename... Given>
    QString explain(const Given &...given) const
    {
        return withAsked([this](const auto &asked) { return m_recall->explain(*m_core, asked); }, given...);
    }
    template <typename... Given>
    CallKey key(const Given &...given) const // none when there is no cache
    {
        return withAsked([this](const auto &asked) { return m_recall->keyOf(*m_core, asked); }, given...);
    }

    FunctionInfo info() const
    {
        const auto counts = m_recall->countsOf(*m_core);
        return {counts.computed, counts.memory, counts.disk, counts.joined, counts.failed,
                counts.uncached, counts.waiting, counts.computing, counts.saved};
    }
    void clear() const { m_recall->clear(m_core.get()); } // all its results, of every version of its code
    const QString &name() const { return m_core->name(); }
    const Function &function() const { return m_function; } // itself, without the cache
    const detail::FunctionShape &shape() const { return m_core->shape(); }

private:
    using Values = std::tuple<std::decay_t<Props>...>;

    template <std::size_t... I>
    void checkDefaults(std::index_sequence<I...>) const // throws std::logic_error
    {
        [[maybe_unused]] const auto check = [](std::size_t index, const detail::Defaults &defaults, auto type) {
            if (const std::size_t without = sizeof...(Props) - defaults.count(); index >= without)
                defaults.template at<typename decltype(type)::type>(index - without);
        };
        (check(I, m_core->options().defaults, std::type_identity<std::decay_t<Props>>()), ...);
        (check(I, m_core->options().laterProps, std::type_identity<std::decay_t<Props>>()), ...);
    }

    // What the function is given at a place: the argument where it has the type of the parameter, else a copy.
    template <std::size_t I, typename... Given>
    decltype(auto) valueAt(const std::tuple<const Given &...> &given) const
    {
        using Wanted = std::tuple_element_t<I, Values>;
        if constexpr (I < sizeof...(Given)) {
            const auto &value = detail::valueOfArgument(std::get<I>(given));
            if constexpr (std::same_as<std::decay_t<decltype(value)>, Wanted>)
                return (value);
            else
                return Wanted(value);
        } else {
            return m_core->options().defaults.template at<Wanted>(I + m_core->options().defaults.count() - sizeof...(Props));
        }
    }

    // As the parameter's type; a Tracked argument by its call.
    template <std::size_t I, typename... Given>
    void appendAt(Encoder &encoder, const std::tuple<const Given &...> &given, const auto &value) const
    {
        if constexpr (I < sizeof...(Given))
            if constexpr (isTracked<std::decay_t<std::tuple_element_t<I, std::tuple<Given...>>>>)
                return hashAppend(encoder, std::get<I>(given));
        hashAppend(encoder, value);
    }

    template <typename Use, typename... Given>
    auto withAsked(const Use &use, const Given &...given) const
    {
        static_assert(sizeof...(Given) <= sizeof...(Props), "once: too many arguments for this cached function");
        m_core->requireDefaults(sizeof...(Given));
        return withAll(use, std::tuple<const Given &...>(given...), std::index_sequence_for<Props...>());
    }

    template <typename Use, typename... Given, std::size_t... I>
    auto withAll(const Use &use, const std::tuple<const Given &...> &given, std::index_sequence<I...>) const
    {
        const std::tuple<decltype(valueAt<I>(given))...> values(valueAt<I>(given)...);
        const int counted = countedOf(std::get<I>(values)...);
        const auto encode = [&](Encoder &encoder) {
            encoder.list(std::size_t(counted) + m_core->options().dependsOn.size());
            [[maybe_unused]] const auto append = [&](std::size_t i, const auto &appendIt) {
                if (int(i) < counted)
                    m_core->isIgnored(i) ? encoder.null() : appendIt();
            };
            (append(I, [&] { appendAt<I>(encoder, given, std::get<I>(values)); }), ...);
            m_core->appendDependencies(encoder);
        };
        const auto compute = [&]() -> std::shared_ptr<const void> {
            if constexpr (std::is_void_v<R>)
                return m_function(std::get<I>(values)...), nullptr;
            else
                return std::make_shared<const Returned>(m_function(std::get<I>(values)...));
        };
        return use(detail::Asked{encode, compute, counted});
    }

    // How many parameters stand in the key: all but the later ones at the end that have the values of before.
    int countedOf(const auto &...values) const
    {
        const auto &later = m_core->options().laterProps;
        int counted = sizeof...(values);
        if (later.count() == 0)
            return counted;
        std::vector<bool> areAsBefore;
        const std::size_t first = sizeof...(values) - later.count();
        std::size_t i = 0;
        [[maybe_unused]] const auto compare = [&]<typename T>(const T &value) {
            areAsBefore.push_back(i >= first && (m_core->isIgnored(i) || detail::encodingOf<detail::Meaning::Key>(value)
                                                     == detail::encodingOf<detail::Meaning::Key>(later.template at<T>(i - first))));
            ++i;
        };
        (compare(values), ...);
        while (counted > 0 && areAsBefore[std::size_t(counted) - 1])
            --counted;
        return counted;
    }

    void requireKept() const // throws std::logic_error
    {
        if constexpr (!std::is_void_v<R>)
            if (!m_core->keepsResult())
                m_core->throwNotKept();
    }

    template <auto way, typename... Given>
    Answer<Returned> ask(const Given &...given) const
    {
        requireKept();
        auto answered = withAsked([this](const auto &asked) { return (m_recall.get()->*way)(*m_core, asked); }, given...);
        Answer<Returned> answer(std::move(answered.value), answered.by, answered.key, answered.duration);
        answer.mayChange = m_core->mayChange();
        return answer;
    }

    std::shared_ptr<detail::Recall> m_recall;
    std::shared_ptr<detail::FunctionCore> m_core;
    Function m_function;
};

} // namespace once
