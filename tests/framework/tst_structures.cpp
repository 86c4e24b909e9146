// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Components that come and go, steps side by side, places in lists, and the tree of states.
#include <once/childmap.h>
#include <once/differences.h>
#include <once/iteration.h>
#include <once/map.h>
#include <once/statetree.h>

#include <support/driven.h>
#include <support/gate.h>

#include <QTest>

#include <numeric>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Gate gate;

class Squares : public Work
{
public:
    State<int> square{this, "square"};

    int run(int number)
    {
        executed.add(u"%1 %2"_s.arg(belowRoot(path())).arg(number));
        if (number > 1000)
            gate.pass();
        if (number < 0)
            throw std::runtime_error("below 0");
        square = int(qint64(number) * number % 1'000'000'007); // no sum of a test comes so far
        return square;
    }
};

class Pair : public Flow
{
public:
    Child<Squares> first{this, "first"}, second{this, "second"};

    void run(int number)
    {
        first.run(number);
        second.run(first.square);
    }
};

const WorkOptions side{.parallel = true, .version = "1"};

class Grows : public Flow
{
public:
    ChildList<Squares> list{this, "list", side};
    ChildMap<Squares> byName{this, "byName", {.version = "1"}};
    ChildMap<Pair> pairs{this, "pairs"};
    Child<Squares> single{this, "single", side};
    Iteration place{this, "place"};
    State<int> height{this, "height", 5};
    std::function<void(Grows &)> script = [](Grows &) {};
    using Flow::concurrently;

    void run() { script(*this); }
};

struct App : Driven<Grows>
{
    explicit App(std::function<void(Grows &)> script, Store *store = nullptr) : Driven({.store = store, .heartbeat = 0ms})
    {
        root.script = std::move(script);
    }
};

QStringList pathsOf(const std::vector<Work *> &works)
{
    QStringList paths;
    for (const Work *work : works)
        paths.append(belowRoot(work->path()));
    return paths;
}

QStringList sorted(QStringList lines)
{
    lines.sort();
    return lines;
}

QStringList withoutRepeats(QStringList lines)
{
    lines.removeDuplicates();
    return lines;
}

} // namespace

