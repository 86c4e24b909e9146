// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The contract of run(props...), in each executor: which calls run, which are skipped, where the flow waits.
#include <support/adds.h>
#include <support/driven.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Body = std::function<void(class Script &)>;

class Lists : public Work
{
public:
    void run(const QList<int> &numbers)
    {
        QString line = u"list"_s;
        for (const int number : numbers)
            line += u" %1"_s.arg(number);
        executed.add(line);
    }
};

// A flow whose run() is given by each test.
class Script : public Flow
{
public:
    explicit Script(const WorkOptions &options, Body script)
        : adds{this, "adds", options}, other{this, "other"}, body(std::move(script))
    {}

    Child<Adds> adds, other;
    Child<Lists> lists{this, "lists"};
    State<int> steps{this, "steps"};
    Body body;
    using Flow::clock;
    using Flow::stop;

    void run() { body(*this); }
};

// A script in a loop with a clock of its own, and no heartbeat.
struct App : Driven<Script>
{
    App(const WorkOptions &options, ExecutorKind executor, Body body)
        : Driven({.heartbeat = 0ms, .executor = executor}, options, std::move(body))
    {}
};

void note(const char *text)
{
    executed.add(QString::fromUtf8(text));
}

// What a work writes while it runs may cause a tick of its own, in which a waiting flow says the same again.
QStringList withoutRepeats(QStringList lines)
{
    const auto repeated = std::ranges::unique(lines);
    lines.erase(repeated.begin(), repeated.end());
    return lines;
}

} // namespace

