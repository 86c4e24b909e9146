// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/files/filestore.h>
#include <once/detail/loop/alarm.h>
#include <once/detail/loop/deadlines.h>
#include <once/detail/loop/filewatch.h>
#include <once/detail/loop/inbox.h>
#include <once/detail/loop/openstreaks.h>
#include <once/detail/loop/recorder.h>
#include <once/detail/loop/runqueue.h>
#include <once/detail/schedules/schedulebook.h>
#include <once/detail/tree/runtime.h>
#include <once/eventloop.h>

#include <unordered_map>
#include <unordered_set>
#include <variant>

namespace once::detail {

// What the loop tells whoever drives it. `wake` is called from any thread, and leads to a turn().
struct LoopOutlets
{
    std::function<void()> wake;
    std::function<void(qint64)> ticked = [](qint64) {};
    std::function<void(const Run &)> runChanged = [](const Run &) {};
    std::function<void(const Activity &)> reported = [](const Activity &) {};
};

// The loop itself, without what wakes it. A turn takes what has come in, commits it, shows it to the tree,
// and ticks the root flow if anything gives cause to.
class Loop : public Runtime, private RunListener
{
public:
    Loop(AppRoot &root, const LoopOptions &options, LoopOutlets outlets);
    ~Loop() override;

    void turn();
    std::optional<std::chrono::milliseconds> delay() const; // until turn() is called at the latest

    void post(std::function<void()> function); // any thread
    void pause();
    void resume();
    void stop(int exitCode, const QString &message);
    void interrupt(int exitCode); // the same, and the runs under way are asked to stop

    Stage stage() const;
    std::size_t activeRuns() const { return m_queue.count(); }
    bool isIdle() const; // nothing queued, running, due or wanted
    bool hasEnded() const { return m_hasEnded; }
    int exitCode() const { return m_exitCode; }
    const QString &endMessage() const { return m_endMessage; }
    ScheduleBook &schedules() { return m_schedules; }
    Instant time() const { return m_clock->now(); } // of the flow

private:
    struct RunStarted
    {
        RunId run;
        Instant at;
    };
    struct RunFinished
    {
        RunId run;
        Finished how;
        Instant at;
    };
    struct StatePublished
    {
        Work *work;
    };
    struct Posted
    {
        std::function<void()> function;
        bool isCause = true; // of a tick
    };
    using Event = std::variant<RunStarted, RunFinished, StatePublished, Posted>;

    enum class TickEnd { Completed, Suspended, Failed };

    static constexpr std::chrono::milliseconds startRowDelay{50}; // a start that did not end by then gets its row
    static constexpr std::chrono::seconds streakDelay{60};        // counts of skips may be so old

    // Runtime: what the tree asks.
    void recall(Work &work, Call &call, QByteArrayView props) override;
    bool load(Call &call) override { return m_recorder.load(call); }
    bool keepsOutcomes() const override { return true; }
    void start(Work &work, Call &call, std::unique_ptr<Invocation> body) override;
    bool accepts(Work &work) override;
    void cancel(Work &work, const QString &why) override;
    void forget(Work &work, Call &call) override;
    void hurry(Call &call) override;
    void added(Component &component) override;
    void retire(std::unique_ptr<Component> component) override;
    void pauseChanged(Work &work) override;
    std::optional<Run> runOf(const Call &call) override;
    void streakBegan(Work &work, Call &call) override;
    void streakEnded(Work &work, Call &call) override;
    void shownChanged(Work &work) override { m_recorder.touch(work); }
    void stateChanged(StateBase &state, std::shared_ptr<const void> before) override;
    void statePublished(Work &work) override { m_inbox.push(StatePublished{&work}); }
    void warnOnce(const Component &about, const QString &sentence) override;
    std::optional<Slot> slot(const Component &flow, const Schedule &schedule) override;
    qint64 manual(const Component &flow, const QString &name) override { return m_schedules.manual(flow, name, m_clock->now()); }
    void watch(const Component &flow, const QString &path) override;
    void entered(const Scope &entered) override { m_entered.insert(&entered); }
    void ringAt(Instant flowTime) override { m_flowAlarm.set(flowTime); }
    void ringAtStamp(Instant due) override { m_alarm.set(due); }

    // RunListener: what executors say, in any thread.
    void started(RunId run) override { m_inbox.push(RunStarted{run, m_stamps->now()}); }
    void finished(RunId run, Finished how) override;

    // The parts of a turn, in their order.
    void takeEvents();
    void take(RunStarted event);
    void take(RunFinished event);
    void take(StatePublished event);
    void take(const Posted &posted);
    void noticeAlarms();
    void gather();
    bool commit(); // false while the disk refuses and ticking has to wait
    void tellStarted();
    void showFinished();
    void doTick();
    bool hadLastTick() const { return m_options.mostTicks > 0 && tick.number >= m_options.mostTicks; }
    void endIfStopped();

