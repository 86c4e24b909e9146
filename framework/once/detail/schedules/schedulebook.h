// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/schedules/course.h>
#include <once/store.h>

#include <map>
#include <memory>
#include <unordered_map>

namespace once::detail {

// What the book tells the loop.
struct ScheduleOutlets
{
    std::function<void(const Component &)> again;                    // the flow has to be ticked
    std::function<void(const Component &, const QString &)> warn;    // once
    std::function<void(RunId, const QString &)> cancel;
    std::function<void()> flush;                                     // something was put
};

// What a flow has asked for that is triggered by hand alone.
struct ManualCounter
{
    ScheduleRecord record;
    qint64 count = 0;
    const Component *asker = nullptr;
};

// All schedules of an app: which slot each flow has, what became of the others, and which run belongs to which slot.
// Every decision is put into the store as it is made. Lives in the loop's thread.
class ScheduleBook
{
public:
    ScheduleBook(Store &store, ScheduleOutlets outlets) : m_store(store), m_outlets(std::move(outlets)) {}

    // The slot that a flow has in a tick at this time. `next` is when to ask again.
    struct Answer
    {
        std::optional<Slot> slot;
        std::optional<Instant> next;
    };
    Answer slot(const Component &flow, const Schedule &schedule, const QByteArray &zone, Instant now);

    // How often somebody has triggered what the flow calls so.
    qint64 manual(const Component &flow, const QString &name, Instant now);

    // The course whose slot stands in the props, null when none does.
    Course *courseOf(QByteArrayView props);
    // Its first row is put together with that of the slot.
    void runBegan(Course &course, RunId run, Instant now);
    void runEnded(RunId run, const Component &work, Status status, Instant now);
    void tickEnded(bool hasFailed);
    // Cancels the runs that are in the way of slots due by now.
    void replace(Instant now);
    std::optional<Instant> nextReplacement() const;
    void forget(const Component &flow); // with all below: it is about to be gone

    bool isEmpty() const { return m_courses.empty(); }
    QStringList names() const;
    // By hand; the names are those of the records. Throw std::invalid_argument with a sentence.
    void pause(const QString &name, Instant now, const QString &note);
    void resume(const QString &name, Instant now);
    Slot trigger(const QString &name, Instant now, const QString &who);
    Slot skipNext(const QString &name, Instant now, const QString &who);
    QList<Slot> backfill(const QString &name, Instant from, Instant to, Instant now, bool isDryRun = false);

private:
    Course &courseFor(const Component &flow, const Schedule &schedule, const QByteArray &zone, Instant now);
    std::unique_ptr<Course> restored(const QString &name, const Schedule &schedule, const QByteArray &zone, Instant now);
    KeptCourse kept(const QString &name, const Schedule &schedule, const QByteArray &zone, Instant now);
    Course &named(const QString &name);
    void offer(Course &course, Instant now);
    void keep(Course &course);
    void askAgain(const Course &course);
    int openCatchUps() const;
    Slot raise(ManualCounter &counter, Instant now, const QString &who);

    Store &m_store;
    ScheduleOutlets m_outlets;
    const QString m_app = m_store.setting(QStringLiteral("app"));
    std::map<QString, std::unique_ptr<Course>> m_courses; // by full name
    std::unordered_map<const Component *, std::unordered_map<QString, Course *>> m_asked;
    std::map<QString, ManualCounter> m_counters; // by full name
    std::unordered_map<QString, Course *> m_offered; // by the text of the slot
    std::unordered_map<RunId, Course *> m_underWay;
    std::vector<Course *> m_open;    // whose slots the flows are not done with
    std::vector<Course *> m_crowded; // that wait because others catch up
};

} // namespace once::detail
