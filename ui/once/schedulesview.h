// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/placeholder.h>
#include <once/slotsmodel.h>
#include <once/timelineslots.h>

class QTableView;

namespace once {

class AppLink;
class ScheduleMenu;
struct Answer;

// All schedules, and below them the slots of the one that is chosen; or how a flow comes to have one. Is told what
// the history has, and tells the timeline's share of it.
class SchedulesView : public Placeholder
{
    Q_OBJECT

public:
    explicit SchedulesView(AppLink &link, QWidget *parent = nullptr);

    SchedulesModel *model() const { return m_schedules; }
    SlotsModel *slotsModel() const { return m_slots; }
    QTableView *table() const { return m_table; }
    QTableView *slotsTable() const { return m_slotsTable; }
    ScheduleMenu *menu() const { return m_menu; } // of the chosen one
    void takeFocus();

    void setZone(const QTimeZone &zone);
    void setComponents(const QList<HistoryWork> &components);
    void setSchedules(const QList<ScheduleRecord> &schedules);
    void setRuns(const RunTable &runs);
    void addSlots(const QList<SlotRecord> &slots);

Q_SIGNALS:
    void runChosen(once::RunId id); // that of a slot, by the user
    void slotsPlaced(const QList<once::TimelineSlot> &dues); // all of them
    void answered(const QString &done, const once::Answer &answer); // of the app, to what was asked of a schedule

private:
    void choose(const QModelIndex &schedule);
    void showEmptiness();
    void place();

    SchedulesModel *m_schedules;
    SlotsModel *m_slots;
    QTableView *m_table, *m_slotsTable;
    Placeholder *m_slotsPage;
    ScheduleMenu *m_menu;
};

} // namespace once
