// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/run.h>

#include <memory>

namespace once {

// What one work or flow keeps besides its runs.
struct ComponentRecord
{
    QString path, type;
    bool isWork = false;
    Json options = Json::object(); // of a work, for people: cacheCalls, parallel, version, ...
    QStringList propNames;
    CallKey shown;                 // of a work: the call that is shown
    RunId lastRun = 0;
    qint64 successes = 0, failures = 0;
    Value states;                  // of a flow
};

// A finished call: what a hit brings back.
struct CallRecord
{
    CallKey key;
    RunId run = 0;
    Status status = Status::Succeeded;
    Value props;  // null when its encoding is larger than storedPropsLimit
    Value states, result;
    QString error;

    static constexpr qsizetype storedPropsLimit = 4096;
};

struct Activity
{
    Instant at;
    QString what;    // "started", "ended", "warning", "failed", "paused", "resumed", "gap"
    QString subject; // a component's path, or empty
    QString actor;   // "once", "window", "user@host pid 12"
    QString detail;
};

// What opening or writing a history can fail with: what happened, why, and what to try, a line each.
struct StoreError : std::runtime_error
{
    enum class Kind { Unreadable, Newer, Locked, NotAHistory, Damaged, Full };

    StoreError(Kind kind, const QString &what, const QString &why, const QString &attempt);

    Kind kind;
};

// The writing side of an app's data folder: history.db, blobs/, logs/. One app holds it at a time. What is
// put is gathered, and written by commit() as one transaction. Lives in the loop's thread.
class Store
{
public:
    // Makes the folder when it is not there, locks it, and marks the runs of a process that is gone as
    // lost. Throws StoreError; nothing on disk is changed then.
    static std::unique_ptr<Store> open(const QString &folder, bool durable = false);
    static std::unique_ptr<Store> inMemory();
    virtual ~Store() = default;

    virtual QString file() const = 0; // empty when in memory
    virtual RunId lastRunId() const = 0;

    virtual std::optional<ComponentRecord> component(const QString &path) = 0;
    virtual std::optional<CallRecord> call(const CallKey &key) = 0;
    virtual std::optional<Run> run(RunId id) = 0;
    // A run with this key that the last process left unfinished, 0 when there is none.
    virtual RunId lostRun(const CallKey &key) const = 0;
    virtual QString setting(const QString &name) = 0; // empty when never set

    virtual void put(const Run &run) = 0; // the row is made or, with an id that is known, brought up to date
    virtual void put(const CallRecord &call) = 0;
    virtual void put(const ComponentRecord &component) = 0;
    virtual void put(const Streak &streak) = 0;
    virtual void put(const Activity &activity) = 0;
    virtual void setSetting(const QString &name, const QString &value) = 0;

    virtual void setTicks(qint64 ticks) = 0; // of this start of the app, with the next commit
    virtual void endSession(qint64 ticks, int exitCode) = 0;

    virtual bool hasUncommitted() const = 0;
    // Throws StoreError when the disk refuses; all that was put stays gathered for the next try.
    virtual void commit() = 0;
    // Checkpoints, and makes the file a plain one that opens anywhere. Called by the destructor too.
    virtual void close() = 0;
};

} // namespace once
