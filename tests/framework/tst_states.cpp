// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The tree of states: what is in it and what is not, how changes of it are told, and that it can be put back.
#include <once/childmap.h>
#include <once/describe.h>
#include <once/differences.h>
#include <once/statetree.h>

#include <support/driven.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace states {

struct Point
{
    int x = 0;
    QList<double> weights;

    bool operator==(const Point &) const = default;
};
ONCE_DESCRIBE(Point, x, weights)

class Counts : public Work
{
public:
    State<int> count{this, "count"};

    void run(int number)
    {
        executed.add(u"count %1"_s.arg(number));
        ++m_secret;
        count = count + 1;
    }

    int visible = 0; // a member as any other: none of the tree's business

private:
    int m_secret = 0;
};

class Empty : public Flow
{
public:
    void run() { }
};

// A state of each kind.
class Kinds : public Flow
{
public:
    State<int> whole{this, "whole"};
    State<double> real{this, "real"};
    State<bool> truth{this, "truth"};
    State<QString> text{this, "text"};
    State<QMap<QString, QList<int>>> map{this, "map", {{"a", {1}}}};
    State<std::vector<int>> list{this, "list"};
    State<std::tuple<int, QString>> pair{this, "pair"};
    State<std::optional<int>> maybe{this, "maybe"};
    State<Point> point{this, "point"};

    void run() { }
};

class Simple : public Flow
{
public:
    Child<Counts> cached{this, "cached", {.parallel = true, .version = "1"}};
    Child<Counts> uncached{
        this, "uncached", {.cacheCalls = false, .parallel = true, .version = "1", .minInterval = 0ms}};
    State<int> steps{this, "steps"};
    std::function<void(Simple &)> script = [](Simple &) {};
    using Flow::stop;

    void run() { script(*this); }
};

} // namespace states

using namespace states;

namespace {

struct App : Driven<Simple>
{
    explicit App(std::function<void(Simple &)> script, Store *store = nullptr) : Driven({.store = store, .heartbeat = 0ms})
    {
        root.script = std::move(script);
    }
};

QStringList texts(const QList<Change> &changes)
{
    QStringList texts;
    for (const Change &change : changes)
        texts.append(u"%1: %2 -> %3"_s.arg(change.path, preview(change.then), preview(change.now)));
    return texts;
}

using Write = std::function<void(Kinds &)>;

} // namespace

