// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <exception>
#include <functional>

namespace once {

// What becomes of the flow when a blocking call has failed.
enum class OnFailure {
    Throw,    // RunFailed is thrown into the flow; uncaught, the app is marked as failed and goes on ticking
    Continue, // the flow goes on and asks hasFailed()
    StopApp,  // the app ends with exit code 1
};

enum class ExecutorKind {
    Default, // that of the app: threads, unless a test says otherwise
    Threads, // in a thread of the app's pool
    InPlace, // in the loop's thread, between two ticks; for bodies that take no time
};

// What becomes of a call whose work is busy with other props. A work runs one call at a time.
enum class WhenBusy {
    Queue,            // it waits for its turn, behind those that came before
    LatestOnly,       // it waits, and whatever waited before it is dropped
    CancelAndReplace, // the same, and the run that is under way is asked to stop
    Reject,           // it is not started, and so is asked for again by a later tick
};

// A failed attempt is followed by another one, all under the same run. The n-th wait is `backoff` times
// `factor` to the power n-1, at most `cap`.
struct Retry
{
    int max = 0; // further attempts after the first
    std::chrono::milliseconds backoff{1000};
    double factor = 2;
    std::chrono::milliseconds cap{60'000};
    double jitter = 0; // 0 to 1: up to this share of a wait is taken off by chance, so that many do not come at once
    // Which exceptions are worth it, asked in the run's thread. Empty: all. Timeouts are tried again in any case.
    std::function<bool(std::exception_ptr)> on{};
};

// 0 is no limit. A run that is over its time is asked to stop; one that has not ended after `grace` is given up:
// it is recorded as timed out while its thread goes on, and its work begins nothing else until that has ended.
struct Timeout
{
    std::chrono::milliseconds queue{0};   // from the call to the start of its run
    std::chrono::milliseconds run{0};     // of one attempt
    std::chrono::milliseconds silence{0}; // without a log line, a state written or signOfLife()
    std::chrono::milliseconds grace{5000};
};

// Pauses a work whose last `failures` runs have all failed, the first of them no longer ago than `within`.
struct Breaker
{
    int failures = 0; // 0: never
    std::chrono::milliseconds within{600'000};
};

// A value that is part of every call though it is no parameter of run(): a global, a file's content.
struct Dependency
{
    QString name;                         // for people
    std::function<QByteArray()> encoding; // canonical; see dependency.h, which makes these
    const void *variable = nullptr;       // of this program, if it is one
};

// How calls of one work are treated: Child<Clean> clean{this, "clean", {.parallel = true, .version = "2"}};
struct WorkOptions
{
    // Skip a call whose props were seen before. Off, it runs at every tick.
    bool cacheCalls = true;

    // Let the flow go on while the work runs. Off, the flow is suspended until the run has ended.
    bool parallel = false;

    // Part of the key: change it when run() computes something else, and the calls run again. In a program with
    // fingerprints of its code (see fingerprint.h) they are part of it as well, and notice most changes by themselves.
    // Without either, the build ids of the program stand for it, so that every rebuild runs everything again.
    QString version{};

    // Names of the parameters, for people: {"day", "table"}. All or none; names are never hashed.
    QStringList props{};

    // Of `props`, those that do not count: they are neither hashed nor recorded, and calls that differ in
    // nothing else are the same call.
    QStringList ignore{};

    // Counts as if it were props; looked at whenever the work is called.
    std::vector<Dependency> dependsOn{};

    // Of the variables that run() uses and that are no constants, those that its outcome does not depend on, by name:
    // {"seen"} is any of that name, {"lookUp(int)::seen"} that one, {"Eigen::"} all of a namespace. Other ones are warned of
    // where they are noticed.
    QStringList ignores{};

    // How many calls count as seen: those of the newest successful runs. 0: all of them, for ever. 1: only the
    // last call counts, so that going back to earlier props runs them again.
    int history = 0;

    // The same by size: the newest runs whose results, states and Files together take at most so many bytes, and in
    // any case the newest one. 0: no limit. At the start, those that count are read.
    qint64 maxBytes = 0;

    // A result that is older counts as not seen. 0: never.
    std::chrono::milliseconds timeToLive{0};

    // The name of a set of works, of this type, that are one to the cache: what one of them has run, the others
    // skip, and what they call at the same time runs once. In the key in place of the path. With a call store
    // (see CallStore) they may be works of several apps, unless their calls are uncached.
    QString share{};

    // Least time between two starts of one uncached call.
    std::chrono::milliseconds minInterval{100};

    OnFailure onFailure = OnFailure::Throw;
    Retry retry{};
    Timeout timeout{};
    Breaker breaker{};
    WhenBusy whenBusy = WhenBusy::Queue;
    int maxQueued = 1000; // calls that wait at most; one more is rejected, with a warning
    ExecutorKind executor = ExecutorKind::Default;
};

} // namespace once
