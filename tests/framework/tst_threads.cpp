// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What crosses threads: the inbox, the pool, states written while a work runs. On a pump without Qt.
#include <support/gate.h>
#include <support/pump.h>
#include <support/recorder.h>

#include <QTest>

#include <thread>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

class Counts : public Work
{
public:
    State<int> count{this, "count"};
    State<QList<int>> seen{this, "seen"};

    int run(int number)
    {
        executed.add(u"%1 %2"_s.arg(name()).arg(number));
        count = count + 1;
        seen.edit([number](QList<int> &all) { all.append(number); });
        return number * number;
    }
};

class FansOut : public Flow
{
public:
    static constexpr int calls = 50;

    Child<Counts> a{this, "a", {.parallel = true}}, b{this, "b", {.parallel = true}},
        c{this, "c", {.parallel = true}}, d{this, "d", {.parallel = true}};
    int sum = 0;

    void run()
    {
        sum = 0;
        for (int i = 0; i < calls; ++i)
            for (auto *work : {&a, &b, &c, &d})
                if (const auto square = work->run(i); square.isReady())
                    sum += square;
    }
};

class Climbs : public Work
{
public:
    State<int> height{this, "height"};

    void run(int top)
    {
        for (int i = 1; i <= top; ++i)
            height = i;
    }
};

// Tells all that it has to tell before it lets go of the first gate, and then waits at the second.
class Tells : public Work
{
public:
    State<int> count{this, "count"};
    State<QList<int>> seen{this, "seen"};
    Gate told, rest;

    void run(int top)
    {
        for (int i = 1; i <= top; ++i) {
            count = i;
            seen.edit([i](QList<int> &all) { all.append(i); });
        }
        told.open();
        rest.pass();
    }
};

class Hears : public Flow
{
public:
    Child<Tells> tells{this, "tells", {.parallel = true}};
    QList<int> heard;

    void run()
    {
        tells.run(1000);
        heard.append(tells.count);
    }
};

class Watches : public Flow
{
public:
    Child<Climbs> climbs{this, "climbs", {.parallel = true}};
    QList<int> heights;

    void run()
    {
        climbs.run(1000);
        const int first = climbs.height;
        heights.append(climbs.height);
        isSteady = isSteady && first == climbs.height;
    }

    bool isSteady = true;
};

} // namespace

class Threads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { executed.take(); }

    void theStartOfATaskIsToldToWhoDidNotSeeRoomForItThoughAThreadIsIdleByThen()
    {
        struct Nothing : detail::Invocation
        {
            void invoke(detail::Outcome &) const override {}
        };
        struct Listener : RunListener
        {
            void started(RunId run) override { executed.add(u"started %1"_s.arg(run)); }
            void finished(RunId run, detail::Finished) override
            {
                executed.add(u"finished %1"_s.arg(run));
                gate.open();
            }
            Gate gate;
        } listener;
        Root<Watches> root;
        {
            const auto executor = threadExecutor(1, listener);
            for (const bool tellsStart : {false, true}) {
                listener.gate.close();
                executor->start({tellsStart ? 2 : 1, &root.climbs, std::make_shared<Nothing>(), std::make_shared<detail::RunControl>(), tellsStart});
                listener.gate.pass();
            }
        }
        QCOMPARE(executed.take(), QStringList({"finished 1", "started 2", "finished 2"}));
    }

    void overlappingCallsOfManyWorksRunOnceEachAndLoseNoUpdate()
    {
        Root<FansOut> root;
        Pump pump(root);
        pump.settle();
        QStringList lines = executed.take();
        QCOMPARE(lines.size(), 4 * FansOut::calls);
        QCOMPARE(lines.removeDuplicates(), 0);
        for (auto *work : {&root.a, &root.b, &root.c, &root.d}) {
            QCOMPARE(int(work->count), FansOut::calls);
            QCOMPARE(work->seen->size(), FansOut::calls);
        }
        QCOMPARE(root.sum, 4 * (FansOut::calls - 1) * FansOut::calls * (2 * FansOut::calls - 1) / 6);
    }

    void writesOfARunningWorkReachTheFlowBetweenTicksAndInOrder()
    {
        Root<Watches> root;
        Pump pump(root);
        pump.settle();
        QVERIFY(root.isSteady);
        QVERIFY(std::ranges::is_sorted(root.heights));
        QCOMPARE(root.heights.last(), 1000);
    }

    void writesThatComeTogetherMakeOneTick()
    {
        Root<Hears> root;
        root.tells.told.close();
        root.tells.rest.close();
        Pump pump(root);
        pump.loop().turn();
        root.tells.told.pass(); // 2000 writes later, the loop has not turned
        pump.loop().turn();
        QCOMPARE(root.heard, QList<int>({0, 1000}));
        root.tells.rest.open();
        pump.settle();
        QCOMPARE(root.heard, QList<int>({0, 1000, 1000}));
        QCOMPARE(root.tells.seen->size(), 1000);
    }

    void anIdleAppHasNoAlarmAndATurnOfItDoesNothing()
    {
        Root<Watches> root;
        Pump pump(root);
        pump.settle();
        pump.clock().advance(std::chrono::minutes(1)); // the counts of skips are put away
        pump.loop().turn();
        QVERIFY(!pump.loop().delay());
        const qint64 ticks = pump.loop().tick.number;
        pump.loop().turn();
        QCOMPARE(pump.loop().tick.number, ticks);
    }

    void theInboxLosesNothingAndKeepsTheOrderOfEachThread()
    {
        constexpr int threads = 8, each = 1000;
        std::atomic<int> wakes = 0;
        detail::Inbox<std::pair<int, int>> inbox([&wakes] { ++wakes; });
        std::vector<std::pair<int, int>> taken;
        {
            std::vector<std::jthread> pushers;
            for (int i = 0; i < threads; ++i)
                pushers.emplace_back([&inbox, i] {
                    for (int j = 0; j < each; ++j)
                        inbox.push({i, j});
                });
            while (taken.size() < threads * each)
                for (const auto &event : inbox.take())
                    taken.push_back(event);
        }
        std::array<int, threads> next{};
        for (const auto &[thread, number] : taken)
            QCOMPARE(number, next[std::size_t(thread)]++);
        QVERIFY(wakes > 0 && wakes <= threads * each);
        QVERIFY(inbox.take().empty()); // at once: nobody waits for what may never come
    }

    void endingTheLoopWaitsForWhatRuns()
    {
        for (int i = 0; i < 20; ++i) {
            Root<FansOut> root;
            Pump pump(root);
            pump.loop().turn();
        } // no crash, no race, no thread left
    }
};

QTEST_GUILESS_MAIN(Threads)
#include "tst_threads.moc"
