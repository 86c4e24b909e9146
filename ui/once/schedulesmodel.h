// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/slottable.h>
#include <once/timetext.h>

#include <QAbstractTableModel>

#include <functional>

namespace once {

enum class ScheduleColumn { Name, Works, Rule, Zone, Next, LastSlot, LastOutcome, Missed, CatchUp, Overlap, Jitter, Paused };
constexpr int scheduleColumnCount = int(ScheduleColumn::Paused) + 1;

QTimeZone zoneOf(const ScheduleRecord &schedule);

// The schedules of a history, with what their slots have come to. Lives in the GUI's thread, knows no file.
class SchedulesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit SchedulesModel(QObject *parent = nullptr);

    // Where "now" comes from, for what is due in 7 h; the system's clock by default.
    void setClock(std::function<qint64()> nowUs) { m_nowUs = std::move(nowUs); }
    void setZone(const QTimeZone &zone) { m_timeText = TimeText(zone); }
    void setLive(bool isLive); // otherwise nothing is due any more

    void setComponents(const QList<HistoryWork> &components);
    void setSchedules(const QList<ScheduleRecord> &schedules);
    bool setRuns(const RunTable &runs); // true when slots had been waiting for one of them
    void addSlots(const QList<SlotRecord> &slots);
    void countDown(); // tells that time has gone on

    const SlotTable &slotTable() const { return m_slots; }
    const RunTable &runs() const { return m_runs; }
    QHash<QString, qint32> flows() const; // by schedule, HistoryWork::id
    QString workName(qint32 work) const { return m_workNames.value(work); }
    const ScheduleRecord *schedule(const QModelIndex &index) const; // null for none

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void announce(ScheduleColumn first = ScheduleColumn::Name, ScheduleColumn last = ScheduleColumn::Paused);
    const RunRow *lastRun(const ScheduleRecord &schedule) const; // that one of its slots has
    QString text(const ScheduleRecord &schedule, ScheduleColumn column) const;
    QString nextText(const ScheduleRecord &schedule) const;
    QString worksText(const ScheduleRecord &schedule) const;
    QString toolTip(const ScheduleRecord &schedule, ScheduleColumn column) const;
    QString accessibleText(const ScheduleRecord &schedule) const;

    QList<ScheduleRecord> m_schedules;
    SlotTable m_slots;
    RunTable m_runs;
    QHash<qint32, QString> m_workNames;
    QHash<QString, qint32> m_ids; // by path
    std::function<qint64()> m_nowUs;
    TimeText m_timeText;
    bool m_isLive = false;
};

} // namespace once
