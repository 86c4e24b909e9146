// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What a flow and a work have of each other while the work runs, and between two of its runs.

#include <support/driven.h>
#include <support/gate.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Gate first, second;
std::atomic<bool> isFree; // of waiting for its stop

// Does what its number says, and stands at the gates in between.
class Talks : public Work
{
public:
    enum What { CountsAndWaitsForStop, TellsTwice, Listens, AppendsTen, Passes };

    State<int> count{this, "count"};
    State<QList<int>> items{this, "items"};
    State<int> goal{this, "goal", 0, Sharing::Shared};

    void run(int what, int number)
    {
        executed.add(u"begin %1"_s.arg(number));
        if (what == CountsAndWaitsForStop)
            countAndWaitForStop();
        else if (what == TellsTwice)
            tellTwice();
        else if (what == Listens)
            listen();
        else if (what == AppendsTen)
            appendTen(number);
        else
            first.pass();
        executed.add(u"end %1"_s.arg(number));
    }

private:
    void countAndWaitForStop()
    {
        count = 1;
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any changed;
        changed.wait(lock, stopToken(), [] { return isFree.load(); });
        throwIfStopped();
    }

    void tellTwice()
    {
        count = 1;
        first.pass();
        count = 1;
        items.edit([](QList<int> &) {});
        items.edit([](QList<int> &all) { all.append(7); });
        second.pass();
    }

    void listen()
    {
        first.pass();
        count = 10 * goal;
        second.pass();
        count = 10 * goal;
    }

    void appendTen(int number)
    {
        for (int i = 0; i < 10; ++i) {
            items.edit([=](QList<int> &all) { all.append(number); });
            count = count + 1;
        }
    }
};

class Script : public Flow
{
public:
    Script(const WorkOptions &options, std::function<void(Script &)> body)
        : work{this, "work", options}, m_body(std::move(body))
    {
    }

    Child<Talks> work;
    State<int> step{this, "step"};
    using Flow::clock;
    using Flow::stop;

    void run() { m_body(*this); }

private:
    std::function<void(Script &)> m_body;
};

// A script in a loop with a clock of its own, and no heartbeat.
struct App : Driven<Script>
{
    App(const WorkOptions &options, std::function<void(Script &)> body, Store *store = nullptr)
        : Driven({.store = store, .heartbeat = 0ms}, options, std::move(body))
    {}
};

const WorkOptions side{.parallel = true, .onFailure = OnFailure::Continue};

QString listed(const QList<int> &numbers) { return preview(Json(numbers)); }

} // namespace

