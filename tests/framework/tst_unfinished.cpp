// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What a run must not leave behind while it is under way, or when it left nothing.
#include <once/childmap.h>

#include <support/driven.h>
#include <support/gate.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Gate gate;

// Writes its number at once, and ends when the gate is open.
class Writes : public Work
{
public:
    State<int> value{this, "value"};
    State<QList<int>> all{this, "all"};

    void run(int number)
    {
        value = number;
        all.edit([number](QList<int> &list) { list.append(number); });
        executed.add(u"%1 %2"_s.arg(belowRoot(path())).arg(number));
        if (number >= 100)
            gate.pass();
        if (number % 100 == 99)
            throw std::runtime_error("99");
    }
};

class Script : public Flow
{
public:
    Script(const WorkOptions &options, std::function<void(Script &)> script)
        : work{this, "work", options}, other{this, "other", options}, many{this, "many", options}, m_script(std::move(script))
    {}

    Child<Writes> work, other;
    ChildMap<Writes> many;
    using Flow::clock;

    void run() { m_script(*this); }

private:
    std::function<void(Script &)> m_script;
};

struct App : Driven<Script>
{
    App(const WorkOptions &options, std::function<void(Script &)> script, LoopOptions loopOptions = {})
        : Driven(quiet(loopOptions), options, std::move(script))
    {}

    static LoopOptions quiet(LoopOptions options)
    {
        options.heartbeat = 0ms;
        return options;
    }
};

const WorkOptions side{.parallel = true, .version = "1", .onFailure = OnFailure::Continue};

WorkOptions with(const std::function<void(WorkOptions &)> &change)
{
    WorkOptions options = side;
    change(options);
    return options;
}

} // namespace

