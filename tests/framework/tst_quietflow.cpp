// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// When a quiet flow is entered, and when not.
#include <once/childmap.h>
#include <once/command.h>
#include <once/dependency.h>
#include <once/detail/tree/callbook.h>

#include <support/driven.h>
#include <support/gate.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Gate gate;
int failures = 0; // so many of the next runs fail
QString global;

class Doubles : public Work
{
public:
    State<int> twice{this, "twice"};

    void run(int number)
    {
        executed.add(u"double %1"_s.arg(number));
        if (number > 1000)
            gate.pass();
        if (std::exchange(failures, std::max(0, failures - 1)) > 0)
            throw std::runtime_error("not now");
        twice = 2 * number;
    }
};

const WorkOptions side{.parallel = true, .version = "1"};

class Inner : public QuietFlow
{
public:
    Child<Doubles> work{this, "work", {.version = "1"}};

    void run(int number)
    {
        executed.add("inner");
        work.run(number);
    }
};

// Its run() is given by each test; every entry is told.
class Branch : public QuietFlow
{
public:
    Child<Doubles> work{this, "work", {.version = "1"}};
    Child<Doubles> beside{this, "beside", side};
    Child<Doubles> aging{this, "aging", {.version = "1", .timeToLive = 1h}};
    Child<Doubles> careful{this, "careful", {.version = "1", .onFailure = OnFailure::Continue}};
    Child<Doubles> depends{this, "depends", {.version = "1", .dependsOn = {dependency("global", &global)}}};
    Child<Doubles> again{this, "again", {.cacheCalls = false, .parallel = true, .minInterval = 10s}};
    ChildMap<Doubles> members{this, "members", side};
    Child<Inner> inner{this, "inner"};
    State<int> offset{this, "offset"};
    int plain = 0;
    Command<> bump{this, "bump", {"Counts.", {}}, [this] { ++plain; }};
    std::function<void(Branch &, int)> script;
    using Flow::clock;

    void run(int number)
    {
        executed.add("enter");
        script(*this, number);
    }
};

class Top : public Flow
{
public:
    explicit Top(std::function<void(Branch &, int)> script) { branch.script = std::move(script); }

    Child<Branch> branch{this, "branch"};
    Child<Doubles> elsewhere{this, "elsewhere", side};
    State<int> outside{this, "outside"};
    int number = 1;
    std::function<void(Top &)> before = [](Top &) {}, after = [](Top &) {};
    using Flow::concurrently;

    void run()
    {
        before(*this);
        branch.run(number);
        after(*this);
    }
};

struct App : Driven<Top>
{
    explicit App(std::function<void(Branch &, int)> script,
                 LoopOptions options = {.heartbeat = 0ms, .executor = ExecutorKind::InPlace})
        : Driven(options, std::move(script))
    {
    }

    Branch &branch() { return root.branch; }
};

void callsItsWork(Branch &branch, int number) { branch.work.run(number); }

} // namespace

Q_DECLARE_METATYPE(std::function<void(Top &)>)

class QuietFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        executed.take();
        failures = 0;
        global = "a";
    }

    void isEnteredInItsFirstTickAndUntilItsRunsHaveEndedAndThenNoMore()
    {
        App app(callsItsWork);
        QCOMPARE(app.settle(), QStringList({"enter", "double 1", "enter"}));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(app.settleAgain(), QStringList());
    }

    void aPlainFlowIsEnteredInEveryTick()
    {
        class Plain : public Flow
        {
        public:
            void run() { executed.add("plain"); }
        };
        class Above : public Flow
        {
        public:
            Child<Plain> plain{this, "plain"};
            void run() { plain.run(); }
        };
        Driven<Above> app({.heartbeat = 0ms});
        QCOMPARE(app.settle(), QStringList("plain"));
        QCOMPARE(app.settleAgain(), QStringList("plain"));
    }

    void otherArgumentsEnterIt()
    {
        App app(callsItsWork);
        app.settle();
        app.root.number = 2;
        QCOMPARE(app.settleAgain(), QStringList({"enter", "double 2", "enter"}));
        app.root.number = 1;
        QCOMPARE(app.settleAgain(), QStringList("enter"));
        QCOMPARE(app.branch().work.twice.value(), 2);
        QCOMPARE(app.settleAgain(), QStringList("enter")); // another call is shown than when it began
        QCOMPARE(app.settleAgain(), QStringList());
    }

    void aStateEntersIt_data()
    {
        using Write = std::function<void(Top &)>;
        QTest::addColumn<Write>("write");
        QTest::addColumn<bool>("enters");
        QTest::newRow("its own") << Write([](Top &top) { top.branch.offset = 1; }) << true;
        QTest::newRow("one of a work below") << Write([](Top &top) { top.branch.beside.twice = 1; }) << true;
        QTest::newRow("one of a flow below, by its work")
            << Write([](Top &top) { top.branch.inner.work.twice = 1; }) << true;
        QTest::newRow("the same value") << Write([](Top &top) { top.branch.offset = 0; }) << false;
        QTest::newRow("one above it") << Write([](Top &top) { top.outside = 1; }) << false;
    }

    void aStateEntersIt()
    {
        QFETCH(const std::function<void(Top &)>, write);
        QFETCH(const bool, enters);
        App app([](Branch &, int) {});
        app.settle();
        app.root.before = write;
        QCOMPARE(app.settleAgain(), QStringList(enters ? QStringList("enter") : QStringList()));
        app.loop.post([&] { app.root.branch.offset = 7; }); // between two ticks
        QCOMPARE(app.settle(), QStringList("enter"));
    }

    void whatItWritesItselfEntersItOnceMore()
    {
        App app([](Branch &branch, int) { branch.offset = 5; });
        QCOMPARE(app.settle(), QStringList({"enter", "enter"}));
        QCOMPARE(app.settleAgain(), QStringList());
    }

    void theEndOfAParallelRunEntersIt()
    {
        gate.close();
        App app([](Branch &branch, int number) { branch.beside.run(number); }, {.heartbeat = 0ms});
        app.root.number = 1001;
        QVERIFY(app.hasExecuted("double 1001"));
        gate.open();
        const QStringList lines = app.settle();
        QCOMPARE(lines.count("double 1001"), 1);
        QCOMPARE(lines.last(), "enter");
        QCOMPARE(app.settleAgain(), QStringList());
    }

    void aRunThatFailedIsThrownInEveryTickAsEver()
    {
        failures = 1;
        App app(callsItsWork);
        QCOMPARE(app.settle(), QStringList({"enter", "double 1", "enter"}));
        QCOMPARE(app.loop.stage(), Stage::Failed);
        QCOMPARE(app.settleAgain(), QStringList("enter"));
        QCOMPARE(app.loop.stage(), Stage::Failed);
    }

    void aFailureThatTheFlowGoesOnWithEntersItOnceAndARetryEntersItAgain()
    {
        failures = 1;
        App app([](Branch &branch, int number) {
            branch.careful.run(number);
            executed.add(branch.careful.hasFailed() ? "failed" : "well");
        });
        QVERIFY(app.settle().endsWith("failed"));
        QCOMPARE(app.settleAgain(), QStringList());
        app.loop.post([&] { app.branch().careful.retryNow(); });
        QVERIFY(app.settle().endsWith("well"));
        QCOMPARE(app.settleAgain(), QStringList());
    }

    void whatIsForgottenBelowRunsAgain()
    {
        App app(callsItsWork);
        app.settle();
        app.loop.post([&] { app.branch().work.forget(); });
        QCOMPARE(app.settle().count("double 1"), 1);
        QCOMPARE(app.settleAgain(), QStringList());
    }

    void isEnteredInEveryTickWhileACallWaitsForAWorkThatIsPaused()
    {
        App app([](Branch &branch, int number) { branch.beside.run(number); });
        app.branch().beside.pause();
        app.settle();
        QCOMPARE(app.settleAgain(), QStringList("enter"));
        app.loop.post([&] { app.branch().beside.resume(); });
        QCOMPARE(app.settle().count("double 1"), 1);
        QCOMPARE(app.settleAgain(), QStringList());
    }

    void midnightEntersItWhenItHasReadTheDay()
    {
        App app([](Branch &branch, int) { executed.add(branch.clock().today()); });
        const QString today = app.settle().last();
        QCOMPARE(app.settleAgain(), QStringList());
        QCOMPARE(app.settleAfter(1h), QStringList());
        const QStringList tomorrow = app.settleAfter(24h);
        QCOMPARE(tomorrow.size(), 2);
        QVERIFY(tomorrow.last() > today);
        QCOMPARE(app.settleAgain(), QStringList());
    }

    void midnightEntersAFlowThatWasLeftOutInManyTicks()
    {
        App app([](Branch &branch, int) { branch.clock().today(); });
        app.settle();
        app.settleAgain(), app.settleAgain();
        QCOMPARE(app.settleAfter(24h), QStringList("enter")); // by its own alarm
    }

    void theTimeOfDayIsAnotherOneInEveryTick()
    {
        App app([](Branch &branch, int) { branch.clock().now(); });
        app.settle();
        QCOMPARE(app.settleAgain(), QStringList("enter"));
    }

    void aResultThatGrowsTooOldEntersIt()
    {
        App app([](Branch &branch, int number) { branch.aging.run(number); });
        app.settle();
        QCOMPARE(app.settleAgain(), QStringList());
        QCOMPARE(app.settleAfter(61min).count("double 1"), 1);
    }

    void anUncachedCallIsMadeWhenItIsDue()
    {
        App app([](Branch &branch, int number) { branch.again.run(number); });
        QVERIFY(app.loop.runUntil([&] { return app.branch().again.numSuccesses() == 1; }));
        app.takesATurn(), executed.take();
        app.loop.wake();
        app.takesATurn();
        QCOMPARE(executed.take().count("double 1"), 0);
        app.clock.advance(10s);
        QVERIFY(app.loop.runUntil([&] { return app.branch().again.numSuccesses() == 2; }));
    }

    void whatAWorkDependsOnIsLookedAtInEveryTick()
    {
        App app([](Branch &branch, int number) { branch.depends.run(number); });
        app.settle();
        QCOMPARE(app.settleAgain(), QStringList("enter"));
        global = "b";
        QCOMPARE(app.settleAgain().count("double 1"), 1);
    }

    void membersThatComeAndGoEnterIt()
    {
        App app([](Branch &branch, int) {
            for (std::size_t i = 0; i < branch.members.size(); ++i)
                branch.members.at(i).run(int(i));
        });
        app.settle();
        app.loop.post([&] { app.branch().members["one"]; });
        QCOMPARE(app.settle().count("double 0"), 1);
        QCOMPARE(app.settleAgain(), QStringList());
        app.loop.post([&] { app.branch().members.remove("one"); });
        QCOMPARE(app.settle(), QStringList("enter"));
    }

    void aCommandEntersItThoughItWritesNoState()
    {
        App app([](Branch &branch, int) { executed.add(u"plain %1"_s.arg(branch.plain)); });
        app.settle();
        app.loop.post([&] { app.branch().bump.call(Json::array()); });
        QCOMPARE(app.settle(), QStringList({"enter", "plain 1"}));
        QCOMPARE(app.settleAgain(), QStringList());
    }

    void anotherFlowThatCallsItsWorkEntersIt()
    {
        App app(callsItsWork);
        app.settle();
        app.root.after = [](Top &top) { top.branch.work.run(1); };
        QCOMPARE(app.settleAgain(), QStringList());
        app.root.after = [](Top &top) { top.branch.work.run(2); };
        QCOMPARE(app.settleAgain().count("double 2"), 1);
        QVERIFY(app.settleAgain().contains("enter")); // both calls in every tick: it never rests
    }

    void isEnteredInEveryTickWhileItIsSuspended()
    {
        gate.close();
        App app(callsItsWork, {.heartbeat = 0ms});
        app.settle();
        app.root.number = 1001;
        app.loop.wake();
        QVERIFY(app.hasExecuted("double 1001"));
        executed.take();
        QVERIFY(app.ticksOnceMore());
        QCOMPARE(executed.take(), QStringList("enter"));
        gate.open();
        QVERIFY(app.settle().contains("enter"));
        QCOMPARE(app.settleAgain(), QStringList());
    }

    void innerFlowsAreEnteredByThemselvesAlone()
    {
        App app([](Branch &branch, int number) { branch.inner.run(number); });
        QCOMPARE(app.settle(), QStringList({"enter", "inner", "double 1", "enter", "inner"}));
        app.loop.post([&] { app.branch().offset = 1; });
        QCOMPARE(app.settle(), QStringList("enter"));
        app.loop.post([&] { app.branch().inner.work.forget(); });
        QCOMPARE(app.settle(), QStringList({"enter", "inner", "double 1", "enter", "inner"}));
    }

    void stepsThatAreTakenConcurrentlyRestToo()
    {
        App app(callsItsWork);
        app.root.after = [](Top &top) {
            top.concurrently([&] { top.branch.inner.run(1); }, [&] { top.elsewhere.run(1); });
        };
        app.settle();
        QCOMPARE(app.settleAgain(), QStringList());
        app.loop.post([&] { app.branch().inner.work.forget(); });
        QCOMPARE(app.settle().count("inner"), 2);
    }

    void aRestartEntersItAndRunsNothing()
    {
        const auto store = Store::inMemory();
        const LoopOptions options{.store = store.get(), .heartbeat = 0ms, .executor = ExecutorKind::InPlace};
        App(callsItsWork, options).settle();
        App app(callsItsWork, options);
        QCOMPARE(app.settle(), QStringList("enter"));
        QCOMPARE(app.branch().work.twice.value(), 2);
    }

    void theHeartbeatDoesNotEnterIt()
    {
        App app(callsItsWork, {.heartbeat = 1s, .executor = ExecutorKind::InPlace});
        app.settle();
        const qint64 ticks = app.loop.ticks();
        app.clock.advance(1s);
        QVERIFY(app.loop.runUntil([&] { return app.loop.ticks() > ticks; }));
        QCOMPARE(executed.take(), QStringList());
    }

    void itsStreaksStandStillAndEndWhenItNoLongerMakesTheCall()
    {
        const auto store = Store::inMemory();
        App app(callsItsWork, {.store = store.get(), .heartbeat = 0ms, .executor = ExecutorKind::InPlace});
        app.settle();
        app.settleAgain(), app.settleAgain();
        app.loop.post([&] { app.branch().offset = 1; });
        app.settle();
        QCOMPARE(app.branch().work.book().asked->streak->count, 2);
        app.root.number = 2;
        app.settleAgain();
        app.root.number = 1;
        app.settleAgain();
        QCOMPARE(app.branch().work.book().asked->streak->count, 1); // a new one
    }

    void whatIsNotBelowItIsRefused_data()
    {
        using Script = std::function<void(Top &)>;
        QTest::addColumn<Script>("touches");
        QTest::newRow("a state above") << Script([](Top &top) { (void)top.outside.value(); });
        QTest::newRow("a state of a sibling") << Script([](Top &top) { (void)top.elsewhere.twice.value(); });
        QTest::newRow("a sibling's status") << Script([](Top &top) { (void)top.elsewhere.hasSucceeded(); });
        QTest::newRow("a sibling's run") << Script([](Top &top) { top.elsewhere.run(1); });
    }

    void whatIsNotBelowItIsRefused()
    {
        QFETCH(const std::function<void(Top &)>, touches);
        Top *top = nullptr;
        App app([&](Branch &, int) { touches(*top); });
        top = &app.root;
        app.settle();
        QCOMPARE(app.reports.filter("root.branch is a quiet flow and would not notice").size(), 1);
    }
};

QTEST_GUILESS_MAIN(QuietFlowTest)
#include "tst_quietflow.moc"
