// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callcatalog.h>
#include <once/clock.h>
#include <once/codec.h>
#include <once/dependency.h>
#include <once/detail/memory/defaults.h>

namespace once {

// What a Memory tells of itself, as it happens.
struct MemoryEvent
{
    enum class Kind {
        Calling,   // a function is about to be computed
        Computed,  // it has been
        Stored,    // its result is on disk
        Loading,   // that is read
        Asked,     // every call, with its key
        Reason,    // why it is computed
        Waiting,   // another process is at the same call
        Mutated,   // it has changed its arguments: the result is not kept
        NotKept,   // the result is not kept for another reason
        Collision, // a name is given to a second function
        Damaged,   // what was on disk cannot be read: it is put aside and computed anew
        Degraded,  // the disk cannot be used: it goes on without
    };

    Kind kind;
    QString function;
    QString text; // for people: one line, or as many as a banner has

    bool isWarning() const { return kind >= Kind::Mutated; }
};

struct MemoryOptions
{
    // On disk; enforced after what is put, a tenth below the limit at a time.
    CallLimits limits{};

    // In the memory of the process, by bytes and items: a value that is larger than all of it is not held. 0: nothing is.
    CallLimits inMemory{.bytes = 256 * 1024 * 1024};

    // 0: warnings alone. 1: what is computed, and how long it took. 2: what is written to disk and read from there, why
    // something is computed, and who is waited for. 3: every call.
    int verbose = 0;

    // Who gets the events, in the thread where they happen; must not call the Memory, and what it throws is dropped.
    // Without it, warnings are printed to stderr and all else to stdout.
    std::function<void(const MemoryEvent &)> onEvent{};

    bool isDurable = false; // as for Store::open()
    Clock *clock = nullptr; // the system's; for tests. Any thread asks it
};

// What is known of a result that is there, for whoever decides whether it counts.
struct KeptResult
{
    Instant finished, now;
    Microseconds duration{0}; // of its computation
    Value props; // a list, with what it depends on at the end; null above CallRecord::storedPropsLimit
};

using Validity = std::function<bool(const KeptResult &)>;

// Counts for so long. A result that seems to come from the future, as after a clock was set back, counts for no longer.
Validity expiresAfter(std::chrono::microseconds age);

enum class Kept {
    All,  // every call is remembered
    Last, // the last call alone: going back to earlier arguments computes again
};

// How one function is cached: memory.cache("sine", slowSine, {.props = {"x", "verbose"}, .ignore = {"verbose"}}).
struct FunctionOptions
{
    // Part of the key: change it when the function computes something else that its compiled code does not show.
    QString version{};

    QStringList props{};  // names of its parameters, for people: all or none; never hashed
    QStringList ignore{}; // of these, those that do not count

    // Of the last parameters, as a function pointer has none: .defaults = std::tuple{false}.
    detail::Defaults defaults{};

    // Parameters that came later, with the values that leave everything as before: calls with these are the calls of
    // before they came. .laterProps = std::tuple{1.0}
    detail::Defaults laterProps{};

    std::vector<Dependency> dependsOn{}; // globals and files that it reads; see dependency.h
    QStringList ignores{};               // globals that it reaches and that do not count, by name; as of WorkOptions

    Validity isValid{}; // asked before a result is used; what does not count is computed anew, and kept until then
    bool isAlwaysComputed = false;
    Kept kept = Kept::All;

    // A file for the result besides the store, in the format of other programs; or none(): that it was computed is all
    // that is kept. See codec.h.
    Output output{};
};

} // namespace once
