// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

#include <functional>
#include <memory>

namespace once {

// The columns of a run that tables, lanes and filters need of every run: small, no text.
struct RunRow
{
    RunId id = 0;
    qint32 work = 0; // HistoryWork::id
    Status status = Status::NotStarted;
    Cause::Kind cause = Cause::Kind::FirstCall;
    quint16 attempt = 1; // which one is its latest; 65,535 for all above
    qint64 startedUs = 0, finishedUs = 0, queuedUs = 0; // microseconds since 1970 UTC, 0 for not yet
    qint64 tick = 0;
};

struct HistoryWork : ComponentRecord
{
    qint32 id = 0; // of the component in this file
};

struct HistoryInfo
{
    QString app, zone, version; // the app's name, its time zone (IANA), the version of Once that wrote it
    int format = 0;
    qint64 runs = 0, ticks = 0, bytes = 0;
    qint64 pid = 0; // of the process that has it open for writing, 0 when none has
    Instant started, ended; // of the last process; ended is "not yet" while it runs or when it was killed
    int exitCode = 0;
};

// Reads a history file, whether an app is writing it or not. Holds no transaction between calls. Any
// thread, one at a time; open one for each thread. Everything throws StoreError when the file is damaged.
class History
{
public:
    // A file, or a data folder that holds history.db. Never writes; files on media that cannot be written
    // to are opened where they are or from a copy, so that nothing in a leftover log is missed.
    static std::unique_ptr<History> open(const QString &path);
    virtual ~History() = default;

    virtual QString file() const = 0;
    virtual HistoryInfo info() = 0;

    // Grows whenever another connection has committed. A few microseconds: poll it.
    virtual qint64 changeCounter() = 0;

    virtual QList<HistoryWork> components() = 0; // works and flows, in the order of their first appearance
    // Of a flow as they are, of a work those of the call that it shows; null when there are none.
    virtual Value states(const QString &component) = 0;
    virtual qint64 countRuns() = 0;

    // Runs with an id above `after`, ascending, at most `most`.
    virtual QList<RunRow> rows(RunId after, int most) = 0;
    virtual QList<RunRow> newestRows(int most) = 0; // descending
    virtual QList<RunRow> rows(const QList<RunId> &ids) = 0; // those that were open and may have moved on

    virtual std::optional<Run> run(RunId id) = 0; // everything
    virtual std::optional<Run> latestRun(const QString &work, RunId before = 0) = 0; // 0: of all
    virtual Cause cause(RunId id) = 0; // for a table's cell
    virtual QString resultPreview(RunId id, qsizetype most = 80) = 0; // the error's first line when failed
    virtual CallKey key(RunId id) = 0;
    // The run whose outcome is remembered for a call: its newest finished one. 0 when there is none.
    virtual RunId rememberedRun(const CallKey &key) = 0;

    virtual QList<Streak> streaks(const QString &work = {}, int most = 1000) = 0; // newest first
    // By name; none in a history of an earlier version.
    virtual QList<ScheduleRecord> schedules() = 0;
    virtual QList<SlotRecord> slotsSince(qint64 id, int most) = 0; // decided since, ascending by id
    virtual QList<SlotRecord> newestSlots(const QString &schedule, int most = 1000) = 0; // by their times, newest first

    virtual QList<Activity> activity(int most = 1000) = 0; // newest first

    // Ids of the runs whose props, result or error contain the text, case-insensitively.
    virtual QList<RunId> search(const QString &text) = 0;
};

} // namespace once
