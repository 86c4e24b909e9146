// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/schedulesmodel.h>

namespace once {

enum class SlotColumn { Slot, Decision, Reason, Work, Outcome, Kind, Decided };
constexpr int slotColumnCount = int(SlotColumn::Decided) + 1;

// The slots of one schedule, newest first, as far as a person goes back: what became of each, and why. Has them from
// the model of the schedules. Lives in the GUI's thread.
class SlotsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit SlotsModel(const SchedulesModel *schedules, QObject *parent = nullptr);

    void setZone(const QTimeZone &zone) { m_timeText = TimeText(zone); }
    void setSchedule(const QString &name); // empty for none
    void refresh(); // the schedules' model has new slots, or runs
    RunId run(const QModelIndex &index) const; // 0 for none

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void insert(int row, const QList<SlotRecord> &newest);
    const RunRow *runOf(const SlotRecord &slot) const;
    QString text(const SlotRecord &slot, SlotColumn column) const;
    QVariant sign(const SlotRecord &slot, SlotColumn column) const;
    QString accessibleText(const SlotRecord &slot) const;

    const SchedulesModel *m_schedules;
    QString m_schedule;
    QList<SlotRecord> m_slots;
    TimeText m_timeText;
};

} // namespace once
