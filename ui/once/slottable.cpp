// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/slottable.h>

#include <array>

namespace once {

using namespace Qt::StringLiterals;

void SlotTable::add(const QList<SlotRecord> &slots, const RunTable &runs)
{
    for (const SlotRecord &slot : slots) {
        OfSchedule &of = m_schedules[slot.schedule];
        SlotRecord &known = place(of, slot);
        of.missed += (slot.decision == SlotDecision::Missed) - (known.decision == SlotDecision::Missed);
        known = slot;
        if (slot.run)
            noteWork(slot, runs);
    }
}

bool SlotTable::meet(const RunTable &runs)
{
    const QList<SlotRecord> early = std::exchange(m_early, {});
    for (const SlotRecord &slot : early)
        noteWork(slot, runs);
    return m_early.size() < early.size();
}

// An older run that is not there will not come any more.
void SlotTable::noteWork(const SlotRecord &slot, const RunTable &runs)
{
    const qsizetype run = runs.indexOf(slot.run);
    OfSchedule &of = m_schedules[slot.schedule];
    if (run >= 0 && !of.works.contains(runs.at(run).work))
        of.works.append(runs.at(run).work);
    else if (run < 0 && (runs.size() == 0 || runs.at(runs.size() - 1).id < slot.run))
        m_early.append(slot);
}

// Where the slot is, or has its place.
SlotRecord &SlotTable::place(OfSchedule &of, const SlotRecord &slot)
{
    const auto at = std::ranges::upper_bound(of.slots, slot.due, {}, &SlotRecord::due);
    for (auto same = at; same != of.slots.begin() && (same - 1)->due == slot.due; --same) {
        if ((same - 1)->nominal == slot.nominal)
            return *(same - 1);
    }
    return *of.slots.insert(at, SlotRecord());
}

const SlotTable::OfSchedule &SlotTable::of(const QString &schedule) const
{
    static const OfSchedule none;
    const auto known = m_schedules.constFind(schedule);
    return known == m_schedules.constEnd() ? none : *known;
}

QList<SlotRecord> SlotTable::newest(const QString &schedule, qsizetype most) const
{
    const auto &slots = of(schedule).slots;
    return {slots.rbegin(), slots.rbegin() + std::min(most, qsizetype(slots.size()))};
}

const SlotRecord *SlotTable::lastRan(const QString &schedule) const
{
    const auto &slots = of(schedule).slots;
    const auto last = std::find_if(slots.rbegin(), slots.rend(), [](const SlotRecord &slot) { return slot.run != 0; });
    return last == slots.rend() ? nullptr : &*last;
}

QString decisionWord(SlotDecision decision)
{
    static const std::array words{u"Waiting"_s,  u"Offered"_s,    u"Ran"_s,    u"Missed"_s, u"Merged"_s,
                                  u"Excluded"_s, u"Overlapped"_s, u"Paused"_s, u"Skipped"_s};
    return words.at(std::size_t(decision));
}

bool isHollow(SlotDecision decision) { return decision > SlotDecision::Ran; }

} // namespace once
