// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The part of Loop that follows a run from its call to its end.
#include <once/detail/loop/loop.h>

#include <once/detail/loop/retrying.h>
#include <once/detail/tree/callbook.h>

#include <QFileInfo>
#include <QRandomGenerator>

namespace once::detail {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void Loop::start(Work &work, Call &call, std::unique_ptr<Invocation> body)
{
    if (!m_isTicking)
        throw std::logic_error(u"once: %1 was called outside of the flow's run(), where nothing can wait for it"_s
                                   .arg(work.path())
                                   .toStdString());
    if (join(work, call))
        return;
    if (call.streak)
        streakEnded(work, call);
    const Instant now = m_stamps->now();
    Run run = m_recorder.begin(work, call, callProps.view(), tick.number, now);
    call.status = Status::Queued;
    if (!work.options().cacheCalls)
        call.makeTroubles().started = now;
    retain(std::exchange(call.outcome, nullptr));
    noticeNewProps(work, run);
    noticePaths(work, run);
    const RunId id = run.id;
    makeRoom(work, id);
    if (!work.options().share.isEmpty())
        m_shared.insert_or_assign(call.key, id);
    if (const auto limit = work.options().timeout.queue; limit > 0ms)
        m_deadlines.add({now + limit, id, Deadline::Queue});
    if (Course *course = m_schedules.courseOf(callProps.view()))
        beginSlot(*course, work, run);
    ActiveRun &active = m_queue.add({.run = std::move(run), .work = &work, .call = &call, .body = std::move(body)});
    if (!active.hasEnded && !active.isAsleep) // else its row is put already
        putStarted(active.run);
}

// Its row comes with the next commit, or when it has not ended by then.
void Loop::putStarted(const Run &run)
{
    m_recorder.put(run);
    m_started.push_back(run.id);
    flushWithin(startRowDelay);
}

// Props that differ in every tick make a cache of no use, and a work that never ends.
void Loop::noticeNewProps(Work &work, const Run &run)
{
    constexpr int suspicious = 20;
    CallBook &book = work.book();
    if (!work.options().cacheCalls)
        return;
    const QString name = belowRoot(work.path());
    if (book.count() == m_options.manyCalls)
        warnOnce(work, u"%1 remembers %2 calls, and each takes memory: pass what repeats, or split the work"_s.arg(name)
                           .arg(book.count()));
    if (std::exchange(book.newPropsTick, tick.number) == tick.number)
        return;
    if (++book.newPropsTicks == suspicious && !run.cause.paths.isEmpty())
        warnOnce(work, u"props of %1 never repeat: %2 differs in every call, for %3 ticks now. Caching does nothing here"_s
                           .arg(name, run.cause.paths.join(u", "_s)).arg(suspicious));
}

// A path says nothing about what is in the file.
void Loop::noticePaths(Work &work, const Run &run)
{
    constexpr qsizetype longest = 1'000;
    if (!work.options().dependsOn.empty())
        return;
    const auto values = parts(run.props.encoding());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].size() > longest || values[i].isEmpty() || values[i].front() != char(Encoder::Text) || !values[i].contains('/'))
            continue;
        const QString path = decode(values[i]).get<QString>();
        if (!QFileInfo(path).isFile())
            continue;
        const QStringList names = work.propNames();
        warnOnce(work, u"%1 of %2 is the path of a file: when the file changes, the work does not run again. Pass a "
                       "once::File, or set .dependsOn = {fileDependency(...)}"_s
                           .arg(qsizetype(i) < names.size() ? names[qsizetype(i)] : u"prop #%1"_s.arg(i + 1), belowRoot(work.path())));
        return;
    }
}

// The same call of another work that shares it is under way: its run is that of both.
bool Loop::join(Work &work, Call &call)
{
    const auto it = work.options().share.isEmpty() ? m_shared.end() : m_shared.find(call.key);
    ActiveRun *active = it == m_shared.end() ? nullptr : m_queue.find(it->second);
    if (!active || active->hasEnded || active->verdict)
        return false;
    active->followers.push_back({&work, &call});
    call.status = active->run.status;
    call.run = active->run.id;
    return true;
}

bool Loop::accepts(Work &work)
{
    if (work.options().whenBusy == WhenBusy::Reject)
        return false;
    if (work.options().whenBusy != WhenBusy::Queue || int(m_queue.waitingCount(work)) < work.options().maxQueued)
        return true;
    warnOnce(work, u"%1 calls of %2 wait for their turn, and no more are taken: do its props change at every tick? Pass "
                   "what repeats, or set .whenBusy to LatestOnly"_s.arg(work.options().maxQueued).arg(belowRoot(work.path())));
    return false;
}

void Loop::handOver(ActiveRun &active)
{
    Executor &executor = executorFor(*active.work);
    active.control = std::make_shared<WatchedRun>(*m_stamps);
    active.verdict.reset();
    if (!startsHere(active))
        return;
    const bool startsAtOnce = executor.hasRoom(); // no state of its own for the way to the executor
    if (startsAtOnce)
        begin(active, m_stamps->now());
    executor.start({active.run.id, active.work, active.body, active.control, !startsAtOnce});
}

void Loop::begin(ActiveRun &active, Instant at)
{
    active.setStatus(Status::Running);
    active.run.started = at;
    const Timeout &timeout = active.work->options().timeout;
    m_deadlines.drop(active.run.id);
    if (timeout.run > 0ms)
        m_deadlines.add({at + timeout.run, active.run.id, Deadline::Run});
    if (timeout.silence > 0ms)
        m_deadlines.add({at + timeout.silence, active.run.id, Deadline::Silence});
}

