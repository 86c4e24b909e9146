// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/folderlock.h>
#include <once/detail/kept/runreader.h>
#include <once/detail/kept/writer.h>

#include <unordered_map>

namespace once::detail {

// The store as it is: one database, and with a folder what is too large for it beside it.
class DatabaseStore : public Store
{
public:
    DatabaseStore(const QString &folder, bool durable); // an empty folder: in memory
    ~DatabaseStore() override;

    QString file() const override { return m_file; }
    RunId lastRunId() const override { return m_lastRun; }

    std::optional<ComponentRecord> component(const QString &path) override;
    std::optional<CallRecord> call(const CallKey &key) override;
    std::optional<Run> run(RunId id) override;
    QList<RunId> newestSuccesses(const QString &work, int most) override;
    RunId lostRun(const CallKey &key) const override;
    QString setting(const QString &name) override;
    std::optional<ScheduleRecord> schedule(const QString &name) override;
    std::optional<SlotRecord> slot(const QString &schedule, const QString &nominal) override;
    QList<SlotRecord> slotsToCome(const QString &schedule) override;

    void put(const Run &run) override;
    void put(const CallRecord &call) override;
    void put(const ComponentRecord &component) override;
    void put(Streak &streak) override;
    void put(const Activity &activity) override;
    void put(const ScheduleRecord &schedule) override;
    void put(const SlotRecord &slot) override;
    void setSetting(const QString &name, const QString &value) override;

    void setTicks(qint64 ticks) override { m_session.ticks = ticks; }
    void endSession(int exitCode) override;

    bool hasUncommitted() const override { return !m_gathered.isEmpty(); }
    void commit() override;
    void close() override;

private:
    // What is open while the store is; statements go before their database.
    struct Open
    {
        Open(const QString &folder, const QString &file, bool durable);

        std::optional<FolderLock> lock;
        Database database;
        Contents contents;
        RunReader runs;
        ScheduleRows schedules;
        Writer writer;
        Statement call, component, setting;
    };

    void loseUnfinishedRuns();
    void countRunsOfLastSession();
    void beginSession();
    void makePlain();
    qint64 number(const char *sql);

    QString m_file;
    std::unique_ptr<Open> d;
    Gathered m_gathered;
    Session m_session;
    std::chrono::steady_clock::time_point m_sessionWritten;
    RunId m_lastRun = 0;
    qint64 m_lastStreak = 0;
    std::unordered_map<CallKey, RunId> m_lost;
};

} // namespace once::detail
