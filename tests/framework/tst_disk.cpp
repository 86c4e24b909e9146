// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What the loop does while the disk takes nothing more.
#include <once/eventloop.h>

#include <support/recorder.h>
#include <support/refusingstore.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Notes : public Work
{
public:
    void run(int number) { executed.add(u"run %1"_s.arg(number)); }
};

class ThreeSteps : public Flow
{
public:
    Child<Notes> notes{this, "notes"};

    void run()
    {
        for (int i = 1; i <= 3; ++i)
            notes.run(i);
        executed.add("done");
    }
};

} // namespace

class Disk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { executed.take(); }

    void aDiskThatRefusesHoldsTheTicksAndLosesNothing()
    {
        RefusingStore store;
        store.refuses = true;
        FakeClock clock;
        Root<ThreeSteps> root;
        EventLoop loop(root, {.clock = &clock, .store = &store, .heartbeat = 0ms});
        QStringList reports;
        QObject::connect(&loop, &EventLoop::reported, &loop, [&](const Activity &activity) { reports += activity.what; });

        QVERIFY(loop.runUntil([&] { return store.refusals > 0; }));
        QCOMPARE(executed.take(), QStringList("run 1"));
        QCOMPARE(loop.ticks(), 1);
        QVERIFY(!store.run(1) || store.hasUncommitted());

        clock.advance(1s);
        QVERIFY(loop.runUntil([&] { return store.refusals > 1; }));
        QCOMPARE(loop.ticks(), 1); // the flow has not seen the run

        store.refuses = false;
        clock.advance(1s);
        QVERIFY(loop.runUntilIdle());
        QCOMPARE(executed.take(), QStringList({"run 2", "run 3", "done"}));
        QCOMPARE(toWord(store.run(1)->status), "succeeded");
        QCOMPARE(reports.count("gap"), 2); // that it began, and that it ended
    }

    void afterHalfAMinuteTheAppGoesOnInMemory()
    {
        RefusingStore store;
        store.refuses = true;
        FakeClock clock;
        Root<ThreeSteps> root;
        EventLoop loop(root, {.clock = &clock, .store = &store, .heartbeat = 0ms});
        QVERIFY(loop.runUntil([&] { return store.refusals > 0; }));
        clock.advance(30s);
        QVERIFY(loop.runUntil([&] { return executed.count() == 4; }));
        QCOMPARE(executed.take(), QStringList({"run 1", "run 2", "run 3", "done"}));

        store.refuses = false; // and when there is room again, all of it is written
        for (int i = 0; i < 2; ++i) { // the second takes the note that it is written again
            const int before = store.commits;
            clock.advance(1s);
            QVERIFY(loop.runUntil([&] { return store.commits > before; }));
        }
        QVERIFY(!store.hasUncommitted());
        QCOMPARE(toWord(store.run(3)->status), "succeeded");
    }
};

QTEST_GUILESS_MAIN(Disk)
#include "tst_disk.moc"
