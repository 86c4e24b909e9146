// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/schedulerows.h>

#include <once/detail/kept/columns.h>

namespace once::detail {

namespace {

#define ONCE_SCHEDULE_COLUMNS                                                                                \
    "name, flow, rule, zone, options, sinceUs, consideredUs, nextUs, current, lastEndUs, failures, pausedUs, note"
#define ONCE_SLOT_COLUMNS                                                                                    \
    "slots.id, name, nominal, slots.zone, kind, decision, dueUs, decidedUs, untilUs, run, reason FROM slots"           \
    " JOIN schedules ON schedules.id = schedule"

ScheduleRecord scheduleAt(const Rows &rows)
{
    return {.name = rows.text(0),
            .flow = rows.text(1),
            .rule = rows.text(2),
            .zone = rows.bytes(3),
            .options = Json::parse(rows.bytes(4).toStdString(), nullptr, false),
            .since = rows.instant(5),
            .considered = rows.instant(6),
            .next = rows.instant(7),
            .current = rows.text(8),
            .lastEnd = rows.instant(9),
            .failures = int(rows.integer(10)),
            .paused = rows.instant(11),
            .note = rows.text(12)};
}

SlotRecord slotAt(const Rows &rows)
{
    return {.id = rows.integer(0),
            .schedule = rows.text(1),
            .nominal = rows.text(2),
            .zone = rows.bytes(3),
            .kind = rows.choice(4, lastSlotKind),
            .decision = rows.choice(5, lastSlotDecision),
            .due = rows.instant(6),
            .decided = rows.instant(7),
            .until = rows.instant(8),
            .run = rows.integer(9),
            .reason = rows.text(10)};
}

} // namespace

ScheduleRows::ScheduleRows(Database &database)
    : m_names(database, "INSERT INTO schedules (name) VALUES (?) ON CONFLICT (name) DO NOTHING",
              "SELECT id FROM schedules WHERE name = ?"),
      m_all(database, "SELECT " ONCE_SCHEDULE_COLUMNS " FROM schedules ORDER BY name"),
      m_one(database, "SELECT " ONCE_SCHEDULE_COLUMNS " FROM schedules WHERE name = ?"),
      m_slot(database, "SELECT " ONCE_SLOT_COLUMNS " WHERE name = ? AND nominal = ?"),
      m_toCome(database,
               "SELECT " ONCE_SLOT_COLUMNS " WHERE name = ? AND (decision = 0 OR (decision = 8 AND dueUs > consideredUs))"
               " ORDER BY dueUs"),
      m_since(database, "SELECT " ONCE_SLOT_COLUMNS " WHERE slots.id > ? ORDER BY slots.id LIMIT ?"),
      m_newest(database, "SELECT " ONCE_SLOT_COLUMNS " WHERE name = ? ORDER BY dueUs DESC LIMIT ?"),
      m_putSchedule(database,
                    "UPDATE schedules SET flow = ?, rule = ?, zone = ?, options = ?, sinceUs = ?, consideredUs = ?, nextUs = ?,"
                    " current = ?, lastEndUs = ?, failures = ?, pausedUs = ?, note = ? WHERE id = ?"),
      m_putSlot(database,
                "REPLACE INTO slots (schedule, nominal, zone, kind, decision, dueUs, decidedUs, untilUs, run, reason)"
                " VALUES (?,?,?,?,?,?,?,?,?,?)")
{
}

QList<ScheduleRecord> ScheduleRows::schedules() { return all(m_all.query(), scheduleAt); }

std::optional<ScheduleRecord> ScheduleRows::schedule(const QString &name) { return first(m_one.query(name), scheduleAt); }

std::optional<SlotRecord> ScheduleRows::slot(const QString &schedule, const QString &nominal)
{
    return first(m_slot.query(schedule, nominal), slotAt);
}

QList<SlotRecord> ScheduleRows::slotsToCome(const QString &schedule) { return all(m_toCome.query(schedule), slotAt); }

QList<SlotRecord> ScheduleRows::slotsSince(qint64 id, int most) { return all(m_since.query(id, most), slotAt); }

QList<SlotRecord> ScheduleRows::newestSlots(const QString &schedule, int most) { return all(m_newest.query(schedule, most), slotAt); }

void ScheduleRows::write(const ScheduleRecord &schedule)
{
    m_putSchedule.run(schedule.flow, schedule.rule, schedule.zone, preview(schedule.options), schedule.since, schedule.considered,
                      schedule.next, schedule.current, schedule.lastEnd, schedule.failures, schedule.paused, schedule.note,
                      m_names.id(schedule.name));
}

// A slot that is decided anew gets a new id, so that readers find all that has changed above the last one they saw.
void ScheduleRows::write(const SlotRecord &slot)
{
    m_putSlot.run(m_names.id(slot.schedule), slot.nominal, slot.zone, slot.kind, slot.decision, slot.due, slot.decided,
                  slot.until, slot.run, slot.reason);
}

} // namespace once::detail
