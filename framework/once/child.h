// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/quietflow.h>
#include <once/result.h>
#include <once/state.h>

#include <tuple>
#include <typeinfo>

namespace once {

namespace detail {

template <typename T>
concept HasOneRun = requires { &T::run; };

template <typename... Props>
QStringList fieldsOf()
{
    QStringList fields;
    if constexpr (sizeof...(Props) == 1 && (Described<Props> && ...))
        (onceFields(Props(), [&fields](const char *name, const auto &) { fields.append(QString::fromUtf8(name)); }), ...);
    return fields;
}

// The second argument of Child for a T whose run() is missing or overloaded, to say so in one sentence.
struct NoRun
{};

template <typename T>
auto signatureOf()
{
    if constexpr (HasOneRun<T>)
        return &T::run;
    else
        return NoRun();
}

template <typename T>
constexpr bool isComparable()
{
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T> || std::convertible_to<const T &, QStringView> || TextLike<T>
                  || std::same_as<T, QByteArray> || Described<T> || requires { typename T::period; })
        return true;
    else if constexpr (std::ranges::range<T> && !MapLike<T>)
        return isComparable<std::ranges::range_value_t<T>>();
    else
        return false;
}

// What a work was constructed with, as far as that can be compared.
struct Arguments
{
    bool areKnown = true;
    QByteArray encoding;

    template <typename... Given>
    static Arguments of(const Given &...given)
    {
        Arguments arguments;
        arguments.areKnown = (isComparable<Given>() && ...);
        if constexpr (sizeof...(Given) > 0 && (isComparable<Given>() && ...)) {
            Encoder encoder;
            (hashAppend(encoder, given), ...);
            arguments.encoding = encoder.view().toByteArray();
        }
        return arguments;
    }
};

} // namespace detail

// A flow or work of type T as a member of a flow: Child<Clean> clean{this, "clean", options, arguments...}. It
// is a T, so its state is read with a dot; but run() of a work now means: do this once for these props.
template <typename T, typename Signature = decltype(detail::signatureOf<T>())>
class Child;

template <typename T>
class Child<T, detail::NoRun>
{
    static_assert(detail::no<T>, "once: a flow or work has exactly one public method run(), not overloaded and "
                                 "no template");
};

template <typename T, typename R, typename Base, typename... Props>
    requires std::derived_from<T, Work>
class Child<T, R (Base::*)(Props...)> : public T
{
    static_assert(std::is_void_v<R> || Jsonable<std::decay_t<R>>,
                  "once: what run() returns is kept, so it must be JSON-able; describe its struct with ONCE_DESCRIBE");
    static_assert(((!std::is_reference_v<Props> || std::is_const_v<std::remove_reference_t<Props>>) && ...),
                  "once: props are inputs: take them by value or by const reference");

    using Returned = std::decay_t<R>;
    using Values = std::tuple<std::decay_t<Props>...>;

public:
    template <typename... Arguments>
    Child(Component *parent, const QString &name, WorkOptions options = {}, Arguments &&...arguments)
        : Child(detail::Arguments::of(std::as_const(arguments)...), parent, name, std::move(options),
                std::forward<Arguments>(arguments)...)
    {
    }

    // The user's own signature, so that conversions, braces and completion work as usual. Throws Suspension
    // and RunFailed as the options say.
    auto run(Props... props)
    {
        if (this->hasPlainProps())
            hashAppend(this->beginProps(), std::tie(std::as_const(props)...));
        else
            appendChosen(this->beginProps(), std::as_const(props)...);
        const auto makeBody = [&]() -> std::unique_ptr<detail::Invocation> {
            return std::make_unique<Body>(*this, Values(props...));
        };
        detail::Call &call = this->call(detail::BodyMaker(makeBody));
        if constexpr (!std::is_void_v<R>)
            return Result<Returned>(*this, call);
        else
            (void)call;
    }

private:
    template <typename... Arguments>
    Child(const detail::Arguments &known, Component *parent, const QString &name, WorkOptions options, Arguments &&...arguments)
        : T(std::forward<Arguments>(arguments)...)
    {
        this->adopt(parent, name, typeid(T));
        this->setUp(std::move(options),
                    {typeid(T).name(), QByteArray(typeid(Values).name()), sizeof...(Props),
                     detail::fieldsOf<std::decay_t<Props>...>(), sizeof...(Arguments) > 0,
                     known.areKnown ? reinterpret_cast<const void *>(&code<Arguments...>) : nullptr,
                     known.encoding});
    }

    // With null for what is ignored, and with what the work depends on at the end.
    void appendChosen(Encoder &encoder, const std::decay_t<Props> &...props) const
    {
        encoder.list(sizeof...(Props) + this->options().dependsOn.size());
        [[maybe_unused]] std::size_t i = 0;
        [[maybe_unused]] const auto append = [&](const auto &prop) {
            if (this->isIgnored(i++))
                encoder.null();
            else
                hashAppend(encoder, prop);
        };
        (append(props), ...);
        this->appendDependencies(encoder);
    }

    [[gnu::noinline]] static void invoke(T &work, const Values &values, detail::Outcome &outcome)
    {
        const auto run = [&work](const auto &...value) { return work.T::run(value...); };
        if constexpr (std::is_void_v<R>) {
            std::apply(run, values);
        } else {
            auto result = std::make_shared<const Returned>(std::apply(run, values));
            outcome.result = Value::of(*result);
            outcome.typedResult = std::move(result);
        }
    }

