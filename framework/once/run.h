// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/cause.h>
#include <once/instant.h>
#include <once/value.h>

namespace once {

enum class Status : quint8 { // stored: never change a value
    NotStarted = 0, // of a call: no run of it yet
    Queued = 1,
    Running = 2,
    Succeeded = 3,
    Failed = 4,
    Cancelled = 5,
    TimedOut = 6,
    Lost = 7, // the process that owned it is gone
};

QString toWord(Status status); // "succeeded"
std::optional<Status> statusFromWord(QStringView word);
inline bool isFinished(Status status) { return status >= Status::Succeeded; }
// It has ended and left nothing: what a call remembers until it is forgotten or due for another try.
inline bool hasEndedBadly(Status status) { return status > Status::Succeeded && status <= Status::TimedOut; }

using CallKey = Digest; // which work was called with which props, by which code; see callkey.h

// One try at a run that failed or took too long, and was tried again.
struct Attempt
{
    Instant started, finished;
    Status status = Status::Failed;
    QString error;

    bool operator==(const Attempt &) const = default;
};

// One execution of a work, as the history keeps it. A value: copy it freely. With retries, `started` is the start
// of its last attempt.
struct Run
{
    RunId id = 0;
    QString work;     // path of the component: "root.prices.train"
    CallKey key;
    Status status = Status::NotStarted;
    Cause cause;
    qint64 tick = 0;  // the tick that asked for it
    Instant queued, started, finished;
    Value props;      // a list with one part per parameter
    QStringList propNames;
    Value result;     // what run() returned; null for void
    Value states;     // the work's own states at the end, a map by name; null when it has none
    QString error;    // why it did not succeed; while queued, whom it waits for in another process
    QString code;     // the code identity that is in the key
    QByteArray log;   // UTF-8 lines; empty when it wrote none or while it runs
    QList<Attempt> attempts; // the earlier ones, in order

    // Of its last attempt; 0 when that never started, since it was cancelled before.
    Microseconds duration() const
    {
        return started != Instant() && finished > started ? finished - started : Microseconds();
    }
    Microseconds waited() const { return started > queued ? started - queued : Microseconds(); }
};

// A moment at which the status of a run changed.
struct StatusChange
{
    Status status = Status::Queued;
    Instant at;
    int attempt = 1;

    bool operator==(const StatusChange &) const = default;
};

// All of them, in order: queued, running, failed, queued, running, succeeded.
QList<StatusChange> statusesOf(const Run &run);

// How many runs of a work have ended so, over all starts of the app.
struct RunCounts
{
    qint64 successes = 0;
    qint64 failures = 0; // timeouts among them
    qint64 timeouts = 0;
    qint64 cancelled = 0;

    void count(Status status)
    {
        successes += status == Status::Succeeded;
        failures += status == Status::Failed || status == Status::TimedOut;
        timeouts += status == Status::TimedOut;
        cancelled += status == Status::Cancelled;
    }
    bool operator==(const RunCounts &) const = default;
};

// A stretch of ticks in which a call was made and not run. Skips have no rows of their own.
struct Streak
{
    qint64 id = 0;    // given by the store, ascending from 1; 0 is "not stored yet"
    QString work;
    CallKey key;
    RunId run = 0;    // where the skips were served from
    SkipCause cause = SkipCause::SameProps;
    qint64 count = 0;
    Instant first, last;
    qint64 firstTick = 0, lastTick = 0;
};

// The display name of a path: without the leading "root.".
QString belowRoot(const QString &path);

} // namespace once