class WhileRunning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        executed.take();
        isFree = false;
        first.open();
        second.open();
    }

    void aFlowSeesWhatARunHasWrittenAndStopsItAndThenTheApp()
    {
        App app(side, [](Script &s) {
            s.work.run(Talks::CountsAndWaitsForStop, 1);
            if (s.work.isRunning() && s.work.count == 1)
                s.work.cancel("seen");
            if (s.work.hasCancelled())
                s.stop();
        });
        QCOMPARE(app.loop.exec(), 0);
        QCOMPARE(executed.take(), QStringList("begin 1")); // nothing of it after the stop
        QCOMPARE(toWord(app.root.work.status()), "cancelled");
        QCOMPARE(app.root.work.error(), "seen");
        QCOMPARE(int(app.root.work.count), 0); // as before the run
    }

    void aFlowIsTickedOnceForEachChangeThatARunMakes()
    {
        first.close();
        second.close();
        QStringList seen;
        App app(side, [&seen](Script &s) {
            seen += toWord(s.work.status());
            s.work.run(Talks::TellsTwice, 1);
            seen.last() += u" %1 %2 "_s.arg(s.work.count).arg(listed(s.work.items)) + toWord(s.work.status());
        });
        QVERIFY(app.loop.runUntil([&] { return seen.size() == 2; }));
        first.open(); // the same number again, and a list that is left as it is: no change
        QVERIFY(app.loop.runUntil([&] { return seen.size() == 3; }));
        second.open();
        app.settle();
        QCOMPARE(seen,
                 QStringList({"notStarted 0 [] running", "running 1 [] running", "running 1 [7] running",
                              "succeeded 1 [7] succeeded"}));
        QCOMPARE(app.loop.ticks(), 4);
    }

    void whatAFlowSharesIsReadByTheRunThatIsUnderWayAtOnceAndLater()
    {
        first.close();
        second.close();
        App app(side, [](Script &s) {
            s.work.run(Talks::Listens, 1);
            if (s.work.isRunning())
                s.work.goal = s.step.value();
        });
        app.root.step = 3;
        QVERIFY(app.loop.runUntil([&] { return int(app.root.work.goal) == 3; }));
        first.open();
        QVERIFY(app.loop.runUntil([&] { return int(app.root.work.count) == 30; }));
        app.clock.advance(1h);
        app.loop.post([&] { app.root.step = 4; });
        QVERIFY(app.loop.runUntil([&] { return int(app.root.work.goal) == 4; }));
        second.open();
        QCOMPARE(app.settle(), QStringList({"begin 1", "end 1"}));
        QCOMPARE(int(app.root.work.count), 40);
        QCOMPARE(int(app.root.work.goal), 4); // the last write, though the run has ended since
    }

    void aFlowEmptiesTheStatesOfAWorkBetweenTwoOfItsRuns_data() { executors(); }
    void aFlowEmptiesTheStatesOfAWorkBetweenTwoOfItsRuns()
    {
        QStringList seen;
        App app(sideIn(), [&seen](Script &s) {
            if (s.step == 0) {
                s.work.run(Talks::AppendsTen, 1);
                if (!s.work.hasSucceeded())
                    return;
                seen += u"%1 %2"_s.arg(s.work.count).arg(listed(s.work.items));
                s.work.items = QList<int>();
                s.work.count = 0;
                s.step = 1;
            }
            s.work.run(Talks::AppendsTen, 2);
        });
        QCOMPARE(app.settle(), QStringList({"begin 1", "end 1", "begin 2", "end 2"}));
        QCOMPARE(seen, QStringList("10 [1,1,1,1,1,1,1,1,1,1]"));
        QCOMPARE(listed(app.root.work.items), "[2,2,2,2,2,2,2,2,2,2]");
        QCOMPARE(int(app.root.work.count), 10);
    }

    void callsOfOneWorkThatComeTogetherRunOneAfterTheOtherAndLoseNoUpdate_data() { executors(); }
    void callsOfOneWorkThatComeTogetherRunOneAfterTheOtherAndLoseNoUpdate()
    {
        App app(sideIn(), [](Script &s) {
            for (int i = 0; i < 20; ++i)
                s.work.run(Talks::AppendsTen, i);
        });
        const QStringList lines = app.settle();
        QCOMPARE(lines.size(), 40);
        QCOMPARE(int(app.root.work.count), 200);
        QCOMPARE(app.root.work.items->size(), 200);
        for (qsizetype i = 0; i < 200; ++i)
            QCOMPARE(app.root.work.items->at(i), int(i / 10));
    }

    void aCallIsRunningOrQueuedInTheLineAfterItWasAskedFor()
    {
        first.close();
        QStringList seen;
        App app(side, [&seen](Script &s) {
            for (int number : {1, 2}) {
                s.work.run(Talks::Passes, number);
                seen += toWord(s.work.status());
            }
        });
        QVERIFY(app.loop.runUntil([&] { return app.loop.ticks() == 1; }));
        QCOMPARE(seen, QStringList({"running", "queued"}));
        QVERIFY(app.root.work.isQueued() && app.root.work.hasStarted());
        first.open();
        QCOMPARE(app.settle(), QStringList({"begin 1", "end 1", "begin 2", "end 2"}));
    }

    void aStoppedCallSaysSoAndRunsAgainWhenItIsToBeRetried()
    {
        App app({}, [](Script &s) {
            s.work.run(Talks::CountsAndWaitsForStop, 1);
            executed.add("after");
        });
        QVERIFY(app.loop.runUntil([] { return executed.contains("begin 1"); }));
        app.loop.post([&] { app.root.work.cancel("not now"); });
        QCOMPARE(app.settle(), QStringList("begin 1"));
        QCOMPARE(toWord(app.root.work.status()), "cancelled");
        QCOMPARE(toWord(app.loop.stage()), "failed"); // since nobody caught it
        app.loop.wake();
        QCOMPARE(app.settle(), QStringList());
        isFree = true;
        app.loop.post([&] { app.root.work.retryNow(); });
        QCOMPARE(app.settle(), QStringList({"begin 1", "end 1", "after"}));
        QCOMPARE(toWord(app.loop.stage()), "running");
        QCOMPARE(app.root.work.numSuccesses(), 1);
    }

    void aFlowStopsBecauseARunTookTooLong()
    {
        App app({.parallel = true, .onFailure = OnFailure::Continue, .timeout = {.run = 10s}}, [](Script &s) {
            s.work.run(Talks::CountsAndWaitsForStop, 1);
            if (s.work.hasTimedOut())
                s.stop();
        });
        QVERIFY(app.loop.runUntil([] { return executed.contains("begin 1"); }));
        app.clock.advance(10s);
        QCOMPARE(app.loop.exec(), 0);
        QStringList statuses;
        for (const StatusChange &change : app.root.work.statuses())
            statuses += toWord(change.status);
        QCOMPARE(statuses, QStringList({"queued", "running", "timedOut"}));
    }

    void theStoreHasTheStatesOfARunOnceItHasEnded()
    {
        first.close();
        const auto store = Store::inMemory();
        App app(
            side, [](Script &s) { s.work.run(Talks::TellsTwice, 1); }, store.get());
        QVERIFY(app.loop.runUntil([&] { return int(app.root.work.count) == 1; }));
        const Run begun = *store->run(1);
        QVERIFY(begun.states.isNull() && !store->call(begun.key));
        first.open();
        app.settle();
        const Value states = store->run(1)->states;
        QCOMPARE(preview(states.toJson()), "{\"count\":1,\"goal\":0,\"items\":[7]}");
        QCOMPARE(store->call(begun.key)->states, states);
    }

    void aTimeThatIsPassedToABlockingCallMakesOneRunOfEachPass()
    {
        first.close();
        App app({}, [](Script &s) {
            s.work.run(Talks::Passes, int(toMicroseconds(s.clock().now()) / 1'000'000 % 1'000));
            executed.add("after");
        });
        for (int i = 0; i < 50; ++i) {
            app.clock.advance(1s);
            QVERIFY(app.ticksOnceMore());
            QCOMPARE(app.loop.activeRuns(), std::size_t(1));
        }
        first.open();
        const QStringList lines = app.settle();
        QCOMPARE(lines.filter("begin").size(), 1);
        QCOMPARE(lines.last(), "after");
        app.loop.wake(); // the next pass has a time of its own
        QCOMPARE(app.settle().filter("begin").size(), 1);
    }

    void aStateTakesNoOtherType()
    {
        static_assert(std::is_assignable_v<State<int> &, int>);
        static_assert(!std::is_assignable_v<State<int> &, QString>);
        static_assert(!std::is_assignable_v<State<QString> &, QList<int>>);
    }

private:
    // For tests in which nothing waits at a gate.
    static void executors()
    {
        QTest::addColumn<ExecutorKind>("executor");
        QTest::newRow("in place") << ExecutorKind::InPlace;
        QTest::newRow("threads") << ExecutorKind::Threads;
    }

    static WorkOptions sideIn()
    {
        QFETCH(ExecutorKind, executor);
        WorkOptions options = side;
        options.executor = executor;
        return options;
    }
};

QTEST_GUILESS_MAIN(WhileRunning)
#include "tst_whilerunning.moc"