    template <typename... Arguments>
    [[gnu::noinline]] static void build(void *where, Component *parent, const QString &name, Arguments &&...arguments)
    {
        ::new (where) Child(parent, name, WorkOptions(), std::forward<Arguments>(arguments)...);
    }

    // Never called: leads to all that makes up the work, for its fingerprint. The first values of its members and what
    // it overrides are in the second.
    template <typename... Arguments>
    [[gnu::noinline]] static std::pair<const void *, const void *> code()
    {
        return {reinterpret_cast<const void *>(&invoke), reinterpret_cast<const void *>(&build<Arguments...>)};
    }

    struct Body : detail::Invocation
    {
        Body(T &work, Values values) : m_work(work), m_values(std::move(values)) {}

        void invoke(detail::Outcome &outcome) const override { Child::invoke(m_work, m_values, outcome); }

        T &m_work;
        Values m_values;
    };

    void mustBeDeclaredAsChildOrRoot() const override {}
};

template <typename T, typename R, typename Base, typename... Arguments>
    requires(std::derived_from<T, Flow> && !std::derived_from<T, QuietFlow>)
class Child<T, R (Base::*)(Arguments...)> : public T
{
public:
    template <typename... ConstructorArguments>
    Child(Component *parent, const QString &name, ConstructorArguments &&...arguments)
        : T(std::forward<ConstructorArguments>(arguments)...)
    {
        this->adopt(parent, name, typeid(T));
    }
};

template <typename T, typename R, typename Base, typename... Arguments>
    requires std::derived_from<T, QuietFlow>
class Child<T, R (Base::*)(Arguments...)> : public T
{
    static_assert(std::is_void_v<R>, "once: run() of a quiet flow returns nothing, because it is not entered in every "
                                     "tick; put what it finds into a state");
    static_assert(((!std::is_reference_v<Arguments> || std::is_const_v<std::remove_reference_t<Arguments>>) && ...),
                  "once: arguments of a quiet flow are inputs: take them by value or by const reference");

public:
    template <typename... ConstructorArguments>
    Child(Component *parent, const QString &name, ConstructorArguments &&...arguments)
        : T(std::forward<ConstructorArguments>(arguments)...)
    {
        this->adopt(parent, name, typeid(T));
    }

    // Throws what the flow's own run() throws.
    void run(Arguments... arguments)
    {
        hashAppend(this->beginArguments(), std::tie(std::as_const(arguments)...));
        if (!this->isToBeEntered())
            return;
        this->begin();
        try {
            T::run(std::forward<Arguments>(arguments)...);
        } catch (...) {
            this->end(false);
            throw;
        }
        this->end(true);
    }
};

namespace detail {

// The top of a tree, as the loop sees it.
class AppRoot
{
public:
    virtual ~AppRoot() = default;
    virtual Component &component() = 0;
    virtual void tickOnce() = 0; // calls its run()
};

template <typename T>
concept WorkWithoutProps = std::derived_from<T, Work> && std::is_invocable_v<decltype(&T::run), T &>;

} // namespace detail

// The top of a tree. Outside of an app its works run in place, at once, cached in memory: handy in scripts
// and tests. Root<MyWork> work; work.run(1); work.run(1);
template <typename T>
class Root;

template <std::derived_from<Work> T>
class Root<T> : public Child<T>
{
public:
    template <typename... Arguments>
    explicit Root(WorkOptions options = {}, Arguments &&...arguments)
        : Child<T>(nullptr, QStringLiteral("root"), std::move(options), std::forward<Arguments>(arguments)...)
    {}
};

// A work without props may be the root of an app, which does nothing else: it calls the work and ends with it, with
// exit code 0 when it has succeeded and 1 when not. Root<MyWork> work; EventLoop loop(work); return loop.exec();
template <detail::WorkWithoutProps T>
class Root<T> : public Child<T>, public detail::AppRoot
{
public:
    template <typename... Arguments>
    explicit Root(WorkOptions options = {}, Arguments &&...arguments)
        : Child<T>(nullptr, QStringLiteral("root"), std::move(options), std::forward<Arguments>(arguments)...)
    {}

    Component &component() override { return *this; }
    void tickOnce() override
    {
        if (!std::exchange(m_isCalled, true) || !isFinished(this->status()))
            this->run();
        if (isFinished(this->status()))
            throw Stop{.exitCode = this->hasSucceeded() ? 0 : 1};
    }

private:
    bool m_isCalled = false; // in this process; uncached, it would be called for ever
};

template <std::derived_from<Flow> T>
class Root<T> : public Child<T>, public detail::AppRoot
{
public:
    template <typename... Arguments>
    explicit Root(Arguments &&...arguments)
        : Child<T>(nullptr, QStringLiteral("root"), std::forward<Arguments>(arguments)...)
    {
        static_assert(std::is_invocable_v<decltype(&T::run), T &>, "once: the run() of a root flow takes no arguments");
    }

    Component &component() override { return *this; }
    void tickOnce() override { T::run(); }
};

namespace detail {

// What an app of T runs; the arguments are those of Root<T>.
template <std::derived_from<Component> T, typename... Arguments>
std::unique_ptr<AppRoot> makeRoot(const Arguments &...arguments)
{
    static_assert(std::derived_from<Root<T>, AppRoot>,
                  "once: the run() of a work that is the root of an app takes no props");
    return std::make_unique<Root<T>>(arguments...);
}

} // namespace detail

} // namespace once
