// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/loop/loop.h>

#include <once/detail/tree/callbook.h>

#include <QFileInfo>

#include <thread>

namespace once::detail {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto refusedRetry = 1s;
constexpr std::chrono::milliseconds longestSleep = 30s; // towards a time that comes sooner when the clock is set
constexpr auto refusedPatience = 30s;     // without a tick, while the disk refuses

int threadCount(int wanted)
{
    return wanted > 0 ? wanted : std::max(4, int(std::thread::hardware_concurrency()));
}

} // namespace

Loop::Loop(AppRoot &root, const LoopOptions &options, LoopOutlets outlets)
    : m_clock(options.clock ? options.clock : &m_systemClock),
      m_stamps(options.stamps            ? options.stamps
               : m_clock->turnsAtRest()  ? &m_systemClock
                                         : m_clock),
      m_ownStore(options.store ? nullptr : Store::inMemory()),
      m_store(options.store ? *options.store : *m_ownStore),
      m_calls(options.calls),
      m_options(options),
      m_outlets(std::move(outlets)),
      m_root(root),
      m_files(m_store.file().isEmpty() ? QString() : QFileInfo(m_store.file()).path()),
      m_recorder(m_store, m_files),
      m_inbox(m_outlets.wake),
      m_queue([this](ActiveRun &active) { handOver(active); }),
      m_deadlines(*m_stamps),
      m_schedules(m_store, scheduleOutlets()),
      m_flowAlarm(*m_clock),
      m_replacement(*m_clock),
      m_alarm(*m_stamps),
      m_heartbeat(*m_stamps),
      m_flush(*m_stamps),
      m_turn(m_systemClock),
      m_isPaused(options.isPaused),
      m_threads(threadExecutor(threadCount(options.threads), *this)),
      m_inPlace(inPlaceExecutor([this](std::function<void()> body) { m_inbox.push(Posted{std::move(body), false}); }, *this))
{
    zone = options.zone;
    files = &m_files;
    m_files.sweep();
    tick.stamp = m_stamps->now();
    m_clock->setListener(m_outlets.wake);
    root.component().attach(*this);
    post([this, complaints = m_recorder.restore(root.component())] {
        for (const QString &complaint : complaints)
            report(u"warning"_s, nullptr, complaint);
        flushWithin(startRowDelay); // so that readers see the tree
    });
}

Loop::~Loop()
{
    m_threads.reset();
    for (Work *work : std::exchange(m_notLeft, {})) {
        work->book().isInFlight = false;
        leave(*work);
    }
    m_recorder.touchUnrecorded(m_root.component());
    m_recorder.putTouched();
    m_recorder.putClosed();
    m_retired.clear();
    m_clock->setListener({});
    m_root.component().attach(inPlaceRuntime());
}

void Loop::turn()
{
    if (m_hasEnded)
        return;
    const FileScope fileScope(&m_files);
    takeEvents();
    noticeAlarms();
    if (!commit())
        return;
    showFinished();
    if (m_wantsTick && !m_isPaused && !m_isStopping && !hadLastTick())
        doTick();
    if (hadLastTick() && m_queue.isEmpty())
        stop(0, {});
    endIfStopped();
}

std::optional<std::chrono::milliseconds> Loop::delay() const
{
    std::optional<std::chrono::milliseconds> earliest;
    for (const Alarm *alarm : {&m_flowAlarm, &m_replacement, &m_alarm, &m_heartbeat, &m_flush, &m_turn})
        if (alarm == &m_flowAlarm && m_latched) // the flow's time stands still
            continue;
        else if (const auto delay = alarm->delay(); delay && (!earliest || *delay < *earliest))
            earliest = delay;
    if (earliest)
        earliest = std::min(*earliest, longestSleep);
    if (const auto delay = m_deadlines.delay(); delay && (!earliest || *delay < *earliest))
        earliest = delay;
    return earliest;
}

void Loop::post(std::function<void()> function)
{
    m_inbox.push(Posted{std::move(function)});
}

void Loop::pause()
{
    if (!std::exchange(m_isPaused, true))
        report(u"paused"_s, nullptr, {});
}

void Loop::resume()
{
    if (std::exchange(m_isPaused, false))
        report(u"resumed"_s, nullptr, {});
}

void Loop::stop(int exitCode, const QString &message)
{
    if (std::exchange(m_isStopping, true))
        return;
    m_exitCode = exitCode;
    m_endMessage = message;
    m_queue.dropWaiting();
}

void Loop::interrupt(int exitCode)
{
    stop(exitCode, {});
    for (ActiveRun *active : m_queue.running())
        active->control->requestStop();
}

Stage Loop::stage() const
{
    if (m_hasEnded)
        return Stage::Ended;
    if (m_isStopping)
        return Stage::Ending;
    if (m_isPaused)
        return Stage::Paused;
    return m_hasFailed ? Stage::Failed : Stage::Running;
}

bool Loop::isIdle() const
{
    return m_hasEnded || (m_queue.isAsleep() && m_deadlines.delay() != 0ms && m_finished.empty() && (!m_wantsTick || m_isPaused) && m_inbox.isEmpty()
                          && !m_turn.isSet() && m_alarm.delay() != 0ms && m_replacement.delay() != 0ms && (m_latched || m_flowAlarm.delay() != 0ms));
}

void Loop::recall(Work &work, Call &call, QByteArrayView props)
{
    m_recorder.recall(work, call, props);
}