class Unfinished : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        executed.take();
        gate.open();
    }

    void aHitShowsTheStatesOfItsCallThoughAnotherRunHasWrittenMeanwhile()
    {
        gate.close();
        QList<int> seen;
        App app(side, [&](Script &s) {
            s.work.run(1);
            if (s.work.hasSucceeded())
                seen.append(s.work.value);
            s.work.run(200);
        });
        QVERIFY(app.hasExecuted("work 200"));
        for (int turn = 0; turn < 3; ++turn)
            QVERIFY(app.takesATurn()); // what it has written so far comes in
        gate.open();
        app.settle();
        QVERIFY(!seen.isEmpty());
        QVERIFY(!seen.contains(200));
    }

    void aJobOverMidnightDoesNotSpinTheLoop()
    {
        gate.close();
        App app({.version = "1"}, [](Script &s) {
            const QString day = s.clock().today();
            s.work.run(100 + day.right(2).toInt());
        });
        QVERIFY(app.hasExecuted("work 125"));
        app.clock.advance(24h);
        const qint64 ticks = app.loop.ticks();
        for (int turn = 0; turn < 20; ++turn)
            QVERIFY(app.takesATurn()); // each a cause of one tick
        QVERIFY(app.loop.ticks() <= ticks + 21);
        gate.open();
        QCOMPARE(app.settle(), QStringList({"work 125", "work 126"}));
    }

    void whatIsCancelledWhileItWaitsForAThreadDoesNotBegin()
    {
        gate.close();
        App app(side, [](Script &s) { s.other.run(100), s.work.run(1); }, {.threads = 1});
        QVERIFY(app.hasExecuted("other 100"));
        QVERIFY(app.root.work.isQueued());
        app.loop.post([&] { app.root.work.cancel(); });
        QVERIFY(app.loop.runUntil([&] { return app.root.work.hasCancelled(); }));
        gate.open();
        QCOMPARE(app.settle(), QStringList("other 100"));
    }

    void whatARunHasWrittenThatLeftNothingIsTakenBack_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("it was cancelled and did not listen") << 300;
        QTest::newRow("it failed") << 299;
    }

    void whatARunHasWrittenThatLeftNothingIsTakenBack()
    {
        QFETCH(int, number);
        gate.close();
        int next = 1;
        App app(side, [&](Script &s) { s.work.run(next); });
        app.settle();
        next = number;
        app.loop.wake();
        QVERIFY(app.loop.runUntil([&] { return int(app.root.work.value) == number; }));
        if (number == 300)
            app.loop.post([&] { app.root.work.cancel(); });
        QVERIFY(app.takesATurn());
        gate.open();
        app.settle();
        QCOMPARE(int(app.root.work.value), 1);
        next = 2;
        app.loop.wake();
        app.settle();
        QCOMPARE(app.root.work.all.value(), QList<int>({1, 2}));
    }

    void retryNowOnARunThatWaitsForItsTurnDoesNotQueueItTwice()
    {
        gate.close();
        App app(with([](auto &o) { o.retry = {.max = 1, .backoff = 1s}; }), [](Script &s) { s.work.run(99), s.work.run(100), s.work.run(99); });
        QVERIFY(app.hasExecuted("work 100")); // 99 has failed, and sleeps
        app.clock.advance(1s);
        QVERIFY(app.takesATurn()); // it waits behind 100
        for (int i = 0; i < 2; ++i)
            app.loop.post([&] { app.root.work.retryNow(); });
        QVERIFY(app.takesATurn());
        gate.open();
        QCOMPARE(app.settle(), QStringList({"work 99", "work 100", "work 99"}));
        QVERIFY(app.root.work.hasFailed());
    }

    void aPausedWorkHoldsWhatIsQueued()
    {
        gate.close();
        App app(side, [](Script &s) { s.work.run(100), s.work.run(2); });
        QVERIFY(app.hasExecuted("work 100"));
        app.loop.post([&] { app.root.work.pause(); });
        gate.open();
        QVERIFY(app.loop.runUntil([&] { return app.root.work.numSuccesses() == 1; }));
        QVERIFY(app.takesATurn());
        QCOMPARE(executed.take(), QStringList("work 100"));
        app.loop.post([&] { app.root.work.resume(); });
        QCOMPARE(app.settle(), QStringList("work 2"));
    }

    void whatWaitsForItsNextAttemptMakesWayToo()
    {
        int next = 99;
        App app(with([](auto &o) { o.retry = {.max = 5, .backoff = 1s}, o.whenBusy = WhenBusy::LatestOnly; }), [&](Script &s) { s.work.run(next); });
        app.settle();
        next = 2;
        app.loop.wake();
        app.settle();
        app.clock.advance(1h);
        QCOMPARE(app.settle(), QStringList());
    }

    void aWorkThatFollowsAnothersRunMayBeRemoved()
    {
        gate.close();
        App app(with([](auto &o) { o.share = "writes"; }), [](Script &s) {
            s.many["a"].run(100);
            if (!executed.contains("remove"))
                s.many["b"].run(100);
        });
        QVERIFY(app.hasExecuted("many.a 100"));
        QVERIFY(app.root.many["b"].isRunning());
        executed.add("remove");
        app.loop.post([&] { app.root.many.remove("b"); });
        QVERIFY(app.takesATurn());
        QVERIFY(app.takesATurn());
        gate.open();
        app.settle();
        QVERIFY(app.root.many["a"].hasSucceeded());
        QVERIFY(!app.root.many.contains("b"));
    }

    void whoFollowsARunThatWasRemovedRunsItself()
    {
        gate.close();
        App app(with([](auto &o) { o.share = "writes"; }), [](Script &s) {
            if (!executed.contains("remove"))
                s.many["a"].run(100);
            s.many["b"].run(100);
        });
        QVERIFY(app.hasExecuted("many.a 100"));
        executed.add("remove");
        app.loop.post([&] { app.root.many.remove("a"); });
        QVERIFY(app.takesATurn());
        gate.open();
        QCOMPARE(app.settle(), QStringList({"many.a 100", "remove", "many.b 100"}));
        QVERIFY(app.root.many["b"].hasSucceeded());
    }

    void aMemberThatIsMadeAnewGoesOnWithItsCounters()
    {
        int removed = 0;
        App app(side, [](Script &s) { s.many["a"].run(1), s.many["a"].run(2); });
        app.settle();
        QCOMPARE(app.root.many["a"].numSuccesses(), 2);
        app.loop.post([&] { removed += app.root.many.remove("a"); });
        app.settle();
        QCOMPARE(removed, 1);
        QCOMPARE(app.root.many["a"].numSuccesses(), 2);
        QCOMPARE(int(app.root.many["a"].value), 2);
    }

    void aRestartShowsTheCallThatWasShownThoughRunsEndedOutOfOrder()
    {
        const auto store = Store::inMemory();
        {
            App app(with([](auto &o) { o.retry = {.max = 1, .backoff = 1s}; }), [](Script &s) { s.work.run(2), s.work.run(1); }, {.store = store.get()});
            app.settle();
            app.loop.post([&] { app.root.work.forget(); });
            app.settle();
        }
        App app(side, [](Script &) {}, {.store = store.get()});
        QCOMPARE(int(app.root.work.value), 1);
    }

    void aFailureLosesNoUpdateOfTheRunBeforeItThatIsNotShown()
    {
        App app(side, [](Script &s) { s.work.run(1), s.work.run(99), s.work.run(2); });
        app.settle();
        QCOMPARE(app.root.work.all.value(), QList<int>({1, 2}));
    }

    void cancellingWhatWaitsLeavesTheRunThatIsUnderWayAlone()
    {
        gate.close();
        int next = 100;
        App app(with([](auto &o) { o.whenBusy = WhenBusy::LatestOnly; }), [&](Script &s) { s.work.run(100), s.work.run(next), s.work.run(100); });
        QVERIFY(app.hasExecuted("work 100"));
        for (next = 2; next < 5; ++next) // each takes the place of the one that waits
            QVERIFY(app.ticksOnceMore());
        QCOMPARE(int(app.root.work.value), 100);
        next = 100;
        gate.open();
        app.settle();
        QCOMPARE(int(app.root.work.value), 100);
        QCOMPARE(app.root.work.all.value(), QList<int>({100}));
    }

    void whatASuccessHasWrittenThatIsNotShownIsNotShown()
    {
        gate.close();
        int next = 100;
        App app(side, [&](Script &s) { s.work.run(next); });
        QVERIFY(app.loop.runUntil([&] { return int(app.root.work.value) == 100; }));
        next = 99; // it waits behind 100, and fails
        app.loop.wake();
        QVERIFY(app.takesATurn());
        gate.open();
        app.settle();
        QCOMPARE(app.root.work.numSuccesses(), 1);
        QCOMPARE(int(app.root.work.value), 0);
    }

    void aPausedUncachedWorkHoldsTheFlow()
    {
        App app({.cacheCalls = false, .version = "1", .minInterval = 0ms}, [](Script &s) {
            if (s.work.numSuccesses() == 1)
                s.work.pause();
            s.work.run(1);
            executed.add("after");
        });
        QCOMPARE(app.settle(), QStringList("work 1"));
        app.loop.wake();
        QCOMPARE(app.settle(), QStringList());
    }

    void inPlaceAFailureThatIsToBeContinuedFromIsNotThrown()
    {
        const WorkOptions options{.version = "1", .onFailure = OnFailure::Continue};
        Root<Script> root(options, [](Script &s) { s.work.run(99), executed.add("after"); });
        root.run();
        QCOMPARE(executed.take(), QStringList({"work 99", "after"}));
    }
};

QTEST_GUILESS_MAIN(Unfinished)
#include "tst_unfinished.moc"
