// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/history.h>

#include <mutex>

namespace once::test {

// What a test lets the window read. Both the test's thread and the reader's may use it at the same time.
struct FakeData
{
    std::mutex mutex;
    HistoryInfo info {.app = QStringLiteral("Nightly"), .zone = QStringLiteral("UTC"), .format = 1, .pid = 1};
    QList<HistoryWork> works;
    QList<Run> runs; // ascending by id
    QList<Streak> streaks;
    QList<ScheduleRecord> schedules;
    QList<SlotRecord> slots; // with ascending ids
    qint64 counter = 1;

    void put(const Run &run); // new, or in place of the one with its id
    RunRow row(const Run &run) const;
};

class FakeHistory : public History
{
public:
    explicit FakeHistory(std::shared_ptr<FakeData> data) : m_data(std::move(data)) { }

    QString file() const override { return QStringLiteral("history.db"); }
    HistoryInfo info() override;
    qint64 changeCounter() override;
    QList<HistoryWork> components() override;
    Value states(const QString &) override { return {}; }
    qint64 countRuns() override;
    QList<RunRow> rows(RunId after, int most) override;
    QList<RunRow> newestRows(int most) override;
    QList<RunRow> rows(const QList<RunId> &ids) override;
    std::optional<Run> run(RunId id) override;
    std::optional<Run> latestRun(const QString &work, RunId before) override;
    Cause cause(RunId id) override;
    QString resultPreview(RunId id, qsizetype most) override;
    CallKey key(RunId id) override;
    RunId rememberedRun(const CallKey &key) override;
    QList<Streak> streaks(const QString &work, int most) override;
    QList<ScheduleRecord> schedules() override { return m_data->schedules; }
    QList<SlotRecord> slotsSince(qint64 id, int most) override;
    QList<SlotRecord> newestSlots(const QString &schedule, int most) override;
    QList<Activity> activity(int) override { return {}; }
    QList<RunId> search(const QString &text) override;

private:
    std::shared_ptr<FakeData> m_data;
};

// Works a.b, a.c and d with the ids 1, 2 and 3, without runs.
std::shared_ptr<FakeData> fakeData();

HistoryWork component(qint32 id, const QString &path, bool isWork);

} // namespace once::test
