// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timelineslots.h>

#include <QCoreApplication>

namespace once {

namespace {

QString reasonOf(const SlotRecord &slot)
{
    const QString what = slot.decision == SlotDecision::Ran ? QString() : decisionWord(slot.decision);
    if (what.isEmpty() || slot.reason.isEmpty())
        return what + slot.reason;
    return QCoreApplication::translate("once", "%1: %2").arg(what, slot.reason);
}

} // namespace

QList<TimelineSlot> timelineSlots(const SlotTable &slots, const RunTable &runs, const QHash<QString, qint32> &flows)
{
    QList<TimelineSlot> placed;
    for (auto schedule = slots.all().cbegin(); schedule != slots.all().cend(); ++schedule) {
        const QList<qint32> flow{flows.value(schedule.key(), -1)};
        for (const SlotRecord &slot : schedule->slots) {
            const qsizetype run = slot.run ? runs.indexOf(slot.run) : -1;
            const QList<qint32> works = run >= 0 ? QList{runs.at(run).work}
                : schedule->works.isEmpty()      ? flow
                                                 : schedule->works;
            for (const qint32 work : works)
                placed.append({.work = work,
                               .dueUs = toMicroseconds(slot.due),
                               .run = slot.run,
                               .reason = reasonOf(slot),
                               .isHollow = isHollow(slot.decision)});
        }
    }
    return placed;
}

} // namespace once
