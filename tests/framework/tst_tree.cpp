// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Components, their names and states, and what may touch them when.
#include <once/eventloop.h>

#include <support/doubles.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Branch : public Flow
{
public:
    Child<Doubles> first{this, "first"}, second{this, "second"};

    void run(int number)
    {
        first.run(number);
        second.run(first.value);
    }
};

class Trunk : public Flow
{
public:
    Child<Branch> left{this, "left"}, right{this, "right"};
    Child<Doubles> last{this, "last"};
    State<double> height{this, "height", 1.5};

    void run()
    {
        left.run(1);
        right.run(10);
        last.run(left.second.value + right.second.value);
    }
};

class Meddles : public Work
{
public:
    State<int> *others = nullptr;
    Doubles *works = nullptr;

    void run(int how)
    {
        if (how == 0)
            executed.add(QString::number(int(*others)));
        else if (how == 1)
            *others = 7;
        else
            static_cast<Child<Doubles> *>(works)->run(1);
    }
};

class House : public Flow
{
public:
    Child<Meddles> meddles{this, "meddles", {.parallel = true}};
    Child<Doubles> doubles{this, "doubles", {.parallel = true}};
    std::function<void(House &)> body;

    void run()
    {
        if (body)
            body(*this);
    }
};

QString sentenceOf(const std::function<void()> &action)
{
    try {
        action();
    } catch (const std::logic_error &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class Tree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { executed.take(); }

    void pathsAreMadeOfTheNamesFromTheRoot()
    {
        Root<Trunk> root;
        QCOMPARE(root.path(), "root");
        QCOMPARE(root.left.second.path(), "root.left.second");
        QCOMPARE(root.left.second.parent(), static_cast<Component *>(&root.left));
        QCOMPARE(root.children().size(), 3u);
        QVERIFY(root.left.typeName().endsWith("Branch"));
    }

    void namesThatCannotBeToldApartAreRefused()
    {
        Root<Trunk> root;
        const auto add = [&root](const QString &name) {
            return sentenceOf([&] { Child<Doubles> child(&root, name); });
        };
        QCOMPARE(add(""), "once: \"\" cannot be the name of a component: a name has at least one character, and no dot");
        QCOMPARE(add("a.b"), "once: \"a.b\" cannot be the name of a component: a name has at least one character, and no dot");
        QCOMPARE(add("left"), "once: \"left\" cannot be the name of a component: a sibling has it already");
        QCOMPARE(add("new"), "");
        QCOMPARE(root.children().size(), 3u); // the refused and the destroyed are gone
    }

    void namesOfPropsAreAllGivenOrNone()
    {
        QCOMPARE(sentenceOf([] { Root<Doubles> work({.props = {"a", "b"}}); }),
                 "once: root has 2 names in .props, but its run() has 1 parameters");
    }

    void worksInNestedFlowsRunOnceEach()
    {
        Root<Trunk> root;
        EventLoop loop(root, {.heartbeat = 0ms});
        QVERIFY(loop.runUntilIdle());
        QCOMPARE(executed.take(), QStringList({"root.left.first 1", "root.left.second 2", "root.right.first 10",
                                               "root.right.second 20", "root.last 44"}));
        QCOMPARE(int(root.last.value), 88);
    }

    void withoutAnAppFlowsRunTheirWorksInPlace()
    {
        Root<Trunk> root;
        root.run();
        root.run();
        QCOMPARE(executed.take().size(), 5);
        QCOMPARE(int(root.last.value), 88);
    }

    void aCallGoesFromNotStartedToRunningToSucceeded()
    {
        Root<House> root;
        Gate gate;
        gate.close();
        root.doubles.gate = &gate;
        QStringList seen;
        root.body = [&seen](House &house) {
            seen += toWord(house.doubles.status());
            house.doubles.run(1);
            seen += toWord(house.doubles.status());
        };
        EventLoop loop(root, {.heartbeat = 0ms});
        QVERIFY(loop.runUntil([&] { return loop.ticks() == 1; }));
        QCOMPARE(seen, QStringList({"notStarted", "running"}));
        gate.open();
        QVERIFY(loop.runUntilIdle());
        QCOMPARE(seen.last(), "succeeded");
    }

    void anEqualValueIsNotAnnounced()
    {
        Root<Trunk> root;
        EventLoop loop(root, {.heartbeat = 0ms});
        QVERIFY(loop.runUntilIdle());
        const qint64 ticks = loop.ticks();
        root.height = 1.5;
        for (int i = 0; i < 10; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(loop.ticks(), ticks);
    }

    void statesOfOthersAreRefusedInsideRun()
    {
        Root<House> root;
        root.meddles.others = &root.doubles.value;
        root.meddles.works = &root.doubles;
        root.body = [](House &house) {
            for (int how : {0, 1, 2})
                house.meddles.run(how);
        };
        EventLoop loop(root, {.heartbeat = 0ms});
        QStringList errors;
        QObject::connect(&loop, &EventLoop::runChanged, &loop, [&errors](const Run &run) { errors += run.error; });
        QVERIFY(loop.runUntilIdle());
        const QString touched = "once: state \"value\" of root.doubles: inside run() only the work's own states may be "
                                "touched; pass the value as a prop";
        QCOMPARE(errors, QStringList({touched, touched,
                                      "once: root.doubles was called inside the run() of a work; works are called by flows"}));
    }

    void aWorkThatCallsItselfIsToldThatItWouldWaitForItself()
    {
        struct Recurses : Work
        {
            std::function<void()> again;
            void run(int) { again(); }
        };
        Root<Recurses> work;
        work.again = [&work] { work.run(1); };
        QVERIFY_THROWS_EXCEPTION(RunFailed, work.run(1));
        QCOMPARE(work.error(), "once: root was called inside its own run(), which would wait for itself; works are called by flows");
    }

    void aRunningWorksStateIsNotWrittenFromOutside()
    {
        Root<House> root;
        Gate gate;
        gate.close();
        root.doubles.gate = &gate;
        QString sentence;
        root.body = [&](House &house) {
            house.doubles.run(1);
            if (house.doubles.isRunning())
                sentence = sentenceOf([&house] { house.doubles.value = 5; });
        };
        EventLoop loop(root, {.heartbeat = 0ms});
        QVERIFY(loop.runUntil([&] { return loop.ticks() == 1; }));
        QCOMPARE(sentence, "once: state \"value\" of root.doubles: it belongs to a work that is running, and can be "
                           "written from outside when that has ended, or if it is declared Sharing::Shared");
        gate.open();
        QVERIFY(loop.runUntilIdle());
    }

    void aCachedWorkRunsOnceForEqualProps()
    {
        Root<Doubles> work;
        for (int i = 0; i < 5; ++i)
            work.run(1);
        work.run(10);
        work.run(1);
        QCOMPARE(executed.take(), QStringList({"root 1", "root 10"}));
        QCOMPARE(int(work.value), 2); // that of the call made last
    }

    void anUncachedWorkRunsEachTime()
    {
        Root<Doubles> work({.cacheCalls = false, .minInterval = 0ms});
        for (int i = 0; i < 5; ++i)
            work.run(1);
        QCOMPARE(executed.take().size(), 5);
        QCOMPARE(work.numSuccesses(), 5);
    }
};

QTEST_GUILESS_MAIN(Tree)
#include "tst_tree.moc"
