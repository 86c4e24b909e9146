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

class Prints : public Work
{
public:
    void run(const QString &bucket) { executed.add(u"%1 %2"_s.arg(name(), bucket.sliced(11, 8))); }
};

// Looks at nothing but the time, as the test says.
class Looks : public Flow
{
public:
    explicit Looks(std::function<QString(const FlowClock &)> look) : m_look(std::move(look)) {}

    void run() { executed.add(m_look(clock())); }

private:
    std::function<QString(const FlowClock &)> m_look;
};

class Polls : public Flow
{
public:
    Child<Prints> three{this, "three", {.version = "1"}}, five{this, "five", {.version = "1"}};

    void run()
    {
        three.run(clock().bucket(3s));
        five.run(clock().bucket(5s));
    }
};

FakeClock clockAt(const char *utc)
{
    return FakeClock(fromDateTime(QDateTime::fromString(QString::fromLatin1(utc) + u'Z', Qt::ISODate)));
}

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

    // The flow is ticked by what it has looked at alone.
    void aFlowIsTickedWhenADayTurns_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<int>("turn");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<std::vector<int>>("minutes"); // after which it is looked whether it ran
        QTest::addColumn<QStringList>("days");         // what it saw; empty when it did not run
        const auto row = [](const char *name, const char *zone, int turn, const char *from, std::vector<int> minutes, QStringList days) {
            QTest::newRow(name) << QByteArray(zone) << turn << QByteArray(from) << minutes << days;
        };
        row("at midnight", "Europe/Berlin", 0, "2026-11-21T22:00:00", {59, 1, 1440}, {"2026-11-21", "", "2026-11-22", "2026-11-23"});
        row("at two in the morning", "Europe/Berlin", 120, "2026-11-21T22:59:00", {120, 1}, {"2026-11-21", "", "2026-11-22"});
        row("when the clock is set forward over it", "Europe/Berlin", 150, "2026-03-29T00:00:00", {59, 1, 1409, 1},
            {"2026-03-28", "", "2026-03-29", "", "2026-03-30"});
        row("once, when the clock is set back over it", "Europe/Berlin", 150, "2026-10-25T00:00:00", {30, 60, 1439, 1},
            {"2026-10-24", "2026-10-25", "", "", "2026-10-26"});
        row("where midnight is left out", "Africa/Cairo", 0, "2026-04-23T21:00:00", {59, 1}, {"2026-04-23", "", "2026-04-24"});
        row("where midnight comes twice", "America/Havana", 0, "2026-11-01T03:59:00", {1, 60}, {"2026-10-31", "2026-11-01", ""});
        row("where a day is left out", "Pacific/Apia", 0, "2011-12-30T09:59:00", {1}, {"2011-12-29", "2011-12-31"});
        row("by half an hour", "Australia/Lord_Howe", 130, "2026-10-03T15:00:00", {29, 1}, {"2026-10-03", "", "2026-10-04"});
        row("where hours begin at a quarter to", "Asia/Kathmandu", 0, "2026-11-21T18:14:00", {1}, {"2026-11-21", "2026-11-22"});
    }
    void aFlowIsTickedWhenADayTurns()
    {
        QFETCH(QByteArray, zone);
        QFETCH(int, turn);
        QFETCH(QByteArray, from);
        QFETCH(std::vector<int>, minutes);
        FakeClock clock = clockAt(from.constData());
        Driven<Looks> app({.clock = &clock, .heartbeat = 0ms},
                          [&](const FlowClock &time) { return time.day(QTimeZone(zone), std::chrono::minutes(turn)); });
        QStringList days = app.settle();
        for (const int step : minutes) {
            clock.advance(std::chrono::minutes(step));
            days += app.settle().join(u' ');
        }
        QTEST(days, "days");
    }

    void aFlowIsTickedWhenABucketOfTimeIsFull()
    {
        FakeClock clock = clockAt("2026-11-21T02:29:59");
        Driven<Looks> app({.clock = &clock, .heartbeat = 0ms}, [](const FlowClock &time) { return time.bucket(15min); });
        QCOMPARE(app.settle(), QStringList{"2026-11-21T02:15:00.000000Z"});
        clock.advance(1s);
        QCOMPARE(app.settle(), QStringList{"2026-11-21T02:30:00.000000Z"});
        clock.advance(14min);
        QCOMPARE(app.settle(), QStringList());
        clock.advance(24h);
        QCOMPARE(app.settle(), QStringList{"2026-11-22T02:30:00.000000Z"});
    }

    void aWorkThatIsGivenBucketsRunsAtTheirSpacingOverARestart()
    {
        const auto store = Store::inMemory();
        FakeClock clock = clockAt("2026-11-21T02:00:01");
        QStringList ran;
        for (int start = 0; start < 2; ++start) {
            Driven<Polls> app({.clock = &clock, .store = store.get(), .heartbeat = 0ms});
            ran += app.settle();
            for (int second = 0; second < 6; ++second) {
                clock.advance(1s);
                ran += app.settle();
            }
            app.end();
        }
        QCOMPARE(ran, (QStringList{"three 02:00:00", "five 02:00:00", "three 02:00:03", "five 02:00:05", "three 02:00:06",
                                   "three 02:00:09", "five 02:00:10", "three 02:00:12"}));
    }

    void aFlowIsTickedAtATimeThatItWaitsFor()
    {
        FakeClock clock = clockAt("2026-11-21T02:00:00");
        const Instant due = clock.now() + 1h;
        Driven<Looks> app({.clock = &clock, .heartbeat = 0ms}, [due](const FlowClock &time) { return time.at(due) ? u"due"_s : u"not yet"_s; });
        QCOMPARE(app.settle(), QStringList{"not yet"});
        clock.advance(59min);
        QCOMPARE(app.settle(), QStringList());
        clock.advance(1min);
        QCOMPARE(app.settle(), QStringList{"due"});
        clock.advance(24h);
        QCOMPARE(app.settle(), QStringList());
    }

    void whatIsNoDayAndNoBucketIsRefused()
    {
        const std::initializer_list<std::function<void(const FlowClock &)>> wrong{
            [](const FlowClock &time) { time.day(QTimeZone("Mars/Olympus")); }, [](const FlowClock &time) { time.day(QTimeZone::utc(), 24h); },
            [](const FlowClock &time) { time.day(QTimeZone::utc(), -1min); }, [](const FlowClock &time) { time.bucket(0ms); }};
        for (const auto &look : wrong) {
            Driven<Looks> app({.heartbeat = 0ms}, [&look](const FlowClock &time) {
                try {
                    look(time);
                    return u"taken"_s;
                } catch (const std::logic_error &) {
                    return u"refused"_s;
                }
            });
            QCOMPARE(app.settle(), QStringList{"refused"});
        }
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
