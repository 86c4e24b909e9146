// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The part of Loop that knows of schedules.
#include <once/detail/loop/loop.h>

namespace once::detail {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ScheduleOutlets Loop::scheduleOutlets()
{
    return {.again = [this](const Component &flow) { askAgain(flow); },
            .warn = [this](const Component &flow, const QString &sentence) { warnOnce(flow, sentence); },
            .cancel = [this](RunId run, const QString &why) {
                if (ActiveRun *active = m_queue.find(run))
                    endRun(*active, {Status::Cancelled, why});
            },
            .flush = [this] { flushWithin(startRowDelay); }};
}

void Loop::askAgain(const Component &flow)
{
    const_cast<Component &>(flow).markChanged();
    wantFollowUp();
}

void Loop::watch(const Component &flow, const QString &path)
{
    if (!m_watch)
        m_watch = std::make_unique<FileWatch>([this](const Component &changed) { askAgain(changed); });
    m_watch->add(path, flow);
}

std::optional<Slot> Loop::slot(const Component &flow, const Schedule &schedule)
{
    const QByteArray in = schedule.zone.isEmpty() ? zone.id() : schedule.zone;
    const auto [slot, next] = m_schedules.slot(flow, schedule, in, tick.time);
    if (next)
        wakeAt(std::max(*next, tick.time));
    return slot;
}

// The slot and the run's first row are one transaction, and are there before the run begins: after a kill at any
// moment, either both are known or neither is.
void Loop::beginSlot(Course &course, const Work &work, Run &run)
{
    if (course.hasSucceeded(work))
        noticeSlotAgain(work, run.cause);
    run.cause.slot = course.current()->slot().text();
    m_recorder.put(run);
    m_schedules.runBegan(course, run.id, m_clock->now());
    if (const auto deadline = course.schedule().deadline; deadline > 0s && m_clock == m_stamps)
        m_deadlines.add({course.current()->due + deadline, run.id, Deadline::Slot});
    if (const auto due = m_schedules.nextReplacement())
        m_replacement.set(*due);
    try {
        m_store.commit();
    } catch (const StoreError &) {
        flushWithin(startRowDelay); // the run is not held up by a disk that is full; commit() says so
    }
}

void Loop::noticeSlotAgain(const Work &work, const Cause &cause)
{
    const QString name = belowRoot(work.path());
    if (cause.kind == Cause::Kind::CacheOff)
        warnOnce(work, u"%1 has its cacheCalls off, so it runs again and again with the slot of %2: leave them on"_s.arg(
                           name, cause.slot.section(u' ', 1)));
    else if (cause.kind == Cause::Kind::PropsChanged && !cause.paths.isEmpty())
        warnOnce(work, u"%1 runs more than once with a slot of %2, because %3 differs: what is to run once for each slot has no "
                       "other props that change"_s.arg(name, cause.slot.section(u' ', 1), cause.paths.join(u", "_s)));
}

void Loop::noticeReplacements()
{
    if (!m_replacement.rings())
        return;
    m_schedules.replace(m_clock->now());
    wantTick();
}

// Nothing is to be done about them: what is due is found by what the clock says. But whoever looks for a reason finds it.
void Loop::noticeSteps()
{
    constexpr auto noticed = 2s; // leap seconds and corrections are less
    const Instant time = m_clock->now();
    const auto elapsed = m_clock->elapsed();
    const auto last = std::exchange(m_lastElapsed, elapsed);
    const Microseconds passed = time - std::exchange(m_lastTime, time);
    if (!last || !elapsed)
        return;
    const Microseconds all = elapsed->all - last->all, asleep = all - (elapsed->awake - last->awake), step = passed - all;
    if (asleep > noticed)
        report(u"clock"_s, nullptr, u"the machine was suspended for %1"_s.arg(durationText(asleep)));
    if (step > noticed || step < -noticed)
        report(u"clock"_s, nullptr, u"the clock was set %1 by %2"_s.arg(step > 0s ? u"forward"_s : u"back"_s,
                                                                       durationText(step > 0s ? step : -step)));
}

} // namespace once::detail
