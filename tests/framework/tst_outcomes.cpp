// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What becomes of runs that fail, take too long, are cancelled or come too many: each with a clock that the test
// moves.
#include <once/detail/loop/retrying.h>

#include <support/driven.h>
#include <support/gate.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Fails as often as it is told to.
class Tries : public Work
{
public:
    State<int> tries{this, "tries"};

    int run(int fails)
    {
        executed.add(u"try %1"_s.arg(++m_count));
        tries = m_count;
        if (m_count <= fails)
            throw std::runtime_error("not yet");
        return m_count;
    }

private:
    int m_count = 0;
};

Gate gate;

// Passes a gate, or waits until it is asked to stop, or takes no notice.
class Waits : public Work
{
public:
    State<int> last{this, "last"};

    void run(int number)
    {
        executed.add(u"begin %1"_s.arg(number));
        last = number;
        if (number < 0)
            return waitForStop();
        gate.pass();
        executed.add(u"end %1"_s.arg(number));
    }

private:
    void waitForStop() const
    {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any changed;
        changed.wait(lock, stopToken(), [] { return false; });
        executed.add(u"stopped"_s);
    }
};

class Hooked : public Work
{
public:
    void run(const QString &what)
    {
        executed.add(u"run "_s + what);
        if (what == u"fails"_s)
            throw std::runtime_error("on purpose");
    }

protected:
    void onBeforeRun() override { executed.add(u"before"_s); }
    void onAfterRun() override { executed.add(u"after"_s); }
    void onException(const std::exception_ptr &) override { executed.add(u"exception"_s); }
    void onExit() override { executed.add(u"exit"_s); }
};

template <typename W>
class Script : public Flow
{
public:
    Script(const WorkOptions &options, std::function<void(Script &)> body) : work{this, "work", options}, m_body(std::move(body)) {}

    Child<W> work;
    using Flow::fail;
    using Flow::stop;

    void run() { m_body(*this); }

private:
    std::function<void(Script &)> m_body;
};

// A script in a loop with a clock of its own, and no heartbeat.
template <typename W>
struct App : Driven<Script<W>>
{
    App(const WorkOptions &options, std::function<void(Script<W> &)> body, Store *store = nullptr)
        : Driven<Script<W>>({.store = store, .heartbeat = 0ms}, options, std::move(body))
    {}

    bool comesTo(Status status)
    {
        return this->loop.runUntil([&] { return this->root.work.status() == status; });
    }
};

const WorkOptions goesOn{.parallel = true, .onFailure = OnFailure::Continue};

WorkOptions with(void (*change)(WorkOptions &))
{
    WorkOptions options = goesOn;
    change(options);
    return options;
}

QList<Status> states(const QList<StatusChange> &changes)
{
    QList<Status> list;
    for (const StatusChange &change : changes)
        list.append(change.status);
    return list;
}

} // namespace

