// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The part of Loop that ticks the flow, and what follows from how a tick ended.
#include <once/detail/loop/loop.h>

#include <once/detail/tree/callbook.h>

#include <numeric>

namespace once::detail {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int mostOwnWriteTicks = 100;

} // namespace

void Loop::doTick()
{
    m_wantsTick = false;
    release();
    std::erase_if(m_retired, [this](const auto &component) { return letGo(*component); });
    m_flowAlarm.clear();
    m_alarm.clear();
    tick = {tick.number + 1, m_latched.value_or(m_clock->now()), m_stamps->now(), false};
    noticeSteps();
    keepWrites(); // from outside, before it
    rootScope.lastTick = tick.number;
    entered(rootScope);
    m_isTicking = true;
    const TickEnd end = tickFlow();
    m_isTicking = false;
    if (end != TickEnd::Suspended)
        m_latched.reset();
    noticeSlowFlow();
    if (end == TickEnd::Completed)
        closeStreaks();
    if (end != TickEnd::Suspended)
        m_schedules.tickEnded(end == TickEnd::Failed);
    settleOwnWrites();
    m_heartbeat.clear();
    if (m_options.heartbeat > 0ms)
        m_heartbeat.set(tick.stamp + m_options.heartbeat);
    if (end == TickEnd::Completed)
        turnClockAtRest();
    m_outlets.ticked(tick.number);
}

Loop::TickEnd Loop::tickFlow()
{
    try {
        m_root.tickOnce();
        if (tick.hasSuspended)
            warnOnce(m_root.component(), u"a suspension was caught in the flow, so code ran that should have waited: "
                                         "let everything pass that is no std::exception"_s);
        m_hasFailed = false;
        m_lastFlowFailure.clear();
        return TickEnd::Completed;
    } catch (const Suspension &suspension) {
        if (suspension.isCached)
            m_latched = tick.time;
        return TickEnd::Suspended;
    } catch (const Stop &request) {
        stop(request.exitCode, request.message);
        return TickEnd::Completed;
    } catch (const RunFailed &failure) {
        m_hasFailed = true; // the run itself was reported when it ended
        m_lastFlowFailure = QString::fromUtf8(failure.what());
    } catch (const std::exception &exception) {
        flowFailed(QString::fromUtf8(exception.what()));
    } catch (...) {
        flowFailed(u"it threw something that is no std::exception"_s);
    }
    return TickEnd::Failed;
}

void Loop::flowFailed(const QString &sentence)
{
    m_hasFailed = true;
    if (std::exchange(m_lastFlowFailure, sentence) != sentence)
        report(u"failed"_s, &m_root.component(), sentence);
}

void Loop::noticeSlowFlow()
{
    constexpr std::size_t watched = 5;
    m_tickTimes.push_back(m_stamps->now() - tick.stamp);
    if (m_tickTimes.size() < watched)
        return;
    const Microseconds sum = std::accumulate(m_tickTimes.begin(), m_tickTimes.end(), Microseconds());
    m_tickTimes.pop_front();
    if (sum / watched > 1s)
        warnOnce(m_root.component(), u"the flow is slow: its last %1 ticks took more than a second each on average. What "
                                     "takes time belongs into a work"_s.arg(watched));
}

// A streak ends when a tick that reached the end did not make its call, though it was where calls of it are made.
void Loop::closeStreaks()
{
    for (const Scope *entered : std::exchange(m_entered, {}))
        if (m_streaks.closeUnmade(*entered, closing()))
            flushWithin(startRowDelay);
}

OpenStreaks::Close Loop::closing()
{
    return [this](Work &work, Call &call) { m_recorder.closeStreak(work, call, tick.stamp); };
}

void Loop::keepWrites()
{
    if (m_written.empty())
        return;
    for (const auto &[state, before] : std::exchange(m_written, {}))
        m_recorder.touch(state->owner());
    flushWithin(startRowDelay);
}

// The flow's own writes are kept, and cause one more tick when they changed anything; but not for ever.
void Loop::settleOwnWrites()
{
    const auto hasChanged = [](const auto &written) {
        return !written.first->areEqual(written.first->shown(), written.second);
    };
    if (std::ranges::none_of(m_written, hasChanged))
        return m_written.clear();
    keepWrites();
    if (++m_ownWriteTicks <= mostOwnWriteTicks)
        wantFollowUp();
    else
        warnOnce(m_root.component(), u"the flow has changed its own state in 100 ticks in a row and nothing else "
                                     "happened; from here on it is ticked at the heartbeat"_s);
}

// A replay's clock turns when all that the day asked for is done.
void Loop::turnClockAtRest()
{
    if (m_isStopping || m_wantsTick || !m_queue.isEmpty())
        return;
    if (const auto delay = m_clock->nextTurn()) {
        m_turn.set(m_systemClock.now() + *delay);
        if (*delay == 0ms)
            m_outlets.wake();
    } else if (m_clock->isOver()) {
        stop(0, {});
    }
}

} // namespace once::detail
