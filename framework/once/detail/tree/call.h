// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/run.h>

#include <memory>
#include <memory_resource>
#include <optional>
#include <vector>

namespace once::detail {

// What a finished run left. The typed values are there when it ran in this process; what comes from the
// store is decoded when somebody reads it. Written by one thread at a time, read by the loop's.
struct Outcome
{
    Value states, result;
    std::vector<std::shared_ptr<const void>> typedStates; // in the order of Component::states(), or empty
    std::shared_ptr<const void> typedResult;
};

// What only some calls have: those that have ended badly, or are not cached.
struct CallTroubles
{
    QString error;
    int failuresInRow = 0;
    Instant started; // its newest run, of an uncached call
};

// Where what each tick looks at lies: near one another, whatever else has been allocated meanwhile.
inline std::pmr::memory_resource &callPool()
{
    static auto *pool = new std::pmr::synchronized_pool_resource; // outlives every tree
    return *pool;
}

// A streak of skips that goes on. Each tick writes into most of them.
struct OpenStreak : Streak
{
    static void *operator new(std::size_t size) { return callPool().allocate(size, alignof(OpenStreak)); }
    static void operator delete(void *streak, std::size_t size) { callPool().deallocate(streak, size, alignof(OpenStreak)); }
};

// What a work remembers of one set of props. There may be millions: what few of them have is kept aside.
struct Call
{
    explicit Call(const CallKey &itsKey) : key(itsKey) {}

    CallKey key;
    RunId run = 0;                         // the newest one
    Instant finished;                      // that one
    std::shared_ptr<Outcome> outcome;      // of a success; null while it lies in the store alone
    std::unique_ptr<OpenStreak> streak;    // of skips, while it is open
    std::unique_ptr<CallTroubles> troubles;
    Status status = Status::NotStarted;
    std::optional<Cause::Kind> again;      // why it runs though it has run before

    CallTroubles &makeTroubles()
    {
        if (!troubles)
            troubles = std::make_unique<CallTroubles>();
        return *troubles;
    }
    QString error() const { return troubles ? troubles->error : QString(); }
    void setError(const QString &error)
    {
        if (troubles || !error.isEmpty())
            makeTroubles().error = error;
    }
};

// The body of one run, with its own copy of the props. Invoked once for each attempt, one after the other, in
// whatever thread runs it.
class Invocation
{
public:
    virtual ~Invocation() = default;
    virtual void invoke(Outcome &outcome) const = 0; // throws what the user's run() throws
};

// Makes the body of a call if it comes to a run. Refers to a function that outlives the call, and so costs
// nothing for those that are skipped.
class BodyMaker
{
public:
    template <typename Function>
    explicit BodyMaker(const Function &make)
        : m_make(&make), m_call([](const void *function) { return (*static_cast<const Function *>(function))(); })
    {
    }

    std::unique_ptr<Invocation> operator()() const { return m_call(m_make); }

private:
    const void *m_make;
    std::unique_ptr<Invocation> (*m_call)(const void *);
};

} // namespace once::detail
