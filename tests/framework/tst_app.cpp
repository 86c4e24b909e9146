// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// App: what its command line comes to, and what run() returns.
#include <once/app.h>

#include <once/history.h>

#include <support/arguments.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

struct Values
{
    QString text = u"before"_s;
    QDate day{2012, 1, 1};
    int count = 3;
    double speed = 1.5;
    bool isLive = false;

    bool operator==(const Values &) const = default;
};

void bind(App &app, Values &values)
{
    app.option("--text", values.text, "a text");
    app.option("-d,--day", values.day, "a day");
    app.option("--count", values.count, "a number");
    app.option("--speed", values.speed, "another number");
    app.flag("--live", values.isLive, "a flag");
}

class Doubles : public Work
{
public:
    int run(int number)
    {
        if (number < 0)
            throw std::runtime_error("below 0");
        return 2 * number;
    }
};

// Doubles a number, and stops when it is told to.
class Script : public Flow
{
public:
    explicit Script(int number, bool stops = true) : m_number(number), m_stops(stops) { }

    Child<Doubles> doubles{this, "doubles", {.version = "1", .onFailure = OnFailure::Continue}};

    void run()
    {
        doubles.run(m_number);
        if (m_stops)
            stop();
    }

private:
    int m_number;
    bool m_stops;
};

class Refuses : public Flow
{
public:
    Refuses() { throw std::runtime_error("the data is not there"); }

    void run() { }
};

} // namespace