class States : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { executed.take(); }

    void theTreeHoldsStatesAndNothingElse()
    {
        Root<Empty> empty;
        QCOMPARE(
            stateTree(empty),
            Json({{"type", empty.typeName()}, {"states", Json::object()}, {"children", Json::object()}}));

        Root<Simple> root;
        const Json work{{"type", root.cached.typeName()},
                        {"states", {{"count", 0}}},
                        {"children", Json::object()},
                        {"status", "notStarted"}};
        QCOMPARE(stateTree(root),
                 Json({{"type", root.typeName()},
                       {"states", {{"steps", 0}}},
                       {"children", {{"cached", work}, {"uncached", work}}}}));
    }

    void aCachedWorkRunsOnceWhereAnUncachedOneRunsAgain()
    {
        App app([](Simple &s) {
            s.cached.run(1);
            s.uncached.run(2);
            if (s.uncached.numSuccesses() >= 3)
                s.stop();
        });
        QCOMPARE(app.loop.exec(), 0);
        const QStringList lines = executed.take();
        QCOMPARE(lines.count("count 1"), 1);
        QVERIFY(lines.count("count 2") >= 3);
    }

    void everyKindOfChangeIsSeen_data()
    {
        QTest::addColumn<Write>("write");
        QTest::addColumn<QStringList>("changes");
        const auto row = [](const char *name, const Write &write, const QString &change) {
            QTest::newRow(name) << write
                                << (change.isEmpty() ? QStringList() : QStringList("states." + change));
        };
        row(
            "a whole number", [](Kinds &k) { k.whole = 1; }, "whole: 0 -> 1");
        row(
            "a real number", [](Kinds &k) { k.real = 0.5; }, "real: 0.0 -> 0.5");
        row(
            "a truth", [](Kinds &k) { k.truth = true; }, "truth: false -> true");
        row(
            "a text", [](Kinds &k) { k.text = u"é"_s; }, "text: \"\" -> \"é\"");
        row(
            "a whole map", [](Kinds &k) { k.map = QMap<QString, QList<int>>(); }, "map.a: [1] -> null");
        row(
            "in a list in a map", [](Kinds &k) { k.map.edit([](auto &map) { map["a"].append(2); }); },
            "map.a.1: null -> 2");
        row(
            "a key in a map", [](Kinds &k) { k.map.edit([](auto &map) { map["b"]; }); }, "map.b: null -> []");
        row(
            "in a list", [](Kinds &k) { k.list.edit([](auto &list) { list.push_back(7); }); },
            "list.0: null -> 7");
        row(
            "a part of a tuple", [](Kinds &k) { k.pair = std::tuple(0, u"b"_s); }, "pair.1: \"\" -> \"b\"");
        row(
            "something for nothing", [](Kinds &k) { k.maybe = 0; }, "maybe: null -> 0");
        row(
            "in a struct in a struct",
            [](Kinds &k) { k.point.edit([](Point &p) { p.weights.append(1.5); }); },
            "point.weights.0: null -> 1.5");
        row(
            "an equal value", [](Kinds &k) { k.whole = 0, k.map.edit([](auto &map) { map["a"] = {1}; }); },
            "");
    }

    void everyKindOfChangeIsSeen()
    {
        QFETCH(Write, write);
        QFETCH(QStringList, changes);
        Root<Kinds> root;
        EventLoop loop(root, {.heartbeat = 0ms});
        QVERIFY(loop.runUntilIdle());
        const Json before = stateTree(root);
        loop.post([&] { write(root); });
        QVERIFY(loop.runUntilIdle());
        QCOMPARE(texts(differences(before, stateTree(root))), changes);
    }

    void aChangeIsToldWithTheComponentThatItIsIn()
    {
        App app([](Simple &s) { s.cached.run(1); });
        const Json before = stateTree(app.root);
        app.settle();
        QCOMPARE(texts(differences(before, stateTree(app.root))),
                 QStringList({"children.cached.states.count: 0 -> 1",
                              "children.cached.status: \"notStarted\" -> \"succeeded\""}));
    }

    void theTreeDoesNotGrowWithTheCalls()
    {
        qsizetype size = 0;
        App app([](Simple &s) {
            for (int i = 0; i <= s.steps; ++i)
                s.cached.run(i);
        });
        for (const int calls : {1, 21, 210}) {
            app.loop.post([&] { app.root.steps = calls; });
            QCOMPARE(app.settle().isEmpty(), false);
            app.loop.post([&] { app.root.steps = 0; });
            app.settle();
            const auto now = qsizetype(stateTree(app.root).dump().size());
            QVERIFY(size == 0 || size == now);
            size = now;
        }
        QCOMPARE(app.root.cached.numSuccesses(), 211);
    }

    void anAppIsPutBackToItsBeginningAndWaitsUntilItIsResumed()
    {
        App app([](Simple &s) {
            executed.add("tick");
            if (s.steps < 3)
                s.steps = s.steps + 1;
            s.cached.run(s.steps);
        });
        const Json beginning = stateTree(app.root);
        app.settle();
        QCOMPARE(int(app.root.steps), 3);
        app.loop.pause();
        app.loop.post([&] { restoreStates(app.root, beginning, Strictness::Strict); });
        app.settle();
        QCOMPARE(int(app.root.steps), 0);
        QCOMPARE(int(app.root.cached.count), 0);
        QCOMPARE(toWord(app.loop.stage()), "paused");
        app.loop.wake();
        QCOMPARE(app.settle(), QStringList());
        app.loop.resume();
        QVERIFY(app.settle().filter("count").isEmpty()); // what was done is skipped
        QCOMPARE(int(app.root.steps), 3);
    }

    void fromEachTreeOnTheWayTheSameEndIsReached()
    {
        QList<Json> way;
        const auto script = [](Simple &s) {
            if (s.steps >= 5)
                return;
            s.cached.run(s.steps);
            if (s.cached.hasSucceeded())
                s.steps = s.steps + 1;
        };
        App app([&](Simple &s) { way.append(stateTree(s)), script(s); });
        app.settle();
        const Json end = stateTree(app.root)["states"];
        QVERIFY(way.size() >= 5);
        for (const Json &tree : way) {
            App other(script);
            restoreStates(other.root, tree, Strictness::Strict);
            other.settle();
            QCOMPARE(stateTree(other.root)["states"], end);
        }
    }

    void aStateThatIsRefusedLeavesNothingBehind()
    {
        Root<Simple> root;
        const auto add = [&root](const char *name) { State<int> state(&root, QString::fromLatin1(name)); };
        QVERIFY_THROWS_EXCEPTION(std::logic_error, add(""));
        QVERIFY_THROWS_EXCEPTION(std::logic_error, add("steps"));
        QCOMPARE(root.states().size(), std::size_t(1));
    }

    void aComponentIsNotReplacedByAnother()
    {
        static_assert(!std::is_assignable_v<Child<Counts> &, Child<Counts>>);
        static_assert(!std::is_assignable_v<Child<Counts> &, std::nullptr_t>);
        static_assert(!std::is_assignable_v<Child<Empty> &, Child<Empty>>);
    }
};

QTEST_GUILESS_MAIN(States)
#include "tst_states.moc"