// A run that had to wait for a thread begins.
void Loop::take(RunStarted event)
{
    ActiveRun *active = m_queue.find(event.run);
    if (!active || active->run.status == Status::Running || active->hasEnded || active->verdict)
        return;
    begin(*active, event.at);
    putStarted(active->run);
}

void Loop::take(RunFinished event)
{
    ActiveRun *active = m_queue.find(event.run);
    if (!active) {
        m_queue.threadEnded(event.run);
        return wantTick();
    }
    if (active->hasEnded) { // given up, and not shown yet
        active->isGivenUp = false;
        return active->work->takeBack();
    }
    if (const auto verdict = std::exchange(active->verdict, {}))
        event.how = {.status = verdict->status,
                     .error = verdict->error,
                     .isRemembered = verdict->isRemembered,
                     .log = event.how.log};
    if (event.how.status != Status::Succeeded)
        active->work->takeBack();
    if (!tryAgain(*active, event.how, event.at))
        end(*active, std::move(event.how), event.at);
}

bool Loop::tryAgain(ActiveRun &active, const Finished &how, Instant at)
{
    Run &run = active.run;
    const auto wait = waitForRetry(active.work->options().retry, int(run.attempts.size()) + 1, how,
                                   QRandomGenerator::global()->generateDouble());
    if (!wait || m_isStopping)
        return false;
    run.attempts.append({run.started, at, how.status, how.error});
    run.log += how.log;
    active.setStatus(Status::Queued);
    run.started = {};
    putStarted(run);
    m_deadlines.drop(run.id);
    m_deadlines.add({at + *wait, run.id, Deadline::Retry});
    m_queue.sleep(run.id);
    wantTick();
    return true;
}

void Loop::end(ActiveRun &active, Finished how, Instant at)
{
    active.hasEnded = true;
    m_deadlines.drop(active.run.id);
    if (const auto it = m_shared.find(active.call->key); it != m_shared.end() && it->second == active.run.id)
        m_shared.erase(it);
    m_recorder.finish(*active.work, *active.call, active.run, how, at);
    publish(active);
    m_finished.push_back({active.run.id, std::move(how), at});
}

void Loop::showFinished(RunFinished &event)
{
    ActiveRun *active = m_queue.find(event.run);
    Work &work = *active->work;
    Call &call = *active->call;
    const Run run = active->run;
    const auto followers = std::move(active->followers);
    // The thread of one that was given up may be inside run() still; the rest is taken back when it has come out.
    if (active->isGivenUp || (run.status == Status::Succeeded && work.book().asked != &call))
        work.unshow();
    m_queue.remove(event.run);
    m_schedules.runEnded(run.id, work, run.status, m_clock->now());
    if (hasEndedBadly(run.status))
        ++call.makeTroubles().failuresInRow;
    else if (call.troubles)
        call.troubles->failuresInRow = 0;
    showTo({&work, &call}, run, event.how);
    for (const Follower &follower : followers) {
        showTo(follower, run, event.how);
        m_recorder.touch(*follower.work); // it has no run of its own to be read from
    }
    m_outlets.runChanged(run);
    countForBreaker(work, run);
    if (run.status == Status::Failed || run.status == Status::TimedOut) {
        report(u"failed"_s, &work, u"%1 (run %2)"_s.arg(run.error).arg(run.id));
        if (work.options().onFailure == OnFailure::StopApp)
            stop(1, {});
    }
    wantTick();
}

void Loop::showTo(const Follower &asking, const Run &run, const Finished &how)
{
    auto [work, call] = asking;
    work->markChanged();
    work->book().showing = nullptr;
    call->status = how.isRemembered ? run.status : Status::NotStarted;
    call->run = how.isRemembered ? run.id : 0;
    call->setError(run.error);
    call->finished = how.computed.value_or(run.finished);
    call->outcome = how.outcome;
    if (run.status != Status::Succeeded)
        return;
    if (work->book().asked != call)
        return work->forgetOutcome(call);
    work->show(*call);
}

void Loop::countForBreaker(Work &work, const Run &run)
{
    const Breaker &breaker = work.options().breaker;
    auto &failedAt = work.book().failedAt;
    if (run.status == Status::Succeeded)
        failedAt.clear();
    if (breaker.failures == 0 || (run.status != Status::Failed && run.status != Status::TimedOut))
        return;
    failedAt.push_back(run.finished);
    if (int(failedAt.size()) > breaker.failures)
        failedAt.pop_front();
    if (int(failedAt.size()) < breaker.failures || run.finished - failedAt.front() > breaker.within)
        return;
    failedAt.clear();
    work.pause(u"its last %1 runs have failed"_s.arg(breaker.failures));
}

void Loop::pauseChanged(Work &work)
{
    work.markChanged();
    m_recorder.touch(work);
    if (work.isPaused())
        leaveToOthers(work);
    else
        m_queue.goOn(work);
    report(work.isPaused() ? u"paused"_s : u"resumed"_s, &work, work.pauseNote());
    wantFollowUp();
}

void Loop::forget(Work &work, Call &call)
{
    m_recorder.forget(call);
    if (isShared(work))
        withCalls(work, [&](CallStore &calls) { calls.forget(call.key); });
    flushWithin(startRowDelay);
    wantFollowUp();
}

std::optional<Run> Loop::runOf(const Call &call)
{
    if (const ActiveRun *active = m_queue.find(call.run))
        return active->run;
    return m_recorder.run(call.run);
}

} // namespace once::detail
