// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Components at any depth: their names, how they are found, in which order they run, and that they come back.
#include <once/childmap.h>
#include <once/run.h>
#include <once/statetree.h>

#include <support/driven.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Steps : public Work
{
public:
    State<int> last{this, "last"};

    void run(int number)
    {
        executed.add(u"%1 %2"_s.arg(belowRoot(path())).arg(number));
        last = number;
    }
};

template <int depth>
class Nest : public Flow
{
public:
    Child<Nest<depth - 1>> inner{this, "inner"};
    Child<Steps> step{this, "step", {.version = "1"}};

    void run(int number)
    {
        inner.run(number);
        step.run(number + depth);
    }
};

template <>
class Nest<0> : public Flow
{
public:
    Child<Steps> step{this, "step", {.version = "1"}};

    void run(int number) { step.run(number); }
};

// Makes members before it has a parent.
class Grown : public Flow
{
public:
    ChildList<Steps> list{this, "list", {.version = "1"}};
    ChildMap<Steps> byName{this, "byName", {.version = "1"}};

    Grown()
    {
        list.resize(2);
        byName["a"].last = 7;
    }

    void run(int number)
    {
        list[1].run(number);
        byName["a"].run(number);
    }
};

class Top : public Flow
{
public:
    Child<Nest<4>> inner{this, "inner"};
    Child<Grown> grown{this, "grown"};
    ChildMap<Grown> many{this, "many"};
    std::function<void(Top &)> script = [](Top &) {};
    using Flow::stop;

    void run() { script(*this); }
};

struct App : Driven<Top>
{
    explicit App(std::function<void(Top &)> script, Store *store = nullptr) : Driven({.store = store, .heartbeat = 0ms})
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

void visit(Component &component, const std::function<void(Component &)> &look)
{
    look(component);
    for (Component *child : component.children())
        visit(*child, look);
}

} // namespace

class Nesting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { executed.take(); }

    void namesReachThroughFiveLevels()
    {
        Root<Top> root;
        const QString path = root.inner.inner.inner.inner.inner.step.path();
        QCOMPARE(path, "root.inner.inner.inner.inner.inner.step");
        QCOMPARE(belowRoot(path), "inner.inner.inner.inner.inner.step"); // what people see
        QCOMPARE(belowRoot("root"), "root");
    }

    void everyComponentIsFoundByItsPath()
    {
        App app([](Top &t) { t.many["x"].run(1); });
        app.settle();
        int count = 0;
        visit(app.root, [&](Component &component) {
            ++count;
            QCOMPARE(findComponent(app.root, component.path()), &component);
        });
        QCOMPARE(count, 1 + 10 + 6 + 1 + 6);
    }

    void aPathThatLeadsNowhereFindsNothing_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path :
             {"", ".", "other", "rootless", "root.", ".root", "root..inner", "root.nothing", "inner",
              "root.inner.nothing", "root.inner.step.below", "root.grown.list.2"})
            QTest::newRow(path) << QString::fromLatin1(path);
    }

    void aPathThatLeadsNowhereFindsNothing()
    {
        QFETCH(QString, path);
        Root<Top> root;
        QCOMPARE(findComponent(root, path), nullptr);
    }

    void worksOfFiveNestedFlowsRunOnceEachAndThenTheAppStops()
    {
        App app([](Top &t) { t.inner.run(1), t.stop(); });
        QCOMPARE(app.loop.exec(), 0);
        QCOMPARE(executed.take(),
                 QStringList({"inner.inner.inner.inner.inner.step 1", "inner.inner.inner.inner.step 2",
                              "inner.inner.inner.step 3", "inner.inner.step 4", "inner.step 5"}));
    }

    void worksAreListedInTheOrderOfTheirDeclaration()
    {
        App app([](Top &t) { t.many["z"], t.many["a"]; });
        app.settle();
        QCOMPARE(pathsOf(worksBelow(app.root.inner.inner.inner.inner)),
                 QStringList({"inner.inner.inner.inner.inner.step", "inner.inner.inner.inner.step"}));
        QCOMPARE(pathsOf(worksBelow(app.root.many)),
                 QStringList({"many.z.list.0", "many.z.list.1", "many.z.byName.a", "many.a.list.0",
                              "many.a.list.1", "many.a.byName.a"}));
    }

    void membersThatAConstructorMakesHaveTheirWholeNames()
    {
        App app([](Top &t) { t.grown.run(3), t.many["x"].run(4); });
        QCOMPARE(app.settle(),
                 QStringList({"grown.list.1 3", "grown.byName.a 3", "many.x.list.1 4", "many.x.byName.a 4"}));
        QCOMPARE(app.root.grown.list[0].path(), "root.grown.list.0");
        QCOMPARE(app.root.many.find("x")->byName.find("a")->path(), "root.many.x.byName.a");
    }

    void membersOfMembersComeBackWithTheirStatesAndCounters()
    {
        const auto store = Store::inMemory();
        {
            App app(
                [](Top &t) {
                    t.many["x"].run(1), t.many["x"].list.resize(3), t.many["x"].list[2].run(5),
                        t.many["x"].run(2);
                },
                store.get());
            QCOMPARE(app.settle().size(), 5);
            app.end();
        }
        App app([](Top &t) { t.many["x"].run(2), t.many["x"].list[2].run(6); }, store.get());
        Grown &grown = *app.root.many.find("x");
        QCOMPARE(grown.list.size(), std::size_t(3));
        QCOMPARE(int(grown.list[2].last), 5);
        QCOMPARE(grown.list[1].numSuccesses(), 2);
        QCOMPARE(app.settle(), QStringList("many.x.list.2 6"));
        QCOMPARE(grown.list[2].numSuccesses(), 2);
    }

    void theTreeOfStatesShowsWorksAtAnyDepth()
    {
        App app([](Top &t) { t.many["x"].run(1), t.inner.run(1); });
        app.settle();
        const Json tree = stateTree(app.root);
        const auto at = [&tree](const char *pointer) { return tree.at(Json::json_pointer(pointer)); };
        QCOMPARE(preview(at("/children/many/children/x/children/list/children/1/status")), "\"succeeded\"");
        QCOMPARE(preview(at("/children/many/children/x/children/list/children/0/status")), "\"notStarted\"");
        QCOMPARE(preview(at("/children/inner/children/inner/children/inner/children/inner/children/inner/"
                            "children/step/states/last")),
                 "1");
    }

    void theStoreKnowsEachComponentWithItsType()
    {
        const auto store = Store::inMemory();
        App app([](Top &t) { t.many["x"].run(1); }, store.get());
        app.settle();
        visit(app.root, [&](Component &component) {
            const auto record = store->component(component.path());
            QVERIFY2(record, qPrintable(component.path()));
            QCOMPARE(record->type, component.typeName());
            QCOMPARE(record->isWork, dynamic_cast<Work *>(&component) != nullptr);
        });
    }
};

QTEST_GUILESS_MAIN(Nesting)
#include "tst_nesting.moc"