    // A run on its way, from its call to its end.
    void noticeNewProps(Work &work, const Run &run);
    void noticePaths(Work &work, const Run &run);
    bool join(Work &work, Call &call);
    void handOver(ActiveRun &active);
    void putStarted(const Run &run);
    void begin(ActiveRun &active, Instant at);
    bool tryAgain(ActiveRun &active, const Finished &how, Instant at);
    void end(ActiveRun &active, Finished how, Instant at);
    void showFinished(RunFinished &event);
    void showTo(const Follower &asking, const Run &run, const Finished &how);
    void countForBreaker(Work &work, const Run &run);

    // What schedules need.
    ScheduleOutlets scheduleOutlets();
    void askAgain(const Component &flow);
    void beginSlot(Course &course, const Work &work, Run &run);
    void noticeSlotAgain(const Work &work, const Cause &cause);
    void noticeReplacements();
    void noticeSteps();

    // A run whose call other processes share.
    bool isShared(const Work &work) const;
    bool startsHere(ActiveRun &active);
    std::optional<SharedCall> lookElsewhere(const ActiveRun &active);
    bool takeOver(ActiveRun &active, const std::optional<SharedCall> &there);
    void waitFor(ActiveRun &active);
    void publish(ActiveRun &active);
    void leaveToOthers(Work &work);
    void withCalls(const Work &work, const std::function<void(CallStore &)> &function);

    // A run that is ended before it ends by itself.
    void take(const Deadline &deadline);
    void noticeSilence(ActiveRun &active, Instant now);
    void endRunsOf(Work &work, const Verdict &verdict);
    void endRun(ActiveRun &active, const Verdict &verdict);
    void askToStop(ActiveRun &active, Verdict verdict);
    void giveUp(ActiveRun &active);
    void endNow(ActiveRun &active, Verdict verdict);
    void makeRoom(Work &work, RunId newer);

    // Components that go.
    bool letGo(Component &retired);
    void leave(Component &component);

    // The parts of a tick.
    TickEnd tickFlow();
    void flowFailed(const QString &sentence);
    void closeStreaks();
    OpenStreaks::Close closing();
    void keepWrites();
    void settleOwnWrites();
    void turnClockAtRest();
    void noticeSlowFlow();

    Executor &executorFor(const Work &work);
    void report(const QString &what, const Component *about, const QString &detail);
    void wantTick() { m_wantsTick = true; m_ownWriteTicks = 0; } // with this turn: something has come from outside
    void wantFollowUp() { m_wantsTick = true; m_outlets.wake(); } // soon: the tree was changed from within
    void flushWithin(std::chrono::milliseconds time) { m_flush.set(m_stamps->now() + time); }

    SystemClock m_systemClock;
    Clock *m_clock, *m_stamps;
    std::unique_ptr<Store> m_ownStore; // when none was given
    Store &m_store;
    CallStore *m_calls;
    LoopOptions m_options;
    LoopOutlets m_outlets;
    AppRoot &m_root;
    FileStore m_files;
    Recorder m_recorder;
    Inbox<Event> m_inbox;
    RunQueue m_queue;
    Deadlines m_deadlines;
    ScheduleBook m_schedules;
    std::unique_ptr<FileWatch> m_watch;
    std::unordered_map<CallKey, RunId> m_shared; // runs under way that other works may join
    std::vector<RunId> m_started; // or tried again, and nobody was told yet
    std::vector<RunFinished> m_finished;                // taken, not yet committed and shown
    OpenStreaks m_streaks;
    std::unordered_set<const Scope *> m_entered; // since a tick last reached the end
    std::unordered_map<StateBase *, std::shared_ptr<const void>> m_written; // by the flow, with the value before
    std::vector<Work *> m_notLeft; // onExit() of these waits until their threads have come back
    std::vector<std::unique_ptr<Component>> m_retired; // until their runs have ended
    std::unordered_set<QString> m_warned;
    QString m_lastFlowFailure;

    Alarm m_flowAlarm, m_replacement, m_alarm, m_heartbeat, m_flush, m_turn;
    Instant m_streaksPut;
    Instant m_lastTime; // of the clock, at the last tick, and
    std::optional<Clock::Elapsed> m_lastElapsed; // what had passed by then
    std::optional<Instant> m_latched;
    std::optional<Instant> m_refusedSince; // the store's commits fail
    bool m_wantsTick = true;
    bool m_isPaused = false;
    bool m_hasFailed = false;
    int m_ownWriteTicks = 0;
    std::deque<Microseconds> m_tickTimes; // of the newest few
    bool m_isTicking = false;

    bool m_isStopping = false;
    bool m_hasEnded = false;
    int m_exitCode = 0;
    QString m_endMessage;

    std::unique_ptr<Executor> m_threads, m_inPlace; // last: they are joined first
};

} // namespace once::detail
