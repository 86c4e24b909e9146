// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The part of Loop that ends runs before they end by themselves: by deadlines, by request, or to make room.
#include <once/detail/loop/loop.h>

namespace once::detail {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString durationWords(std::chrono::milliseconds time)
{
    return time % 1s == 0ms ? u"%1 s"_s.arg(time / 1s) : u"%1 ms"_s.arg(time.count());
}

Verdict timedOut(const QString &limit, std::chrono::milliseconds time)
{
    return {Status::TimedOut, u"%1 for more than %2"_s.arg(limit, durationWords(time))};
}

} // namespace

void Loop::take(const Deadline &deadline)
{
    ActiveRun *active = m_queue.find(deadline.run);
    if (!active || active->hasEnded)
        return;
    const Timeout &timeout = active->work->options().timeout;
    switch (deadline.what) {
    case Deadline::Retry:
        m_queue.wake(deadline.run);
        if (active->run.status == Status::Running)
            putStarted(active->run);
        return;
    case Deadline::Queue:
        return endNow(*active, timedOut(u"it waited"_s, timeout.queue));
    case Deadline::Slot:
        return endNow(*active, {Status::TimedOut, u"the deadline of its slot passed before it began"_s});
    case Deadline::Run:
        return askToStop(*active, timedOut(u"it ran"_s, timeout.run));
    case Deadline::Silence:
        return noticeSilence(*active, m_stamps->now());
    case Deadline::Grace:
        return giveUp(*active);
    }
}

void Loop::noticeSilence(ActiveRun &active, Instant now)
{
    const auto limit = active.work->options().timeout.silence;
    const Instant due = active.control->lastSign() + limit;
    if (due <= now)
        askToStop(active, timedOut(u"it gave no sign of life"_s, limit));
    else
        m_deadlines.add({due, active.run.id, Deadline::Silence});
}

void Loop::cancel(Work &work, const QString &why)
{
    const Verdict verdict{Status::Cancelled, why.isEmpty() ? u"it was cancelled"_s : why};
    endRunsOf(work, verdict);
    for (const Follower &follower : m_queue.takeFollowers({&work})) { // the run itself is another work's
        follower.call->status = verdict.status;
        follower.call->setError(verdict.error);
        follower.work->markChanged();
    }
}

void Loop::endRunsOf(Work &work, const Verdict &verdict)
{
    for (ActiveRun *active : m_queue.activeOf(work))
        endRun(*active, verdict);
}

void Loop::endRun(ActiveRun &active, const Verdict &verdict)
{
    if (active.run.status == Status::Running)
        askToStop(active, verdict);
    else if (!active.hasEnded)
        endNow(active, verdict);
}

void Loop::askToStop(ActiveRun &active, Verdict verdict)
{
    if (active.verdict || active.hasEnded)
        return;
    active.verdict = std::move(verdict);
    active.control->requestStop();
    m_deadlines.add({m_stamps->now() + active.work->options().timeout.grace, active.run.id, Deadline::Grace});
    m_outlets.wake();
}

// It did not stop in time: for the flow it has ended, while its thread goes on.
void Loop::giveUp(ActiveRun &active)
{
    Verdict verdict = *active.verdict;
    verdict.error += u"; asked to stop, it did not: its thread goes on"_s;
    endNow(active, std::move(verdict));
}

// For what waits, or sleeps, or does not listen.
void Loop::endNow(ActiveRun &active, Verdict verdict)
{
    const ActiveRun *running = m_queue.runningOf(*active.work);
    active.isGivenUp = running == &active;
    if (active.isGivenUp)
        active.control->requestStop(); // it may wait for a thread still, and is not to begin
    m_queue.withdraw(active.run.id);
    end(active, {.status = verdict.status, .error = verdict.error, .isRemembered = verdict.isRemembered}, m_stamps->now());
    m_outlets.wake();
}

void Loop::makeRoom(Work &work, RunId newer)
{
    const WhenBusy policy = work.options().whenBusy;
    if (policy != WhenBusy::LatestOnly && policy != WhenBusy::CancelAndReplace)
        return;
    const Verdict replaced{Status::Cancelled, u"run %1 has taken its place"_s.arg(newer), false};
    const ActiveRun *running = m_queue.runningOf(work);
    for (ActiveRun *active : m_queue.activeOf(work)) {
        if (active != running && !active->hasEnded)
            endNow(*active, replaced);
        else if (active == running && policy == WhenBusy::CancelAndReplace)
            askToStop(*active, replaced);
    }
}

void Loop::hurry(Call &call)
{
    ActiveRun *active = m_queue.find(call.run);
    if (!active || !active->isAsleep || active->hasEnded)
        return;
    m_deadlines.add({m_stamps->now(), call.run, Deadline::Retry}); // a later one finds it awake
    m_outlets.wake();
}

} // namespace once::detail
