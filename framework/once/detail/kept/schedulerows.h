// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/interner.h>
#include <once/schedule.h>

namespace once::detail {

// Schedules and their slots in the history's tables.
class ScheduleRows
{
public:
    explicit ScheduleRows(Database &database);

    QList<ScheduleRecord> schedules();
    std::optional<ScheduleRecord> schedule(const QString &name);
    std::optional<SlotRecord> slot(const QString &schedule, const QString &nominal);
    QList<SlotRecord> slotsToCome(const QString &schedule);                  // waiting, or skipped and not yet considered
    QList<SlotRecord> slotsSince(qint64 id, int most);                       // decided since, ascending by id
    QList<SlotRecord> newestSlots(const QString &schedule, int most);        // by their times, newest first

    void write(const ScheduleRecord &schedule);
    void write(const SlotRecord &slot);
    void undo() { m_names.undo(); }

private:
    Interner m_names;
    Statement m_all, m_one, m_slot, m_toCome, m_since, m_newest, m_putSchedule, m_putSlot;
};

} // namespace once::detail
