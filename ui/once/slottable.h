// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/runtable.h>

namespace once {

// The slots of a history in memory, each as it was decided last. Grows with the history. One thread.
class SlotTable
{
public:
    // The slots of one schedule.
    struct OfSchedule
    {
        std::vector<SlotRecord> slots; // by the times at which they were due
        QList<qint32> works; // that ran with one of them, HistoryWork::id, in that order
        qint64 missed = 0; // where many are one record, that counts once
    };

    // New ones, or decided anew. The runs are those that the slots may have.
    void add(const QList<SlotRecord> &slots, const RunTable &runs);
    bool meet(const RunTable &runs); // that came later than slots that have them; true when there are some

    const OfSchedule &of(const QString &schedule) const;
    QList<SlotRecord> newest(const QString &schedule, qsizetype most) const; // newest first
    const SlotRecord *lastRan(const QString &schedule) const; // null before one has
    const QHash<QString, OfSchedule> &all() const { return m_schedules; }

private:
    static SlotRecord &place(OfSchedule &of, const SlotRecord &slot);
    void noteWork(const SlotRecord &slot, const RunTable &runs);

    QHash<QString, OfSchedule> m_schedules; // by name
    QList<SlotRecord> m_early; // whose runs are not known yet
};

// "Missed", as people read it in a table.
QString decisionWord(SlotDecision decision);
// It did not run, and will not.
bool isHollow(SlotDecision decision);

} // namespace once
