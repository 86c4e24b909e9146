// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The part of Loop that shares calls with other processes, over a call store.
#include <once/detail/loop/loop.h>

namespace once::detail {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longestPause = 200ms; // between two looks at a call that another process is at

bool counts(const SharedCall &there, const Run &run, const WorkOptions &options, Instant now)
{
    const bool isOfOtherProps =
        !there.props.isNull() && there.props != run.props; // the key is the same by chance
    return !isOfOtherProps && (options.timeToLive == 0ms || now < there.finished + options.timeToLive);
}

} // namespace

bool Loop::isShared(const Work &work) const
{
    return m_calls && work.options().cacheCalls && !work.options().share.isEmpty();
}

// Whether the run begins here and now. If not, it has ended with what is there already, or sleeps while
// another process is at its call.
bool Loop::startsHere(ActiveRun &active)
{
    Elsewhere &elsewhere = active.elsewhere;
    if (!isShared(*active.work) || elsewhere.claim)
        return true;
    auto there = lookElsewhere(active);
    if (takeOver(active, there))
        return false;
    if (!elsewhere.before)
        elsewhere.before = there ? there->id : 0;
    bool isTaken = false;
    withCalls(*active.work, [&](CallStore &calls) {
        elsewhere.claim = calls.claim(active.run.key);
        isTaken = !elsewhere.claim;
        if (elsewhere.claim)
            calls.sign(active.run.key);
    });
    if (isTaken) {
        waitFor(active);
        return false;
    }
    there = lookElsewhere(active); // it may have come to its end between the look and the claim
    if (takeOver(active, there))
        return false;
    active.run.error.clear();
    return true;
}

std::optional<SharedCall> Loop::lookElsewhere(const ActiveRun &active)
{
    std::optional<SharedCall> there;
    withCalls(*active.work, [&](CallStore &calls) { there = calls.find(active.run.key); });
    return there && counts(*there, active.run, active.work->options(), m_stamps->now()) ? there
                                                                                        : std::nullopt;
}

// A failure is that of those who have waited for it. It is not remembered for others. The files of a result lie in the
// data folder of the app that has made them; where they are not, the run is made here too.
bool Loop::takeOver(ActiveRun &active, const std::optional<SharedCall> &there)
{
    const auto before = active.elsewhere.before;
    const bool hasSucceeded = there && there->status == Status::Succeeded;
    auto outcome = hasSucceeded ? outcomeOf(*there, m_files) : nullptr;
    if (!there || (hasSucceeded ? !outcome : !before || there->id == *before))
        return false;
    active.run.cause = {.kind = Cause::Kind::RememberedElsewhere, .from = there->whose()};
    Finished how{.status = there->status, .error = there->error, .computed = there->finished, .outcome = std::move(outcome)};
    active.elsewhere.claim.reset(); // there is nothing to put
    end(active, std::move(how), m_stamps->now());
    m_outlets.wake();
    return true;
}

void Loop::waitFor(ActiveRun &active)
{
    auto &pause = active.elsewhere.pause;
    withCalls(*active.work, [&](CallStore &calls) {
        const QString note = u"waits for %1, which is at the same call"_s.arg(calls.claimant(active.run.key));
        if (std::exchange(active.run.error, note) != note)
            putStarted(active.run);
    });
    m_deadlines.add({m_stamps->now() + pause, active.run.id, Deadline::Retry});
    pause = std::min<std::chrono::milliseconds>(2 * pause, longestPause);
    m_queue.sleep(active.run.id);
}

// Puts what the run has come to, before its own row is written: whoever is killed in between finds it again.
// How long a run may take, and that it was cancelled, is a matter of one app alone.
void Loop::publish(ActiveRun &active)
{
    const Run &run = active.run;
    if (active.elsewhere.claim && (run.status == Status::Succeeded || run.status == Status::Failed))
        withCalls(*active.work, [&](CallStore &calls) {
            SharedCall call{callRecordOf(run)};
            call.function = calls.function({.name = active.work->options().share, .code = run.code, .props = run.propNames});
            call.duration = run.duration();
            calls.put(call);
        });
    active.elsewhere.claim.reset();
}

// What cannot go on here for a while holds up no other process.
void Loop::leaveToOthers(Work &work)
{
    for (ActiveRun *active : m_queue.activeOf(work))
        if (active != m_queue.runningOf(work))
            active->elsewhere.claim.reset();
}

// Without the store, all goes on as if there were none.
void Loop::withCalls(const Work &work, const std::function<void(CallStore &)> &function)
{
    try {
        function(*m_calls);
    } catch (const StoreError &error) {
        warnOnce(work,
                 u"the call store is of no use to a call of %1: %2 %3"_s.arg(belowRoot(work.path()),
                                                                             error.happened, error.why));
    }
}

} // namespace once::detail