class TestApp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder.emplace(); }

    void optionsAreReadFromAnywhere_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<Values>("expected");

        QTest::newRow("none: the defaults stay") << QStringList{} << Values{};
        QTest::newRow("without a command") << QStringList{"--text", "x"} << Values{.text = u"x"_s};
        QTest::newRow("before the command") << QStringList{"--count", "5", "run"} << Values{.count = 5};
        QTest::newRow("after the command") << QStringList{"run", "--speed", "0.5"} << Values{.speed = 0.5};
        QTest::newRow("on both sides")
            << QStringList{"--live", "tick", "--count=7"} << Values{.count = 7, .isLive = true};
        QTest::newRow("a date, by its short name")
            << QStringList{"-d", "2015-12-31"} << Values{.day = QDate(2015, 12, 31)};
        QTest::newRow("a number below 0") << QStringList{"--speed", "-2"} << Values{.speed = -2};
        QTest::newRow("an empty text") << QStringList{"--text", ""} << Values{.text = QString()};
        QTest::newRow("a text that is no ASCII")
            << QStringList{"--text", u"Zürich"_s} << Values{.text = u"Zürich"_s};
    }
    void optionsAreReadFromAnywhere()
    {
        QFETCH(QStringList, words);
        QFETCH(Values, expected);
        Arguments arguments(words);
        App app(arguments.count(), arguments.data());
        Values values;
        bind(app, values);
        QVERIFY(!app.parse());
        QVERIFY(values == expected);
    }

    void wrongUsageEndsWithTwo_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("an unknown command") << QStringList{"rnu"};
        QTest::newRow("an unknown option") << QStringList{"--speeed", "1"};
        QTest::newRow("an unknown short option") << QStringList{"-x"};
        QTest::newRow("an option without its value") << QStringList{"--count"};
        QTest::newRow("a day that is none") << QStringList{"--day", "2013-02-29"};
        QTest::newRow("a number that is none") << QStringList{"--count", "3x"};
        QTest::newRow("a count below 0") << QStringList{"--count", "-1"};
        QTest::newRow("a number that is not finite") << QStringList{"--speed", "inf"};
        QTest::newRow("two commands") << QStringList{"run", "tick"};
        QTest::newRow("a value for a flag") << QStringList{"--live=maybe"};
    }
    void wrongUsageEndsWithTwo()
    {
        QFETCH(QStringList, words);
        Arguments arguments(words);
        App app(arguments.count(), arguments.data());
        Values values;
        bind(app, values);
        QCOMPARE(app.parse(), 2);
    }

    void nameAndFolderHaveDefaults()
    {
        Arguments arguments({});
        App app(arguments.count(), arguments.data());
        QVERIFY(!app.parse());
        QVERIFY(!app.parse()); // once is enough
        QCOMPARE(app.name(), "program");
        QVERIFY(QDir::isAbsolutePath(app.dataFolder()));
        QVERIFY(app.dataFolder().endsWith("/once/program"));
        QCOMPARE(app.historyFile(), app.dataFolder() + "/history.db");
        QVERIFY(!app.isPaused());
    }

    void wantsAWindowWhereOneCanBe_data()
    {
        QTest::addColumn<QByteArray>("display");
        QTest::addColumn<QByteArray>("wayland");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<bool>("expected");
        QTest::newRow("no display") << QByteArray() << QByteArray() << QStringList{} << false;
        QTest::newRow("an X display") << QByteArray(":0") << QByteArray() << QStringList{} << true;
        QTest::newRow("a Wayland display")
            << QByteArray() << QByteArray("wayland-0") << QStringList{"run"} << true;
        QTest::newRow("not wanted") << QByteArray(":0") << QByteArray() << QStringList{"--no-window"}
                                    << false;
        QTest::newRow("not wanted, in another word")
            << QByteArray(":0") << QByteArray() << QStringList{"--headless"} << false;
        QTest::newRow("one tick") << QByteArray(":0") << QByteArray() << QStringList{"tick"} << false;
        QTest::newRow("until idle") << QByteArray(":0") << QByteArray() << QStringList{"--until-idle"}
                                    << false;
    }
    void wantsAWindowWhereOneCanBe()
    {
        QFETCH(QByteArray, display);
        QFETCH(QByteArray, wayland);
        QFETCH(QStringList, words);
        qputenv("DISPLAY", display);
        qputenv("WAYLAND_DISPLAY", wayland);
        Arguments arguments(words);
        App app(arguments.count(), arguments.data());
        QVERIFY(!app.parse());
        QTEST(app.wantsWindow(), "expected");
    }

    void runReturnsHowItEnded_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("number");
        QTest::addColumn<bool>("stops");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("stopped by the flow") << QStringList{} << 3 << true << 0;
        QTest::newRow("stopped by the flow, after a failure") << QStringList{} << -3 << true << 0;
        QTest::newRow("idle") << QStringList{"--until-idle"} << 3 << false << 0;
        QTest::newRow("idle after a failure") << QStringList{"--until-idle"} << -3 << false << 5;
        QTest::newRow("one tick") << QStringList{"tick"} << 3 << false << 0;
        QTest::newRow("one tick, and its run has failed") << QStringList{"tick"} << -3 << false << 5;
        QTest::newRow("one tick never waits for resume")
            << QStringList{"tick", "--paused"} << 3 << false << 0;
    }
    void runReturnsHowItEnded()
    {
        QFETCH(QStringList, words);
        QFETCH(int, number);
        QFETCH(bool, stops);
        QTEST((start<Script>(words, number, stops)), "exitCode");
        const auto history = History::open(m_folder->path());
        QCOMPARE(history->countRuns(), 1);
        QCOMPARE(history->info().app, "program");
        QVERIFY(history->info().ended != Instant());
    }

    void aTickIsOne()
    {
        QCOMPARE((start<Script>({"tick"}, 3, false)), 0);
        QCOMPARE(History::open(m_folder->path())->info().ticks, 1);
    }

    void startedGetsTheLoopBeforeItsFirstTick()
    {
        Arguments arguments({"--paused", "--data-dir", m_folder->path()});
        App app(arguments.count(), arguments.data());
        qint64 ticks = -1;
        const int exitCode = app.exec([] { return std::make_unique<Root<Script>>(3, false); },
                                      [&](EventLoop &loop) {
                                          ticks = loop.ticks();
                                          loop.quit(42);
                                      });
        QVERIFY(app.isPaused());
        QCOMPARE(ticks, 0);
        QCOMPARE(exitCode, 42);
    }

    void theClockIsTheOneThatWasSet()
    {
        Arguments arguments({"--data-dir", m_folder->path()});
        App app(arguments.count(), arguments.data());
        QVERIFY(!app.parse());
        app.setClock(std::make_unique<ReplayClock>(QDate(2012, 1, 1), QDate(2012, 1, 3)));
        qint64 ticks = 0;
        const int exitCode =
            app.exec([] { return std::make_unique<Root<Script>>(3, false); },
                     [&](EventLoop &loop) {
                         connect(&loop, &EventLoop::ticked, this, [&](qint64 number) { ticks = number; });
                     });
        QCOMPARE(exitCode, 0); // a replay that is over ends the app
        QVERIFY(ticks >= 3);
    }

    void aReplayHasTheDaysOfTheSystemsZone()
    {
        const QByteArray before = qgetenv("TZ");
        qputenv("TZ", "Pacific/Kiritimati"); // 14 hours ahead: its noon is the day before in UTC
        const QDateTime noon = toDateTime(ReplayClock({2012, 1, 1}, {2012, 1, 3}).now());
        before.isNull() ? qunsetenv("TZ") : qputenv("TZ", before);
        QCOMPARE(noon.toString(Qt::ISODate), "2012-01-01T12:00:00+14:00");
    }

    void aFlowThatCannotBeMadeIsTold() { QCOMPARE(start<Refuses>({}), 1); }

    void aFolderInUseIsRefused()
    {
        const auto other = Store::open(m_folder->path());
        QCOMPARE((start<Script>({}, 3)), 7);
    }

private:
    template <typename T, typename... Parameters>
    int start(QStringList words, const Parameters &...parameters)
    {
        Arguments arguments(words << "--data-dir" << m_folder->path());
        App app(arguments.count(), arguments.data());
        return app.run<T>(parameters...);
    }

    std::optional<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestApp)
#include "tst_app.moc"
