// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Days as an input of several flows at a time, over restarts.

#include <support/driven.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Notes : public Work
{
public:
    void run(const QString &day) { executed.add(u"%1 %2"_s.arg(belowRoot(path()), day)); }
};

class Daily : public Flow
{
public:
    Child<Notes> first{this, "first", {.version = "1"}}, second{this, "second", {.version = "1"}};

    void run()
    {
        const QString day = clock().today();
        first.run(day);
        second.run(day);
    }
};

class Company : public Flow
{
public:
    Child<Daily> left{this, "left"}, right{this, "right"};

    void run()
    {
        left.run();
        right.run();
        now = clock().now();
    }

    Instant now;
};

struct App : Driven<Company>
{
    explicit App(Store &store, FakeClock &time, std::chrono::milliseconds heartbeat = 0ms)
        : Driven({.clock = &time, .store = &store, .heartbeat = heartbeat})
    {}
};

QStringList allOf(const QString &day)
{
    return {u"left.first "_s + day, u"left.second "_s + day, u"right.first "_s + day,
            u"right.second "_s + day};
}

} // namespace

class Days : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { executed.take(); }

    void eachFlowSeesEachDayOnceThoughTheWorksBeforeItBlock()
    {
        const auto store = Store::inMemory();
        FakeClock clock(fromDateTime(QDateTime(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC)));
        App app(*store, clock);
        QCOMPARE(app.settle(), allOf("2026-11-20"));
        for (const char *day : {"2026-11-21", "2026-11-22", "2026-11-23"}) {
            clock.advance(24h);
            QCOMPARE(app.settle(), allOf(QString::fromLatin1(day)));
        }
    }

    void aDayThatTurnsAfterARestartIsSeenByAllFlowsAndTheOldOneIsNotDoneAgain()
    {
        const auto store = Store::inMemory();
        FakeClock clock(fromDateTime(QDateTime(QDate(2026, 11, 20), QTime(23, 59), Qt::UTC)));
        {
            App app(*store, clock);
            QCOMPARE(app.settle(), allOf("2026-11-20"));
            app.end();
        }
        App app(*store, clock);
        QCOMPARE(app.settle(), QStringList());
        clock.advance(1min);
        QCOMPARE(app.settle(), allOf("2026-11-21"));
    }

    void theHeartbeatTicksAFlowThatLooksAtWhatNobodyAnnounces()
    {
        const auto store = Store::inMemory();
        FakeClock clock;
        App app(*store, clock, 1s);
        QVERIFY(app.loop.runUntil([&] { return app.root.now == clock.now(); }));
        clock.advance(1s);
        QVERIFY(app.loop.runUntil([&] { return app.root.now == clock.now(); }));
    }
};

QTEST_GUILESS_MAIN(Days)
#include "tst_days.moc"
