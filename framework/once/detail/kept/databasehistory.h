// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/historyfile.h>
#include <once/detail/kept/runreader.h>
#include <once/detail/kept/schedulerows.h>
#include <once/history.h>

namespace once::detail {

// The history as it is: a read-only connection. Every answer is one keyed query, but for search().
class DatabaseHistory : public History
{
public:
    explicit DatabaseHistory(const QString &path);

    QString file() const override { return m_place.file(); }
    HistoryInfo info() override;
    qint64 changeCounter() override;

    QList<HistoryWork> components() override;
    Value states(const QString &component) override;
    qint64 countRuns() override;

    QList<RunRow> rows(RunId after, int most) override;
    QList<RunRow> newestRows(int most) override;
    QList<RunRow> rows(const QList<RunId> &ids) override;

    std::optional<Run> run(RunId id) override { return m_runs.run(id); }
    std::optional<Run> latestRun(const QString &work, RunId before) override;
    Cause cause(RunId id) override;
    QString resultPreview(RunId id, qsizetype most) override;
    CallKey key(RunId id) override;
    RunId rememberedRun(const CallKey &key) override;

    QList<Streak> streaks(const QString &work, int most) override;
    QList<ScheduleRecord> schedules() override;
    QList<SlotRecord> slotsSince(qint64 id, int most) override;
    QList<SlotRecord> newestSlots(const QString &schedule, int most) override;
    QList<Activity> activity(int most) override;
    QList<RunId> search(const QString &text) override;

private:
    QString previewOf(QByteArrayView column, qsizetype most); // throws StoreError (Damaged)
    QString setting(const QString &name);
    bool hasSchedules();

    HistoryFile m_place;
    Database m_database;
    Contents m_contents;
    RunReader m_runs;
    ScheduleRows m_schedules;

    struct Counted
    {
        RunId upTo = 0;
        qint64 runs = 0;
    };
    Counted m_counted; // runs come with ascending ids, so only the new ones need counting

    Statement m_dataVersion, m_format, m_components, m_statesOfFlow, m_statesOfWork, m_countAfter, m_rowsAfter, m_newestRows, m_row, m_latest, m_cause,
        m_outcome, m_key, m_remembered, m_streaks, m_streaksOfWork, m_activity, m_setting, m_session,
        m_searched;
};

} // namespace once::detail