class Contract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<ExecutorKind>("executor");
        QTest::newRow("in place") << ExecutorKind::InPlace;
        QTest::newRow("threads") << ExecutorKind::Threads;
    }

    void init() { executed.take(); }

    void newPropsStartABlockingCallAndSuspendTheFlowUntilItEnded()
    {
        App app({}, kind(), [](Script &s) { note("before"), s.adds.run(1, 2), note("after"); });
        QCOMPARE(withoutRepeats(app.settle()), QStringList({"before", "add 1 2", "before", "after"}));
    }

    void propsThatSucceededAreSkippedAndTheFlowGoesOn()
    {
        App app({}, kind(), [](Script &s) { s.adds.run(1, 2), s.adds.run(1, 2), note("after"); });
        QCOMPARE(app.settle(), QStringList({"add 1 2", "after"}));
        app.loop.wake();
        QCOMPARE(app.settle(), QStringList({"after"}));
        QCOMPARE(app.root.adds.numSuccesses(), 1);
    }

    void newPropsStartAParallelCallAndTheFlowGoesOn()
    {
        App app({.parallel = true}, kind(), [](Script &s) { s.adds.run(1, 2), note("after"); });
        const QStringList lines = app.settle();
        QCOMPARE(lines.count("add 1 2"), 1);
        QCOMPARE(lines.last(), "after");
        QVERIFY(lines.count("after") >= 2);
    }

    void aParallelCallThatSucceededIsSkipped()
    {
        App app({.parallel = true}, kind(), [](Script &s) { s.adds.run(1, 2); });
        app.settle();
        app.loop.wake();
        QCOMPARE(app.settle(), QStringList());
    }

    void anUncachedBlockingCallStartsAgainAndCodeAfterItIsNeverReached()
    {
        App app({.cacheCalls = false, .minInterval = 0ms}, kind(), [&](Script &s) {
            note("before");
            if (s.adds.numSuccesses() == 3)
                s.stop();
            s.adds.run(1, 2);
            note("after");
        });
        QVERIFY(app.loop.runUntil([&] { return app.loop.stage() == Stage::Ended; }));
        QCOMPARE(withoutRepeats(executed.take()), QStringList({"before", "add 1 2", "before", "add 1 2", "before", "add 1 2", "before"}));
    }

    void theWarningAboutUnreachableCodeIsGivenOnce()
    {
        int ticks = 0;
        App app({.cacheCalls = false, .minInterval = 0ms}, kind(), [&](Script &s) {
            if (++ticks == 6)
                s.stop();
            s.adds.run(1, 2);
        });
        QVERIFY(app.loop.runUntil([&] { return app.loop.stage() == Stage::Ended; }));
        QCOMPARE(app.reports.filter("code after the call of adds does not run").size(), 1);
    }

    void anUncachedParallelCallStartsAgainAtEveryTickAndTheFlowGoesOn()
    {
        App app({.cacheCalls = false, .parallel = true, .minInterval = 0ms}, kind(), [&](Script &s) {
            if (s.adds.numSuccesses() == 3)
                s.stop();
            s.adds.run(1, 2);
            note("after");
        });
        QVERIFY(app.loop.runUntil([&] { return app.loop.stage() == Stage::Ended; }));
        const QStringList lines = executed.take();
        QCOMPARE(lines.count("add 1 2"), 3);
        QVERIFY(lines.count("after") >= 3);
    }

    void startsOfAnUncachedCallLieAnIntervalApart()
    {
        App app({.cacheCalls = false, .parallel = true, .minInterval = 100ms}, kind(), [](Script &s) { s.adds.run(1, 2); });
        QCOMPARE(app.settle(), QStringList("add 1 2"));
        app.clock.advance(99ms);
        app.loop.wake();
        QCOMPARE(app.settle(), QStringList());
        app.clock.advance(1ms);
        QCOMPARE(app.settle(), QStringList("add 1 2"));
    }

    void allHistoryCountsNotTheLastPropsAlone()
    {
        App app({}, kind(), [](Script &s) { s.adds.run(1, 0), s.adds.run(2, 0), s.adds.run(1, 0), s.adds.run(2, 0); });
        QCOMPARE(app.settle(), QStringList({"add 1 0", "add 2 0"}));
        app.loop.wake();
        QCOMPARE(app.settle(), QStringList());
    }

    void orderAndRepetitionOfPropsCount()
    {
        App app({}, kind(), [](Script &s) { s.adds.run(1, 2), s.adds.run(2, 1), s.adds.run(1, 1), s.adds.run(1, 2); });
        QCOMPARE(app.settle(), QStringList({"add 1 2", "add 2 1", "add 1 1"}));
    }

    void elementsOfAListCountInTheirOrderAndEachTime()
    {
        App app({}, kind(), [](Script &s) {
            for (const QList<int> &list : {QList{1, 2}, {2, 1}, {1}, {1, 1}, {}, {1, 1, 2}, {2500}, {19690}, {1, 2}})
                s.lists.run(list);
        });
        QCOMPARE(app.settle(), QStringList({"list 1 2", "list 2 1", "list 1", "list 1 1", "list", "list 1 1 2", "list 2500", "list 19690"}));
    }

    void setsOfPropsThatTakeTurnsRunOnceEach_data()
    {
        QTest::addColumn<bool>("parallel");
        QTest::newRow("blocking") << false;
        QTest::newRow("parallel") << true;
    }

    void setsOfPropsThatTakeTurnsRunOnceEach()
    {
        QFETCH(bool, parallel);
        App app({.parallel = parallel}, kind(), [](Script &s) { s.adds.run(1, 0), s.adds.run(2, 0); });
        QCOMPARE(app.settle(), QStringList({"add 1 0", "add 2 0"}));
        for (int turn = 0; turn < 5; ++turn) {
            app.clock.advance(2s);
            app.loop.wake();
            QCOMPARE(app.settle(), QStringList());
        }
        QCOMPARE(app.root.adds.numSuccesses(), 2);
    }

    void aHitShowsTheStatesOfItsCall()
    {
        QList<int> seen;
        App app({}, kind(), [&](Script &s) {
            s.adds.run(1, 0);
            const int first = s.adds.sum;
            s.adds.run(10, 0);
            seen = {first, s.adds.sum};
        });
        app.settle();
        QCOMPARE(seen, QList<int>({1, 10}));
        app.loop.wake();
        app.settle();
        QCOMPARE(seen, QList<int>({1, 10}));
    }

    void aCallThatEndsIsShownOnlyWhenItWasAskedForLast()
    {
        App app({.parallel = true}, kind(), [](Script &s) { s.adds.run(1, 0), s.adds.run(2, 0); });
        app.settle();
        QCOMPARE(int(app.root.adds.sum), 2);
        QCOMPARE(app.root.adds.numSuccesses(), 2);
    }

    void aResultThatIsNotThereYetSuspendsWhoReadsIt()
    {
        App app({.parallel = true}, kind(), [](Script &s) {
            const auto result = s.adds.run(1, 2);
            note("started");
            s.other.run(result, 4);
            note("joined");
        });
        const QStringList lines = app.settle();
        QCOMPARE(lines.count("add 30 4"), 1);
        QVERIFY(lines.indexOf("started") < lines.indexOf("add 30 4"));
        QCOMPARE(lines.last(), "joined");
    }

    void aFailedBlockingCallIsThrownIntoTheFlow()
    {
        QString what;
        App app({}, kind(), [&](Script &s) {
            try {
                s.adds.run(-1, 0);
            } catch (const RunFailed &failure) {
                what = failure.what();
            }
        });
        QCOMPARE(app.settle(), QStringList("add -1 0"));
        QCOMPARE(what, "adds failed: a is below 0");
        QVERIFY(app.root.adds.hasFailed());
        QCOMPARE(app.root.adds.numFailures(), 1);
    }

    void aFailureIsRememberedAndNotTriedAgain()
    {
        App app({.onFailure = OnFailure::Continue}, kind(), [](Script &s) { s.adds.run(-1, 0), note("after"); });
        QCOMPARE(app.settle(), QStringList({"add -1 0", "after"}));
        app.loop.wake();
        QCOMPARE(app.settle(), QStringList("after"));
    }

    void aFailingCallAndAGoodOneComeToRest()
    {
        App app({.onFailure = OnFailure::Continue}, kind(), [](Script &s) { s.adds.run(-1, 0), s.adds.run(1, 0); });
        QCOMPARE(app.settle(), QStringList({"add -1 0", "add 1 0"}));
        app.loop.wake();
        QCOMPARE(app.settle(), QStringList());
        QCOMPARE(int(app.root.adds.sum), 1);
    }

    void aFailureThatNobodyCatchesMarksTheAppAndIsShownOnce()
    {
        App app({}, kind(), [](Script &s) { s.adds.run(-1, 0), note("after"); });
        QCOMPARE(app.settle(), QStringList("add -1 0"));
        QCOMPARE(toWord(app.loop.stage()), "failed");
        const qint64 ticks = app.loop.ticks();
        app.loop.wake();
        app.settle();
        QCOMPARE(app.loop.ticks(), ticks + 1);
        QCOMPARE(app.reports.filter("failed:"), QStringList("failed: a is below 0 (run 1)"));
    }

    void aFailureIsSeenByTheVeryNextTick()
    {
        App app({}, kind(), [](Script &s) { s.adds.run(-1, 0); });
        QVERIFY(app.loop.runUntil([&] { return app.loop.stage() == Stage::Failed; }));
        QCOMPARE(app.loop.ticks(), 2); // the one that asked for it, and this
    }

    void aFailureCanEndTheApp()
    {
        App app({.onFailure = OnFailure::StopApp}, kind(), [](Script &s) { s.adds.run(-1, 0); });
        QVERIFY(app.loop.runUntil([&] { return app.loop.stage() == Stage::Ended; }));
        QCOMPARE(app.loop.exitCode(), 1);
    }

    void aFailedParallelCallLetsTheFlowGoOnAndItsResultThrows()
    {
        App app({.parallel = true}, kind(), [](Script &s) {
            const auto result = s.adds.run(-1, 0);
            note("after");
            try {
                s.other.run(result, 0);
            } catch (const RunFailed &) {
                note("thrown");
            }
        });
        const QStringList lines = app.settle();
        QCOMPARE(lines.last(), "thrown");
        QCOMPARE(lines.count("thrown"), 1);
    }

    void aFailingUncachedCallWaitsTwiceAsLongEachTime()
    {
        App app({.cacheCalls = false, .parallel = true, .minInterval = 0ms}, kind(), [](Script &s) { s.adds.run(-1, 0); });
        QCOMPARE(app.settle().size(), 1);
        for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
            app.clock.advance(wait - 1ms);
            QCOMPARE(app.settle(), QStringList());
            app.clock.advance(1ms);
            QCOMPARE(app.settle().size(), 1);
        }
    }

    void aFailedRunLeavesTheStatesAsTheyWere()
    {
        App app({.onFailure = OnFailure::Continue}, kind(), [](Script &s) { s.adds.run(1, 1), s.adds.run(-1, 5); });
        app.settle();
        QCOMPARE(int(app.root.adds.sum), 2);
    }

    void writesOfAFlowCauseOneMoreTick()
    {
        App app({}, kind(), [](Script &s) {
            if (s.steps < 3)
                s.steps = s.steps + 1;
        });
        app.settle();
        QCOMPARE(app.loop.ticks(), 4);
    }

    void aWriteThatIsTakenBackWithinTheTickCausesNone()
    {
        App app({}, kind(), [](Script &s) { s.steps = 1, s.steps = 0; });
        app.settle();
        QCOMPARE(app.loop.ticks(), 1);
    }

    void aFlowThatWritesForEverFallsBackToTheHeartbeat()
    {
        App app({}, kind(), [](Script &s) { s.steps = s.steps + 1; });
        app.settle();
        QCOMPARE(app.loop.ticks(), 101);
        QCOMPARE(app.reports.filter("100 ticks in a row").size(), 1);
    }

    void aSwallowedSuspensionIsSaid()
    {
        App app({}, kind(), [](Script &s) {
            try {
                s.adds.run(1, 2);
            } catch (...) {
            }
        });
        app.settle();
        QCOMPARE(app.reports.filter("a suspension was caught").size(), 1);
    }

    void stopEndsTheAppAndNothingAfterItIsExecuted()
    {
        App app({}, kind(), [](Script &s) { note("before"), s.stop("that was it"), note("after"); });
        QString message;
        QObject::connect(&app.loop, &EventLoop::ended, &app.loop, [&](int, const QString &text) { message = text; });
        QVERIFY(app.loop.runUntil([&] { return app.loop.stage() == Stage::Ended; }));
        QCOMPARE(executed.take(), QStringList("before"));
        QCOMPARE(message, "that was it");
        QCOMPARE(app.loop.exitCode(), 0);
    }

    void todayIsAnInputThatWakesTheLoopAtMidnight()
    {
        App app({}, kind(), [](Script &s) { executed.add(s.clock().today()); });
        app.clock.set(fromDateTime(QDateTime(QDate(2026, 11, 21), QTime(23, 59, 59), Qt::UTC)));
        app.settle();
        app.clock.advance(1s);
        QCOMPARE(app.settle(), QStringList("2026-11-22"));
    }

    void aJobThatRunsOverMidnightIsFinishedForTheDayItBeganWith()
    {
        App app({}, kind(), [&](Script &s) {
            const QString day = s.clock().today();
            s.adds.run(day.right(2).toInt(), 0);
            executed.add("report " + day);
            s.other.run(day.right(2).toInt(), 1);
        });
        app.clock.set(fromDateTime(QDateTime(QDate(2026, 11, 21), QTime(23, 59, 59), Qt::UTC)));
        QVERIFY(app.loop.runUntil([&] { return app.root.adds.hasStarted(); }));
        app.clock.advance(10s); // midnight passes while the flow is suspended
        QStringList lines = app.settle();
        lines.removeDuplicates(); // a tick more or less says the same
        QCOMPARE(lines, QStringList({"add 21 0", "report 2026-11-21", "add 21 1",
                                     "add 22 0", "report 2026-11-22", "add 22 1"}));
    }

    void anIdleAppDoesNotTick()
    {
        App app({}, kind(), [](Script &s) { s.adds.run(1, 2); });
        app.settle();
        const qint64 ticks = app.loop.ticks();
        for (int i = 0; i < 100; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(app.loop.ticks(), ticks);
    }

    void manyWakesMakeOneTick()
    {
        App app({}, kind(), [](Script &s) { s.adds.run(1, 2); });
        app.settle();
        const qint64 ticks = app.loop.ticks();
        for (int i = 0; i < 100; ++i)
            app.loop.wake();
        app.settle();
        QCOMPARE(app.loop.ticks(), ticks + 1);
    }

private:
    static ExecutorKind kind()
    {
        QFETCH_GLOBAL(ExecutorKind, executor);
        return executor;
    }
};

QTEST_GUILESS_MAIN(Contract)
#include "tst_contract.moc"
