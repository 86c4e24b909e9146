// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What restoring, removing and writing from outside of a tick must not get wrong.
#include <once/childmap.h>
#include <once/statetree.h>

#include <support/driven.h>
#include <support/gate.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Leaf : public Work
{
public:
    State<int> value{this, "value"};
    void run(int number)
    {
        executed.add(u"%1 %2"_s.arg(belowRoot(path())).arg(number));
        value = number;
    }
};

Gate hold;
std::atomic<bool> passes = false;

class Slow : public Work
{
public:
    void run(int number)
    {
        executed.add(u"%1 %2 begins"_s.arg(belowRoot(path())).arg(number));
        if (!passes)
            hold.pass();
    }
};

class Bad : public Work
{
public:
    Child<Leaf> inner{this, "inner"};

    void run(int) { }
};

class Grown : public Flow
{
public:
    ChildList<Leaf> list{this, "list", {.version = "1"}};

    Grown() { list.resize(2); }

    void run() { }
};

class Top : public Flow
{
public:
    ChildList<Leaf> list{this, "list", {.version = "1"}};
    ChildMap<Slow> many{this, "many", {.parallel = true, .version = "1"}};
    Child<Grown> grown{this, "grown"};
    Child<Leaf> leaf{this, "leaf", {.version = "1"}};
    State<int> height{this, "height"};
    std::function<void(Top &)> script = [](Top &) {};

    void run()
    {
        executed.add("tick");
        script(*this);
    }
};

struct App : Driven<Top>
{
    explicit App(std::function<void(Top &)> script, Store *store = nullptr) : Driven({.store = store, .heartbeat = 0ms})
    {
        root.script = std::move(script);
    }
};

} // namespace

class Restoring : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { executed.take(); }

    void aWorkInAWorkIsRefused() { QVERIFY_THROWS_EXCEPTION(std::logic_error, Root<Bad>()); }

    void aWriteOutsideOfATickWakesTheLoop()
    {
        App app([](Top &) {});
        app.settle();
        app.root.height = 3;
        QCOMPARE(app.settle(), QStringList("tick"));
    }

    void whatIsRestoredIsKept()
    {
        const auto store = Store::inMemory();
        {
            App app(
                [](Top &t) {
                    if (t.height == 0)
                        t.height = 1;
                },
                store.get());
            app.settle();
            Json tree = stateTree(app.root);
            tree["states"]["height"] = 7;
            app.loop.post([&] { restoreStates(app.root, tree); });
            app.settle();
            QCOMPARE(int(app.root.height), 7);
            app.end();
        }
        App app([](Top &) {}, store.get());
        QCOMPARE(int(app.root.height), 7);
    }

    void restoringMakesTheMembersThatWere()
    {
        App app([](Top &) {});
        app.settle();
        app.root.list.resize(2);
        const Json two = stateTree(app.root);
        app.root.list.resize(0);
        app.settle();
        restoreStates(app.root, two);
        QCOMPARE(app.root.list.size(), std::size_t(2));
    }

    void restoringRemovesTheMembersThatWereNotOrSaysSo()
    {
        App app([](Top &) {});
        app.settle();
        const Json none = stateTree(app.root);
        app.root.list.resize(2);
        app.settle();
        restoreStates(app.root, none);
        QCOMPARE(preview(stateTree(app.root)["children"]["list"]["states"]["members"]),
                 app.root.list.isEmpty() ? "[]" : "[\"0\",\"1\"]");
    }

    void strictRefusesWhatTheAppHasNot()
    {
        App app([](Top &) {});
        Json tree = stateTree(app.root);
        tree["children"]["gone"] = {
            {"type", "Leaf"}, {"states", {{"value", 1}}}, {"children", Json::object()}};
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, restoreStates(app.root, tree, Strictness::Strict));
    }

    void strictRefusesAStateTheAppHasNot()
    {
        App app([](Top &) {});
        Json tree = stateTree(app.root);
        tree["states"]["gone"] = 1;
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, restoreStates(app.root, tree, Strictness::Strict));
    }

    void theOrderOfMembersThatAConstructorMadeComesBack()
    {
        const auto store = Store::inMemory();
        {
            App app([](Top &) {}, store.get());
            app.settle();
            app.loop.post([&] { app.root.grown.list.move(1, 0); });
            app.settle();
            QCOMPARE(app.root.grown.list[0].name(), "1");
            app.end();
        }
        App app([](Top &) {}, store.get());
        app.settle();
        QCOMPARE(app.root.grown.list[0].name(), "1");
    }

    void aMemberThatAConstructorMadeAndThatWasRemovedIsNotCountedOn()
    {
        const auto store = Store::inMemory();
        {
            App app([](Top &) {}, store.get());
            app.settle();
            app.loop.post([&] { app.root.grown.list.removeAt(0); });
            app.settle();
            app.end();
        }
        App app([](Top &) {}, store.get());
        app.settle();
        const QString kept =
            preview(stateTree(app.root)["children"]["grown"]["children"]["list"]["states"]["members"]);
        QCOMPARE(kept, app.root.grown.list.size() == 1 ? "[\"1\"]" : "[\"0\",\"1\"]");
    }

    void aPostedWriteCausesOneTick()
    {
        App app([](Top &) {});
        app.settle();
        app.loop.post([&] { app.root.height = 3; });
        QCOMPARE(app.settle(), QStringList("tick"));
    }

    void aMemberThatIsMadeAnewAndSucceedsIsNotUndoneByTheOldOne()
    {
        const auto store = Store::inMemory();
        hold.close();
        {
            bool again = false;
            App app(
                [&](Top &t) {
                    if (std::exchange(again, false))
                        t.many.remove("a");
                    t.many["a"].run(1);
                },
                store.get());
            QVERIFY(app.loop.runUntil([] { return executed.contains("many.a 1 begins"); }));
            again = true;
            passes = true; // the second run passes at once
            app.loop.wake();
            QVERIFY(app.loop.runUntil([&] { return app.root.many["a"].hasSucceeded(); }));
            hold.open();
            app.settle();
            QVERIFY(app.root.many["a"].hasSucceeded());
            app.end();
        }
        executed.take();
        App app([](Top &t) { t.many["a"].run(1); }, store.get());
        QCOMPARE(app.settle().filter("begins"), QStringList());
    }

    void aMemberMadeAgainWhileItsOldOneRunsRunsOnce()
    {
        App app([](Top &t) {
            t.list.resize(1);
            t.list[0].run(1);
        });
        app.settle();
        app.loop.post([&] { app.root.list.removeAt(0); });
        QCOMPARE(app.settle().filter("list"), QStringList("list.1 1"));
    }
};

QTEST_GUILESS_MAIN(Restoring)
#include "tst_restoring.moc"
