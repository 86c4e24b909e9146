// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/schedules/judgement.h>

#include <deque>

namespace once {
class Component;
}

namespace once::detail {

// What there was of a schedule when the app ended.
struct KeptCourse
{
    ScheduleRecord record;
    SlotRecord current;              // without a nominal: none
    QList<SlotRecord> waiting;       // and those to come that are skipped
};

// One schedule on its way through time: which slot the flow has, and which ones wait. Knows no store: what is decided
// is gathered in `decided`, and `hasMoved` says that the record is another one.
class Course
{
public:
    // Throws RuleError, and std::logic_error for a zone that does not exist.
    Course(const Schedule &schedule, const KeptCourse &kept, const QByteArray &seed);

    const ScheduleRecord &record() const { return m_record; }
    const Schedule &schedule() const { return m_schedule; }
    const std::optional<SlotRecord> &current() const { return m_current; }

    // Decides what is due by now.
    void consider(Instant now);
    // Gives the flow the next one that waits, where the one it has allows that; true when it has another one then.
    bool offer(Instant now, bool mayCatchUp);
    // When consider() or offer() has something to do by time alone; never what they can do now.
    std::optional<Instant> next(Instant now) const;
    std::optional<Instant> nextDue() const { return m_next; }
    bool hasWaiting() const { return !m_waiting.empty(); }
    bool isBusy() const { return m_activeRuns > 0; }
    bool isDone() const { return m_isDone; } // the flow has done all it does with the one it has
    bool isReplacing(Instant now) const; // the run under way is in the way of one that is due

    void runBegan(RunId run, Instant now);
    bool hasSucceeded(const Component &work) const; // with the slot that the flow has
    void runEnded(const Component &work, Status status, Instant now);
    // A tick has ended that the flow had the slot in; true when that was all there is to do with it.
    bool flowEnded(bool hasFailed);

    void pause(Instant now, const QString &note);
    void resume(Instant now);
    void trigger(Instant now, const QString &who);
    SlotRecord skipNext(Instant now, const QString &who); // throws RuleError when there is none
    void backfill(const std::vector<Nominal> &nominals);
    // What the flow says of it now. With another rule or zone, nothing is due that was before.
    void follow(const Schedule &schedule, const QByteArray &zone, Instant now);

    const QTimeZone &zone() const { return m_zone; }
    const Rule &rule() const { return m_rule; }

    void setAsker(const Component *flow);
    const Component *asker() const { return m_asker; } // the flow that has asked for it since the start; null when it is gone

    std::vector<SlotRecord> decided; // since it was last emptied
    bool hasMoved = false;
    bool wereTooMany = false;

private:
    void startAnew(Instant now);
    std::vector<DueSlot> due(Instant now);
    std::vector<DueSlot> dueOnGrid(Instant now);
    std::vector<DueSlot> dueAfterEnd(Instant now) const;
    void sumUpBefore(Instant cursor, Instant now);
    std::chrono::seconds jitterOf(const Nominal &nominal) const;
    void describe();
    void findNext();
    void accept(SlotRecord slot, Instant now);
    void decide(SlotRecord slot, Instant now);
    bool isFree() const;
    Instant notBefore(const SlotRecord &slot) const;

    Schedule m_schedule;
    ScheduleRecord m_record;
    QByteArray m_seed;
    const Component *m_asker = nullptr;
    Rule m_rule;
    QTimeZone m_zone;
    Exclusions m_except;
    std::optional<SlotRecord> m_current;
    std::deque<SlotRecord> m_waiting; // in the order in which they run
    std::optional<Instant> m_next;    // the next one due, with its jitter
    std::vector<QString> m_skipped;   // those to come that somebody wished away
    Instant m_caughtUpFrom;           // since when missed ones are to run
    Instant m_busyFrom, m_busyTo;
    RunId m_busyRun = 0;
    std::vector<const Component *> m_succeeded; // works, with the current one
    int m_activeRuns = 0;
    bool m_isDone = false, m_hadRun = false, m_hasFailed = false;
};

} // namespace once::detail