class Structures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        executed.take();
        gate.open();
    }

    void aMapMakesAMemberWhenItIsFirstNamed()
    {
        App app([](Grows &g) { g.byName["a"].run(1), g.byName["b"].run(2), g.byName["a"].run(1); });
        QCOMPARE(app.settle(), QStringList({"byName.a 1", "byName.b 2"}));
        QCOMPARE(app.settleAgain(), QStringList());
        QVERIFY(app.root.byName.contains("a") && !app.root.byName.contains("c"));
        QCOMPARE(app.root.byName.size(), std::size_t(2));
    }

    void worksAtAnyDepthAreFound()
    {
        App app([](Grows &g) { g.pairs["x"].run(2), g.byName["a"].run(1), g.list.resize(2); });
        app.settle();
        QCOMPARE(pathsOf(worksBelow(app.root)), QStringList({"list.0", "list.1", "byName.a", "pairs.x.first", "pairs.x.second", "single"}));
        QCOMPARE(findComponent(app.root, "root.pairs.x.second"), &app.root.pairs.find("x")->second);
        QVERIFY(!findComponent(app.root, "root.pairs.y"));
        QVERIFY(!findComponent(app.root, "other"));
    }

    void namesStayWithTheirMembersWhateverIsMovedOrRemoved()
    {
        App app([](Grows &) {});
        app.settle();
        auto &list = app.root.list;
        list.resize(3);
        Work &last = list[2];
        list.move(2, 0);
        QCOMPARE(&list[0], &last);
        QCOMPARE(last.path(), "root.list.2");
        list.removeAt(1);
        QCOMPARE(list.append().name(), "3"); // no name is used twice
        QCOMPARE(list[0].name() + list[1].name() + list[2].name(), "213");
        QCOMPARE(findComponent(app.root, "root.list.0"), nullptr);
    }

    void aNameThatNoComponentCanHaveIsRefused()
    {
        App app([](Grows &) {});
        QVERIFY_THROWS_EXCEPTION(std::logic_error, app.root.byName["a.b"]);
        QVERIFY_THROWS_EXCEPTION(std::logic_error, app.root.byName[""]);
        QCOMPARE(app.root.byName.size(), std::size_t(0));
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, app.root.list[0]);
    }

    void membersAreMadeAgainAtARestartAndSkipWhatTheyHaveRun()
    {
        const auto store = Store::inMemory();
        {
            App app([](Grows &g) { g.byName["a"].run(1), g.pairs["x"].run(2), g.list.resize(2), g.list[1].run(3); }, store.get());
            QCOMPARE(sorted(app.settle()), QStringList({"byName.a 1", "list.1 3", "pairs.x.first 2", "pairs.x.second 4"}));
            app.root.list.removeAt(0);
            app.end();
        }
        App app([](Grows &g) { g.byName["a"].run(1), g.pairs["x"].run(2), g.list[0].run(3); }, store.get());
        QCOMPARE(app.root.list.size(), std::size_t(1));
        QCOMPARE(app.root.list[0].name(), "1");
        QCOMPARE(int(app.root.pairs.find("x")->second.square), 16);
        QCOMPARE(app.settle(), QStringList());
        QCOMPARE(app.root.list.append().name(), "2");
    }

    void aMemberThatRunsIsGoneWhenItsRunHasEnded()
    {
        gate.close();
        bool isWanted = true;
        App app([&](Grows &g) {
            if (isWanted)
                g.list.resize(1), g.list[0].run(2000);
            else
                g.list.resize(0);
        });
        QVERIFY(app.loop.runUntil([] { return executed.contains("list.0 2000"); }));
        isWanted = false;
        app.loop.wake();
        QVERIFY(app.loop.runUntil([&] { return app.root.list.isEmpty(); }));
        QCOMPARE(app.loop.activeRuns(), std::size_t(1));
        gate.open();
        QCOMPARE(app.settleAgain(), QStringList("list.0 2000"));
        QCOMPARE(app.loop.activeRuns(), std::size_t(0));
    }

    void stepsSideBySideGoOnThoughOneOfThemWaits()
    {
        gate.close();
        App app([](Grows &g) {
            g.concurrently([&] { g.pairs["slow"].run(2000); }, [&] { g.pairs["fast"].run(2); });
            executed.add("after");
        });
        QVERIFY(app.loop.runUntil([] { return executed.contains("pairs.fast.second 4"); }));
        QVERIFY(!executed.contains("after"));
        gate.open();
        const QStringList lines = app.settle();
        QVERIFY(lines.contains("pairs.slow.second 4000000"));
        QCOMPARE(lines.last(), "after");
    }

    void aFailureOfOneStepComesWhenAllHaveReachedTheirEnds()
    {
        App app([](Grows &g) {
            g.concurrently([&] { g.byName["bad"].run(-1); }, [&] { g.pairs["good"].run(2); });
            executed.add("after");
        });
        QCOMPARE(sorted(app.settle()), QStringList({"byName.bad -1", "pairs.good.first 2", "pairs.good.second 4"}));
        QCOMPARE(app.loop.stage(), Stage::Failed);
    }

    void aListIsMappedOverOneWorkOrManyAndJoined()
    {
        int total = 0;
        App app([&](Grows &g) {
            std::vector<int> numbers(100);
            std::iota(numbers.begin(), numbers.end(), 0);
            const auto many = map(numbers, g.list);
            const auto one = map(std::vector{7, 8}, g.single);
            const auto squares = values(many);
            total = std::accumulate(squares.begin(), squares.end(), 0) + one[0] + one[1];
        });
        QCOMPARE(app.settle().size(), 102);
        QCOMPARE(total, 328350 + 49 + 64);
        QCOMPARE(app.root.list.size(), std::size_t(100));
        QCOMPARE(app.settleAgain(), QStringList());
    }

    void anIterationGoesOnWhereItStoppedOverRestartsToo()
    {
        const auto store = Store::inMemory();
        const std::vector<int> numbers{1, 2, 3, 4};
        for (const int most : {2, 4, 4}) {
            App app([&, most](Grows &g) {
                g.place.over(std::vector(numbers.begin(), numbers.begin() + most), [&](int number) {
                    executed.add(u"item %1"_s.arg(number));
                    g.byName["a"].run(number);
                });
            }, store.get());
            const QStringList lines = withoutRepeats(app.settle());
            app.end();
            if (most == 2)
                QCOMPARE(lines, QStringList({"item 1", "byName.a 1", "item 2", "byName.a 2"}));
            else if (app.root.byName["a"].numSuccesses() == 4 && lines.isEmpty())
                QCOMPARE(app.root.place.done(), 4);
            else
                QCOMPARE(lines, QStringList({"item 3", "byName.a 3", "item 4", "byName.a 4"}));
        }
    }

    void anIterationIsMadeOnceUntilItIsBegunAgain()
    {
        App app([](Grows &g) {
            g.place.over(std::vector{1, 2}, [&](int number) {
                executed.add(u"item %1"_s.arg(number));
                g.byName["a"].run(number);
            });
        });
        QCOMPARE(withoutRepeats(app.settle()), QStringList({"item 1", "byName.a 1", "item 2", "byName.a 2"}));
        QCOMPARE(app.settleAgain(), QStringList());
        app.loop.post([&] { app.root.place.restart(); });
        QCOMPARE(app.settle(), QStringList({"item 1", "item 2"})); // the calls are known
    }

    void anIterationOverMembersGoesOnWithTheOneThatWasNotDone_data()
    {
        QTest::addColumn<bool>("parallel");
        QTest::newRow("blocking") << false;
        QTest::newRow("parallel") << true;
    }

    void anIterationOverMembersGoesOnWithTheOneThatWasNotDone()
    {
        QFETCH(bool, parallel);
        const auto store = Store::inMemory();
        for (const bool isWhole : {false, true}) {
            App app([=](Grows &g) {
                g.list.resize(3);
                for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
                    g.byName[name];
                g.place.over(std::vector<std::size_t>{0, 1, 2}, [&](std::size_t at) {
                    if (at == 2 && !isWhole)
                        throw std::runtime_error("interrupted");
                    Squares &member = parallel ? static_cast<Squares &>(g.list[at]) : g.byName.at(at);
                    executed.add(u"at "_s + member.name());
                    parallel ? void(g.list[at].run(7).value()) : void(g.byName.at(at).run(7));
                });
            }, store.get());
            const QStringList lines = withoutRepeats(app.settle()).filter(u"7"_s);
            app.end();
            const QStringList all = parallel ? QStringList{"list.0 7", "list.1 7", "list.2 7"} : QStringList{"byName.a 7", "byName.b 7", "byName.c 7"};
            QCOMPARE(lines, isWhole ? all.last(1) : all.first(2));
        }
    }

    void whatIsNoListIsNotIteratedOver()
    {
        constexpr auto canIterate = [](const auto &list) {
            return requires(Iteration &place) { place.over(list, [](const auto &) {}); };
        };
        static_assert(!canIterate(5));
        static_assert(canIterate(std::array{5}));
    }

    void onlyTheMemberThatIsNamedIsRestored()
    {
        App app([](Grows &g) { g.byName["a"].run(2), g.byName["b"].run(3), g.list.resize(2), g.list[1].run(4); });
        app.settle();
        const auto restore = [&](const char *structure, const char *member) {
            restoreStates(app.root, {{"children", {{structure, {{"children", {{member, {{"states", {{"square", 1}}}}}}}}}}}});
        };
        restore("byName", "b");
        restore("list", "1");
        QCOMPARE(int(app.root.byName["a"].square), 4);
        QCOMPARE(int(app.root.byName["b"].square), 1);
        QCOMPARE(int(app.root.list[0].square), 0);
        QCOMPARE(int(app.root.list[1].square), 1);
    }

    void whatIsNotThereCannotBeRemoved()
    {
        App app([](Grows &) {});
        app.root.list.resize(1);
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, app.root.list.removeAt(1));
        QVERIFY(!app.root.byName.remove("a"));
        QCOMPARE(app.root.list.size(), std::size_t(1));
    }

    void theTreeOfStatesIsReadComparedAndRestored()
    {
        App app([](Grows &g) { g.pairs["x"].run(2); });
        app.settle();
        const Json before = stateTree(app.root);
        QVERIFY(before["children"]["pairs"]["children"]["x"]["children"]["second"]["states"] == Json({{"square", 16}}));
        QVERIFY(before["children"]["single"]["status"] == "notStarted");
        app.root.height = 6;
        const auto changes = differences(before, stateTree(app.root));
        QCOMPARE(changes.size(), 1);
        QCOMPARE(restoreStates(app.root, before), QStringList());
        QCOMPARE(int(app.root.height), 5);
    }

    void whatDoesNotFitIsLeftOrRefusedAsAWhole()
    {
        App app([](Grows &) {});
        Json tree = stateTree(app.root);
        tree["states"]["height"] = "tall";
        tree["children"].erase("single");
        app.root.height = 7;
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, restoreStates(app.root, tree, Strictness::Strict));
        QCOMPARE(restoreStates(app.root, tree),
                 QStringList({"state \"height\" of root is of another type in what is to be restored",
                              "root.single is not in what is to be restored"}));
        QCOMPARE(int(app.root.height), 7);
    }

    void oneComponentInTwoPlacesDoesNotCompile()
    {
        static_assert(!std::is_copy_constructible_v<Child<Squares>> && !std::is_move_constructible_v<Child<Squares>>);
    }
};

QTEST_GUILESS_MAIN(Structures)
#include "tst_structures.moc"