void Loop::stateChanged(StateBase &state, std::shared_ptr<const void> before)
{
    m_written.try_emplace(&state, std::move(before));
    if (!m_isTicking)
        wantFollowUp();
}

void Loop::warnOnce(const Component &about, const QString &sentence)
{
    const auto known = m_warned.size();
    m_warned.insert(sentence);
    if (m_warned.size() > known)
        report(u"warning"_s, &about, sentence);
}

void Loop::finished(RunId run, Finished how)
{
    m_inbox.push(RunFinished{run, std::move(how), m_stamps->now()});
}

void Loop::takeEvents()
{
    for (Event &event : m_inbox.take())
        std::visit([this](auto &what) { take(std::move(what)); }, event);
}

void Loop::take(StatePublished event)
{
    const ActiveRun *running = m_queue.runningOf(*event.work);
    const bool shows = running && running->call == event.work->book().asked;
    event.work->takePublished(shows);
    if (!shows)
        return;
    event.work->book().installed = nullptr;
    wantTick();
}

void Loop::take(const Posted &posted)
{
    try {
        posted.function();
    } catch (const std::exception &error) {
        report(u"warning"_s, nullptr, u"a function that was posted to the loop has failed: "_s + QString::fromUtf8(error.what()));
    }
    if (posted.isCause)
        wantTick();
}

void Loop::noticeAlarms()
{
    if (!m_latched && m_flowAlarm.rings())
        wantTick();
    if (m_alarm.rings())
        wantTick();
    noticeReplacements();
    while (const auto deadline = m_deadlines.take())
        take(*deadline);
    if (m_heartbeat.rings())
        m_wantsTick = true; // not a cause of its own when own writes are counted
    if (m_turn.rings()) {
        m_clock->turn();
        wantTick();
    }
}

void Loop::streakEnded(Work &work, Call &call)
{
    m_recorder.closeStreak(work, call, m_stamps->now());
    m_streaks.remove(*scope, work, call);
}

void Loop::streakBegan(Work &work, Call &call)
{
    m_streaks.add(*scope, work, call);
    work.book().newPropsTicks = 0;
    flushWithin(streakDelay);
}

// What has no row of its own yet.
void Loop::gather()
{
    m_recorder.putTouched();
    m_store.setTicks(tick.number);
    if (const auto closed = m_recorder.oldestClosed(); closed && m_stamps->now() - *closed >= startRowDelay)
        m_recorder.putClosed();
    if (tick.stamp - m_streaksPut < streakDelay)
        return;
    m_streaksPut = tick.stamp;
    m_streaks.forEach([this](Work &work, Call &call) { m_recorder.putStreak(work, call); });
}

// All that came in with this turn, in one transaction, before the flow sees any of it.
bool Loop::commit()
{
    if (m_finished.empty() && !m_flush.rings() && !m_refusedSince)
        return true;
    gather();
    try {
        m_store.commit();
    } catch (const StoreError &error) {
        const Instant now = m_stamps->now();
        if (!m_refusedSince) {
            m_refusedSince = now;
            report(u"gap"_s, nullptr, QString::fromUtf8(error.what()));
        }
        m_flush.clear(); // report() wanted it sooner
        m_flush.set(now + refusedRetry);
        return now - *m_refusedSince >= refusedPatience;
    }
    m_flush.clear();
    if (!m_streaks.isEmpty())
        flushWithin(streakDelay);
    if (m_recorder.oldestClosed())
        flushWithin(startRowDelay);
    if (std::exchange(m_refusedSince, {}))
        report(u"gap"_s, nullptr, u"the history is written again; nothing is missing"_s);
    tellStarted();
    return true;
}

// Of those that have not ended meanwhile, so that short runs are told once.
void Loop::tellStarted()
{
    for (const RunId id : std::exchange(m_started, {}))
        if (const ActiveRun *active = m_queue.find(id); active && !active->hasEnded
            && (active->run.status == Status::Running || !active->run.attempts.isEmpty()))
            m_outlets.runChanged(active->run);
}

void Loop::showFinished()
{
    for (RunFinished &event : std::exchange(m_finished, {}))
        showFinished(event);
}

void Loop::endIfStopped()
{
    if (!m_isStopping || !m_queue.isEmpty())
        return;
    m_streaks.closeAll([](const Work &) { return true; }, closing());
    keepWrites(); // after the last tick
    for (const auto &component : m_retired)
        leave(*component);
    leave(m_root.component());
    m_recorder.touchUnrecorded(m_root.component());
    m_recorder.putClosed();
    gather();
    m_store.endSession(m_exitCode);
    m_hasEnded = true;
    try {
        m_store.commit();
    } catch (const StoreError &error) {
        report(u"gap"_s, nullptr, QString::fromUtf8(error.what()));
    }
}

Executor &Loop::executorFor(const Work &work)
{
    const auto kind = work.options().executor == ExecutorKind::Default ? m_options.executor
                                                                       : work.options().executor;
    return kind == ExecutorKind::InPlace ? *m_inPlace : *m_threads;
}

void Loop::report(const QString &what, const Component *about, const QString &detail)
{
    const Activity activity{m_stamps->now(), what, about ? about->path() : QString(), u"once"_s, detail};
    m_store.put(activity);
    flushWithin(startRowDelay);
    m_outlets.reported(activity);
}

} // namespace once::detail
