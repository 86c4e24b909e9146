// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/run.h>
#include <once/schedule.h>

#include <memory>

namespace once {

// What one work or flow keeps besides its runs.
struct ComponentRecord
{
    QString path, type;
    bool isWork = false;
    Json options = Json::object(); // of a work, for people: cacheCalls, parallel, version, ...
    QStringList propNames;
    CallKey shown; // of a work: the call that is shown
    RunId lastRun = 0;
    RunCounts counts;
    Value states; // of a flow
    std::optional<QString> pauseNote; // of a work that is paused; a pause ends with the process
};

// A finished call: what a hit brings back. With the status NotStarted it is a call that is forgotten.
struct CallRecord
{
    CallKey key;
    RunId run = 0;
    Status status = Status::Succeeded;
    Instant finished;
    Value props; // null when its encoding is larger than storedPropsLimit
    Value states, result;
    QString error;

    static constexpr qsizetype storedPropsLimit = 4096;
};

struct Activity
{
    Instant at;
    QString what; // "started", "ended", "warning", "failed", "paused", "resumed", "gap"
    QString subject; // a component's path, or empty
    QString actor; // "once", "window", "user@host pid 12"
    QString detail;
};

// What opening, reading or writing a history can fail with, in three sentences for people: what happened,
// why, and what to try. what() is all three, a line each.
struct StoreError : std::runtime_error
{
    enum class Kind {
        Missing, // nothing is there
        Unreadable, // no permission, or no file
        Newer, // written by a later version of Once
        Locked, // another process has the folder
        NotAHistory, // or no call store: some other file
        Damaged, // a part cannot be read
        Broken, // nor can what is damaged be taken out: all of a call store
        Full, // the disk refuses to take more
    };

    StoreError(Kind which, const QString &sentence, const QString &reason, const QString &advice);

    Kind kind;
    QString happened, why, attempt;
};

// The writing side of an app's data folder: history.db, blobs/, logs/. One app holds it at a time. What is
// put is gathered in memory, and written by commit() as one transaction; what is read includes it. Lives in
// the loop's thread. Reading throws StoreError (Damaged) where what was kept cannot be read any more.
class Store
{
public:
    // Makes the folder when it is not there, locks it until the process ends however it ends, and marks the
    // runs of a process that is gone as lost. `durable` promises that a commit outlives a loss of power, for
    // the price of waiting for the disk. Throws StoreError; nothing on disk is changed then.
    static std::unique_ptr<Store> open(const QString &folder, bool durable = false);
    static std::unique_ptr<Store> inMemory();
    virtual ~Store() = default;

    virtual QString file() const = 0; // empty when in memory
    virtual RunId lastRunId() const = 0;

    virtual std::optional<ComponentRecord> component(const QString &path) = 0;
    virtual std::optional<CallRecord> call(const CallKey &key) = 0;
    virtual std::optional<Run> run(RunId id) = 0;
    // The ids of a work's newest successful runs, ascending, at most `most`.
    virtual QList<RunId> newestSuccesses(const QString &work, int most) = 0;
    // A run with this key that the last process left unfinished, 0 when there is none.
    virtual RunId lostRun(const CallKey &key) const = 0;
    virtual QString setting(const QString &name) = 0; // empty when never set
    virtual std::optional<ScheduleRecord> schedule(const QString &name) = 0;
    virtual std::optional<SlotRecord> slot(const QString &schedule, const QString &nominal) = 0;
    // Those that wait, and those to come that somebody skips.
    virtual QList<SlotRecord> slotsToCome(const QString &schedule) = 0;

    virtual void put(const Run &run) = 0; // the row is made or, with an id that is known, replaced
    virtual void put(const CallRecord &call) = 0;
    virtual void put(const ComponentRecord &component) = 0;
    virtual void put(Streak &streak) = 0; // gives a new one its id; with an id, its row is replaced
    virtual void put(const Activity &activity) = 0;
    virtual void put(const ScheduleRecord &schedule) = 0;
    virtual void put(const SlotRecord &slot) = 0; // the row is made or replaced; after that of its schedule
    virtual void setSetting(const QString &name, const QString &value) = 0;

    // The number of ticks of this process so far: written along with a commit, once a second at most.
    virtual void setTicks(qint64 ticks) = 0;
    // Says that the process ends as it should. Without it, readers take the process for killed.
    virtual void endSession(int exitCode) = 0;

    virtual bool hasUncommitted() const = 0;
    // Throws StoreError (Full) when the disk refuses; all that was put stays gathered for the next try.
    // About 30 us for what one finished run leaves behind; much less each when many are gathered.
    virtual void commit() = 0;
    // Commits, makes the file a plain one that opens anywhere, and unlocks the folder. The destructor does
    // the same, without a word about errors. Nothing may be called after it.
    virtual void close() = 0;
};

} // namespace once