class Outcomes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        executed.take();
        gate.open();
    }

    // Retries

    void aFailedAttemptIsTriedAgainUnderTheSameRun()
    {
        const auto store = Store::inMemory();
        App<Tries> app({.retry = {.max = 3, .backoff = 1s}}, [](auto &s) { s.work.run(2), executed.add("after"); }, store.get());
        QCOMPARE(app.settle(), QStringList("try 1"));
        QVERIFY(app.root.work.isQueued());
        QCOMPARE(app.settleAfter(999ms), QStringList());
        QCOMPARE(app.settleAfter(1ms), QStringList("try 2"));
        QCOMPARE(app.settleAfter(2s), QStringList({"try 3", "after"}));
        QCOMPARE(app.root.work.numSuccesses(), 1);
        QCOMPARE(app.root.work.numFailures(), 0);
        QCOMPARE(int(app.root.work.tries), 3);
        const Run run = *store->run(1);
        QCOMPARE(run.attempts.size(), 2);
        QCOMPARE(run.attempts[1].error, "not yet");
        QCOMPARE(run.started - run.queued, Microseconds(3s));
        QCOMPARE(store->lastRunId(), 1);
        using enum Status;
        QCOMPARE(states(app.root.work.statuses()),
                 QList({Queued, Running, Failed, Queued, Running, Failed, Queued, Running, Succeeded}));
    }

    void whenAllAttemptsHaveFailedTheRunHas()
    {
        App<Tries> app({.retry = {.max = 1, .backoff = 1s}}, [](auto &s) { s.work.run(9); });
        app.settle();
        QCOMPARE(app.settleAfter(1s), QStringList("try 2"));
        QVERIFY(app.root.work.hasFailed());
        QCOMPARE(app.root.work.error(), "not yet");
        QCOMPARE(app.settleAfter(1h), QStringList());
        QCOMPARE(app.reports, QStringList("failed: not yet (run 1)"));
    }

    void otherCallsRunWhileOneWaitsForItsNextAttempt()
    {
        App<Tries> app(with([](auto &o) { o.retry = {.max = 1, .backoff = 1s}; }), [](auto &s) { s.work.run(1), s.work.run(0); });
        QCOMPARE(app.settle(), QStringList({"try 1", "try 2"}));
        QCOMPARE(app.settleAfter(1s), QStringList("try 3"));
        QCOMPARE(app.root.work.numSuccesses(), 2);
    }

    void waitsGrowUpToTheirCap_data()
    {
        QTest::addColumn<int>("made");
        QTest::addColumn<double>("jitter");
        QTest::addColumn<int>("waitMs");
        QTest::newRow("the first is the back-off") << 1 << 0.0 << 100;
        QTest::newRow("the second is twice that") << 2 << 0.0 << 200;
        QTest::newRow("the fourth") << 4 << 0.0 << 800;
        QTest::newRow("none is longer than the cap") << 5 << 0.0 << 1000;
        QTest::newRow("chance takes a share off") << 2 << 0.5 << 150;
        QTest::newRow("after the last there is none") << 6 << 0.0 << -1;
    }

    void waitsGrowUpToTheirCap()
    {
        QFETCH(int, made);
        QFETCH(double, jitter);
        const Retry retry{.max = 5, .backoff = 100ms, .factor = 2, .cap = 1s, .jitter = jitter};
        const auto wait = detail::waitForRetry(retry, made, {.status = Status::Failed}, 0.5);
        QTEST(int(wait.value_or(-1ms).count()), "waitMs");
        QVERIFY(!detail::waitForRetry(retry, made, {.status = Status::Cancelled}, 0));
    }

    void onlyFailuresThatAreWorthItAreTriedAgain()
    {
        const auto isLogicError = [](const std::exception_ptr &thrown) {
            try {
                std::rethrow_exception(thrown);
            } catch (const std::logic_error &) {
                return true;
            } catch (...) {
                return false;
            }
        };
        WorkOptions options = goesOn;
        options.retry = {.max = 5, .on = isLogicError};
        App<Tries> app(options, [](auto &s) { s.work.run(9); });
        QCOMPARE(app.settle(), QStringList("try 1"));
        QVERIFY(app.root.work.hasFailed());
    }

    void retryNowWaitsForNoBackOff()
    {
        App<Tries> app(with([](auto &o) { o.retry = {.max = 1, .backoff = 1h}; }), [](auto &s) { s.work.run(1); });
        QCOMPARE(app.settle(), QStringList("try 1"));
        app.loop.post([&] { app.root.work.retryNow(); });
        QCOMPARE(app.settle(), QStringList("try 2"));
        QVERIFY(app.root.work.hasSucceeded());
    }

    void aFailedCallCanBeTriedAgainWithEqualProps()
    {
        const auto store = Store::inMemory();
        App<Tries> app(goesOn, [](auto &s) { s.work.run(1); }, store.get());
        QCOMPARE(app.settle(), QStringList("try 1"));
        app.loop.post([&] { app.root.work.retryNow(); });
        QCOMPARE(app.settle(), QStringList("try 2"));
        QVERIFY(app.root.work.hasSucceeded());
        QCOMPARE(store->run(2)->cause.kind, Cause::Kind::Retry);
        QCOMPARE(store->run(2)->cause.other, 1);
    }

    void aForgottenCallRunsAgain()
    {
        const auto store = Store::inMemory();
        App<Tries> app(goesOn, [](auto &s) { s.work.run(0); }, store.get());
        QCOMPARE(app.settle(), QStringList("try 1"));
        app.loop.post([&] { app.root.work.forget(); });
        QCOMPARE(app.settle(), QStringList("try 2"));
        QCOMPARE(store->run(2)->cause.kind, Cause::Kind::ResultForgotten);
    }

    // Timeouts

    void aRunThatTakesTooLongIsAskedToStopAndHasTimedOut()
    {
        App<Waits> app(with([](auto &o) { o.timeout.run = 10s; }), [](auto &s) { s.work.run(-1); });
        QVERIFY(app.hasExecuted("begin -1"));
        app.clock.advance(10s);
        QCOMPARE(app.settle(), QStringList({"begin -1", "stopped"}));
        QVERIFY(app.root.work.hasTimedOut());
        QVERIFY(app.root.work.hasFailed());
        QCOMPARE(app.root.work.error(), "it ran for more than 10 s");
        QCOMPARE(app.root.work.numTimeouts(), 1);
        QCOMPARE(int(app.root.work.last), 0);
    }

    void aTimeoutIsTriedAgainAsAFailureIs()
    {
        App<Waits> app(with([](auto &o) { o.timeout.run = 10s, o.retry = {.max = 1, .backoff = 1s}; }), [](auto &s) { s.work.run(-1); });
        QVERIFY(app.hasExecuted("begin -1"));
        QCOMPARE(app.settleAfter(10s), QStringList({"begin -1", "stopped"}));
        app.clock.advance(1s);
        QVERIFY(app.hasExecuted("begin -1"));
        QCOMPARE(app.settleAfter(10s), QStringList({"begin -1", "stopped"}));
        QVERIFY(app.root.work.hasTimedOut());
        QCOMPARE(app.root.work.numTimeouts(), 1);
    }

    void aSilentRunTimesOutAndOneThatGivesSignsDoesNot()
    {
        App<Waits> app(with([](auto &o) { o.timeout.silence = 10s; }), [](auto &s) { s.work.run(-1); });
        QVERIFY(app.hasExecuted("begin -1"));
        app.clock.advance(9s);
        QVERIFY(app.takesATurn());
        QVERIFY(app.root.work.isRunning());
        QCOMPARE(app.settleAfter(1s), QStringList({"begin -1", "stopped"}));
        QCOMPARE(app.root.work.error(), "it gave no sign of life for more than 10 s");
    }

    void aRunThatWaitsTooLongInTheQueueTimesOutWithoutBeginning()
    {
        gate.close();
        App<Waits> app(with([](auto &o) { o.timeout.queue = 5s; }), [](auto &s) { s.work.run(1), s.work.run(2); });
        QVERIFY(app.hasExecuted("begin 1"));
        QVERIFY(app.root.work.isQueued());
        app.clock.advance(5s);
        QVERIFY(app.comesTo(Status::TimedOut));
        gate.open();
        QCOMPARE(app.settle(), QStringList({"begin 1", "end 1"}));
        QCOMPARE(app.root.work.numSuccesses(), 1);
        QCOMPARE(app.root.work.error(), "it waited for more than 5 s");
    }

    void aRunThatDoesNotListenIsGivenUpAndItsWorkWaitsForItsThread()
    {
        gate.close();
        App<Waits> app(with([](auto &o) { o.timeout = {.run = 10s, .grace = 2s}; }), [](auto &s) { s.work.run(1), s.work.run(-1); });
        QVERIFY(app.hasExecuted("begin 1"));
        app.clock.advance(10s);
        QVERIFY(app.takesATurn());
        app.clock.advance(2s);
        QVERIFY(app.loop.runUntil([&] { return app.root.work.numTimeouts() == 1; }));
        QCOMPARE(executed.take(), QStringList("begin 1"));
        gate.open();
        QVERIFY(app.hasExecuted("begin -1"));
        QCOMPARE(executed.take(), QStringList({"end 1", "begin -1"}));
        app.loop.post([&] { app.root.work.cancel(); });
        app.settle();
        QVERIFY(app.reports.first().contains("asked to stop, it did not: its thread goes on"));
    }

    // Cancelling

    void cancellingEndsWhatIsQueuedAndAsksWhatRunsToStop()
    {
        App<Waits> app(goesOn, [](auto &s) { s.work.run(-1), s.work.run(-2); });
        QVERIFY(app.hasExecuted("begin -1"));
        app.loop.post([&] { app.root.work.cancel("enough"); });
        QCOMPARE(app.settle(), QStringList({"begin -1", "stopped"}));
        QVERIFY(app.root.work.hasCancelled());
        QVERIFY(!app.root.work.hasFailed());
        QCOMPARE(app.root.work.error(), "enough");
        QCOMPARE(app.root.work.numCancelled(), 2);
    }

    void aCancelledWorkRunsAgainWithOtherProps()
    {
        int props = -1;
        App<Waits> app(goesOn, [&](auto &s) { s.work.run(props); });
        QVERIFY(app.hasExecuted("begin -1"));
        app.loop.post([&] { app.root.work.cancel(), props = 1; });
        QCOMPARE(app.settle(), QStringList({"begin -1", "stopped", "begin 1", "end 1"}));
        QVERIFY(app.root.work.hasSucceeded());
    }

    void anInterruptionAsksRunsToStopAndEndsTheApp()
    {
        App<Waits> app(goesOn, [](auto &s) { s.work.run(-1), s.work.run(2); });
        QVERIFY(app.hasExecuted("begin -1"));
        app.loop.interrupt(130);
        QCOMPARE(app.loop.exec(), 130);
        QCOMPARE(executed.take(), QStringList({"begin -1", "stopped"}));
    }

    void aRunThatNeverLooksWhetherItShouldStopSucceeds()
    {
        gate.close();
        App<Waits> app(goesOn, [](auto &s) { s.work.run(1); });
        QVERIFY(app.hasExecuted("begin 1"));
        app.loop.interrupt();
        gate.open();
        QCOMPARE(app.loop.exec(), 0);
        QCOMPARE(app.root.work.numSuccesses(), 1);
    }

    // Busy works

    void aBusyWorkRunsItsCallsInTheirOrder()
    {
        gate.close();
        App<Waits> app(goesOn, [](auto &s) { s.work.run(1), s.work.run(2), s.work.run(3); });
        QVERIFY(app.hasExecuted("begin 1"));
        gate.open();
        QCOMPARE(app.settle(), QStringList({"begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"}));
    }

    void ofTheCallsThatWaitOnlyTheLatestIsKept()
    {
        gate.close();
        int newest = 1;
        App<Waits> app(with([](auto &o) { o.whenBusy = WhenBusy::LatestOnly; }), [&](auto &s) { s.work.run(newest); });
        QVERIFY(app.hasExecuted("begin 1"));
        for (newest = 2; newest < 5; ++newest) {
            app.loop.wake();
            const qint64 tick = app.loop.ticks();
            QVERIFY(app.loop.runUntil([&] { return app.loop.ticks() > tick; }));
        }
        newest = 4;
        gate.open();
        QCOMPARE(app.settle(), QStringList({"begin 1", "end 1", "begin 4", "end 4"}));
    }

    void aNewCallCanTakeThePlaceOfTheRunningOne()
    {
        int newest = -1;
        App<Waits> app(with([](auto &o) { o.whenBusy = WhenBusy::CancelAndReplace; }), [&](auto &s) { s.work.run(newest); });
        QVERIFY(app.hasExecuted("begin -1"));
        newest = 2;
        app.loop.wake();
        QCOMPARE(app.settle(), QStringList({"begin -1", "stopped", "begin 2", "end 2"}));
        newest = -1; // not remembered as cancelled
        app.loop.wake();
        QVERIFY(app.hasExecuted("begin -1"));
        app.loop.interrupt();
        app.loop.exec();
    }

    void aRejectedCallIsAskedForAgainByALaterTick()
    {
        gate.close();
        App<Waits> app(with([](auto &o) { o.whenBusy = WhenBusy::Reject; }), [](auto &s) { s.work.run(1), s.work.run(2); });
        QVERIFY(app.hasExecuted("begin 1"));
        QVERIFY(!app.root.work.hasStarted());
        gate.open();
        QCOMPARE(app.settle(), QStringList({"begin 1", "end 1", "begin 2", "end 2"}));
    }

    void propsThatChangeAtEveryTickDoNotGrowTheQueueWithoutLimit()
    {
        gate.close();
        int number = 0;
        App<Waits> app(with([](auto &o) { o.maxQueued = 3; }), [&](auto &s) { s.work.run(++number); });
        QVERIFY(app.hasExecuted("begin 1"));
        while (number < 20) {
            app.loop.wake();
            const int before = number;
            QVERIFY(app.loop.runUntil([&] { return number > before; }));
        }
        QCOMPARE(app.loop.activeRuns(), std::size_t(4));
        QCOMPARE(app.reports.filter("3 calls of work wait for their turn").size(), 1);
        app.loop.quit();
        gate.open();
        app.loop.exec();
    }

    void aWorkThatAlwaysFailsIsPausedByItsBreaker()
    {
        int number = 0;
        App<Tries> app(with([](auto &o) { o.breaker = {.failures = 3, .within = 1h}; }), [&](auto &s) { s.work.run(1000 + number); });
        for (; number < 6; ++number) {
            app.loop.wake();
            app.settle();
        }
        QCOMPARE(app.root.work.numFailures(), 3);
        QVERIFY(app.root.work.isPaused());
        QVERIFY(app.reports.contains("paused: its last 3 runs have failed"));
        app.loop.post([&] { app.root.work.resume(); });
        app.settle();
        QCOMPARE(app.root.work.numFailures(), 4);
    }

    void aPausedWorkStartsNothingAndABlockingCallWaits()
    {
        App<Tries> app({}, [](auto &s) { s.work.run(0), executed.add("after"); });
        app.root.work.pause("by hand");
        QCOMPARE(app.settle(), QStringList());
        QCOMPARE(app.root.work.pauseNote(), "by hand");
        app.loop.post([&] { app.root.work.resume(); });
        QCOMPARE(app.settle(), QStringList({"try 1", "after"}));
    }

    // Warnings

    void propsThatNeverRepeatAreWarnedOfByName()
    {
        int number = 0;
        App<Tries> app(with([](auto &o) { o.props = {"number"}; }), [&](auto &s) {
            number = std::min(number + 1, 30);
            s.work.run(-number);
        });
        app.settle();
        QCOMPARE(app.reports.filter("never repeat"),
                 QStringList("warning: props of work never repeat: number differs in every call, for 20 ticks now. Caching does nothing here"));
    }

    void aWorkThatRemembersManyCallsIsWarnedOf()
    {
        Root<Script<Tries>> root(goesOn, [](auto &s) {
            for (int i = 0; i < 60; ++i)
                s.work.run(-i);
        });
        EventLoop loop(root, {.heartbeat = 0ms, .manyCalls = 50});
        QStringList reports;
        QObject::connect(&loop, &EventLoop::reported, &loop, [&](const Activity &activity) { reports += activity.detail; });
        QVERIFY(loop.runUntilIdle());
        QCOMPARE(reports.filter("work remembers 50 calls").size(), 1);
        executed.take();
    }

    void aSlowFlowIsWarnedOf()
    {
        FakeClock *clock = nullptr;
        App<Tries> app({}, [&](auto &) { clock->advance(2s); });
        clock = &app.clock;
        for (int i = 0; i < 7; ++i) {
            app.loop.wake();
            app.settle();
        }
        QCOMPARE(app.reports.filter("the flow is slow").size(), 1);
    }

    // Hooks and ends

    void hooksAreCalledAroundEachAttemptAndAtTheEnd()
    {
        App<Hooked> app(with([](auto &o) { o.retry = {.max = 1, .backoff = 0ms}; }), [](auto &s) { s.work.run("fails"); });
        const QStringList attempt{"before", "run fails", "exception", "after"};
        QCOMPARE(app.settle(), attempt + attempt);
        app.end();
        QCOMPARE(executed.take(), QStringList("exit"));
    }

    void failEndsTheAppWithExitCodeOne()
    {
        App<Tries> app({}, [](auto &s) { s.fail("no use"); });
        QCOMPARE(app.loop.exec(), 1);
    }

    void countersAreThoseOfAllStarts()
    {
        const auto store = Store::inMemory();
        for (int start = 1; start <= 2; ++start) {
            App<Waits> app(with([](auto &o) { o.timeout.run = 10s; }), [start](auto &s) { s.work.run(-start); }, store.get());
            QVERIFY(app.hasExecuted(u"begin -%1"_s.arg(start)));
            app.settleAfter(10s);
            QCOMPARE(app.root.work.numTimeouts(), start);
            QCOMPARE(app.root.work.numFailures(), start);
        }
    }
};

QTEST_GUILESS_MAIN(Outcomes)
#include "tst_outcomes.moc"
