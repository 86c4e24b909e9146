// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Apps on one call store, of which one is at the call that the other ones ask for.
#include <support/twoapps.h>

#include <unistd.h>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class Underway : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    std::unique_ptr<SharingApp> app(const QString &name, const WorkOptions &options = shared()) const
    {
        return std::make_unique<SharingApp>(m_folder->path(), name, ExecutorKind::Threads, options);
    }

    // The gate is closed, and the app's run stands before it.
    static bool begins(SharingApp &app, const QString &line)
    {
        gate.close();
        return app.hasExecuted(line) && executed.take() == QStringList(line);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        executed.take();
    }

    void cleanup() { gate.open(); }

    void aCallThatIsUnderWayElsewhereIsWaitedFor_data()
    {
        QTest::addColumn<int>("a");
        QTest::addColumn<Status>("status");
        QTest::newRow("a success") << 1 << Status::Succeeded;
        QTest::newRow("a failure is that of those who wait") << -1 << Status::Failed;
    }
    void aCallThatIsUnderWayElsewhereIsWaitedFor()
    {
        QFETCH(int, a);
        QFETCH(Status, status);
        const auto prices = app(u"prices"_s), weather = app(u"weather"_s);
        prices->root.a = weather->root.a = a;
        const QString line = u"%1+2"_s.arg(a);
        QVERIFY(begins(*prices, line));
        QCOMPARE(weather->settle(), QStringList()); // it sleeps
        QVERIFY(weather->root.adds.isQueued());
        QCOMPARE(weather->newest().error,
                 u"waits for process %1 of prices, which is at the same call"_s.arg(::getpid()));
        gate.open();
        QCOMPARE(prices->settle(), QStringList());
        QCOMPARE(weather->settleAfter(1s), QStringList());
        QCOMPARE(weather->root.adds.status(), status);
        QCOMPARE(weather->root.adds.error(), prices->root.adds.error());
        QCOMPARE(int(weather->root.adds.sum), status == Status::Succeeded ? 3 : 0);
        QCOMPARE(shortText(weather->newest().cause), "remembered elsewhere: run 1 of prices");
    }

    void othersWaitForTheOneWhoRunsItNext()
    {
        const auto prices = app(u"prices"_s), weather = app(u"weather"_s), third = app(u"third"_s);
        QVERIFY(begins(*prices, u"1+2"_s));
        QCOMPARE(weather->settle() + third->settle(), QStringList());
        prices->root.adds.cancel();
        gate.open();
        QVERIFY(prices->loop.runUntil([&] { return prices->root.adds.hasCancelled(); }));
        gate.close();
        weather->clock.advance(1s);
        QVERIFY(weather->hasExecuted(u"1+2"_s)); // what was cancelled has no outcome for others
        QCOMPARE(weather->root.adds.status(), Status::Running);
        third->settleAfter(1s);
        QVERIFY(third->root.adds.isQueued());
        gate.open();
        QVERIFY(weather->loop.runUntilIdle());
        executed.take();
        QCOMPARE(third->settleAfter(1s), QStringList());
        QCOMPARE(shortText(third->newest().cause), "remembered elsewhere: run 1 of weather");
        QCOMPARE(shortText(weather->newest().cause), "first call");
        QCOMPARE(weather->newest().error, QString());
    }

    void betweenTwoAttemptsACallIsStillThatOfTheOneWhoTries()
    {
        const auto prices = app(u"prices"_s, shared({.retry = {.max = 1, .backoff = 1min}}));
        prices->root.a = -1;
        QCOMPARE(prices->settle(), QStringList("-1+2"));
        const auto weather = app(u"weather"_s);
        weather->root.a = -1;
        QCOMPARE(weather->settle(), QStringList());
        QVERIFY(weather->root.adds.isQueued());
        QCOMPARE(prices->settleAfter(1min), QStringList("-1+2"));
        QCOMPARE(weather->settleAfter(1s), QStringList());
        QVERIFY(weather->root.adds.hasFailed());
    }

    void aWorkThatIsPausedBetweenTwoAttemptsLeavesItsCallToOthers()
    {
        const auto prices = app(u"prices"_s, shared({.retry = {.max = 1, .backoff = 1min}}));
        prices->root.a = -1;
        QCOMPARE(prices->settle(), QStringList("-1+2"));
        prices->root.adds.pause();
        const auto weather = app(u"weather"_s);
        weather->root.a = -1;
        QCOMPARE(weather->settle(), QStringList("-1+2"));
        QVERIFY(weather->root.adds.hasFailed());
    }

    void whileACallIsWaitedForOthersOfItsWorkRun()
    {
        const auto prices = app(u"prices"_s), weather = app(u"weather"_s, shared({.parallel = true}));
        QVERIFY(begins(*prices, u"1+2"_s));
        QCOMPARE(weather->settle(), QStringList());
        gate.open();
        weather->root.a = 5;
        QVERIFY(weather->ticksOnceMore());
        QVERIFY(weather->hasExecuted(u"5+2"_s));
        QVERIFY(prices->loop.runUntilIdle());
    }

    void itIsNotWaitedForLongerThanTheLimitOfTheQueue()
    {
        const auto prices = app(u"prices"_s),
                   weather = app(u"weather"_s, shared({.timeout = {.queue = 1min}}));
        QVERIFY(begins(*prices, u"1+2"_s));
        QCOMPARE(weather->settle(), QStringList());
        QCOMPARE(weather->settleAfter(1min), QStringList());
        QVERIFY(weather->root.adds.hasTimedOut());
        gate.open();
        QVERIFY(prices->loop.runUntilIdle());
        QVERIFY(prices->root.adds.hasSucceeded());
    }

    void anAppThatWaitsCanBeEnded()
    {
        const auto prices = app(u"prices"_s), weather = app(u"weather"_s);
        QVERIFY(begins(*prices, u"1+2"_s));
        QCOMPARE(weather->settle(), QStringList());
        QCOMPARE(weather->end(), 0);
        gate.open();
        QVERIFY(prices->loop.runUntilIdle());
    }
};

QTEST_GUILESS_MAIN(Underway)
#include "tst_underway.moc"
