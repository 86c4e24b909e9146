// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The daily pipeline in a loop of its own: against a plain loop over the same functions, and live.
#include <dailyweather.h>

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// As the flow, without any of the framework.
weather::Score plainLoop(const Settings &settings)
{
    weather::Statistics statistics;
    weather::Score score;
    for (QDate day = settings.from; day <= settings.to; day = day.addDays(1)) {
        const auto files = weather::dataFiles(settings.data);
        const weather::Record record = weather::cleaned(weather::recordOf(weather::iso(day), files));
        score = weather::scored(score, weather::forecast(statistics), record);
        statistics = weather::learnt(statistics, record);
    }
    return score;
}

Settings replay(const QDate &from, const QDate &to)
{
    return {.from = from, .to = to, .data = QStringLiteral(SEATTLE)};
}

// The live pipeline, started in the night before the given day's morning, with a folder for its files.
struct Live
{
    explicit Live(const QDate &day)
        : clock(once::fromDateTime(day.startOfDay(QTimeZone::utc()).addSecs(12 * 3600))),
          flow(Settings{.live = true, .folder = folder.path()}),
          loop(flow, {.clock = &clock, .zone = QTimeZone::utc(), .heartbeat = 0ms})
    {
        QObject::connect(&loop, &once::EventLoop::reported, &loop,
                         [this](const once::Activity &activity) { reports += activity.detail; });
    }

    // At 06:16 in Seattle, which is Pacific Standard Time.
    void comeToMorning()
    {
        loop.runUntilIdle();
        clock.advance(2h + 16min);
        loop.runUntilIdle();
    }

    void drop(const QString &name, const QByteArray &lines)
    {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("date,precipitation,temp_max,temp_min,wind,weather\n" + lines);
        file.close();
        loop.wake();
    }

    QTemporaryDir folder;
    once::FakeClock clock;
    once::Root<DailyWeather> flow;
    QStringList reports;
    once::EventLoop loop;
};

} // namespace

class TestDailyWeather : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachWorkRunsOncePerDayAndTheScoreIsThatOfAPlainLoop();
    void aFurtherReplayBeginsAfreshAndRunsNothing();
    void aLiveDayWithoutARecordFailsUntilAFileBringsIt();
    void aLiveDayThatWasLeftOutIsNotLearntFrom();
    void liveDaysThatWereMissedAreCaughtUpWith();
};

void TestDailyWeather::eachWorkRunsOncePerDayAndTheScoreIsThatOfAPlainLoop()
{
    const Settings settings = replay({2012, 1, 1}, {2012, 6, 30});
    const qint64 days = settings.from.daysTo(settings.to) + 1, sundays = 26;
    once::ReplayClock clock(settings.from, settings.to, {.zone = QTimeZone::utc()});
    once::Root<DailyWeather> flow(settings);
    once::EventLoop loop(flow, {.clock = &clock, .zone = QTimeZone::utc(), .heartbeat = 0ms});
    QCOMPARE(loop.exec(), 0);
    for (const once::Work *work :
         std::initializer_list<once::Work *>{&flow.fetch, &flow.clean, &flow.fit, &flow.score})
        QCOMPARE(work->numSuccesses(), days);
    QCOMPARE(flow.report.numSuccesses(), sundays);
    QCOMPARE(once::Value::of(flow.score.score.value()), once::Value::of(plainLoop(settings)));
}

void TestDailyWeather::aFurtherReplayBeginsAfreshAndRunsNothing()
{
    const Settings settings = replay({2012, 1, 1}, {2012, 3, 31});
    const auto store = once::Store::inMemory();
    qint64 runs = 0;
    QList<once::Value> scores;
    for (int start = 0; start < 2; ++start) {
        once::ReplayClock clock(settings.from, settings.to, {.zone = QTimeZone::utc()});
        once::Root<DailyWeather> flow(settings);
        once::EventLoop loop(
            flow, {.clock = &clock, .store = store.get(), .zone = QTimeZone::utc(), .heartbeat = 0ms});
        QCOMPARE(loop.exec(), 0);
        scores += once::Value::of(flow.score.score.value());
        if (start == 0)
            runs = store->lastRunId();
    }
    QVERIFY(runs > 4 * 90);
    QCOMPARE(store->lastRunId(), runs);
    QCOMPARE(scores[0], scores[1]);
}

void TestDailyWeather::aLiveDayWithoutARecordFailsUntilAFileBringsIt()
{
    Live live({2026, 3, 4});
    live.comeToMorning();
    QVERIFY(live.flow.fetch.hasFailed());
    QVERIFY(live.reports.join(u'\n').contains(u"There is no weather record for 2026-03-04."_s));

    live.loop.wake(); // nothing new: nothing is tried
    QVERIFY(live.loop.runUntilIdle());
    QCOMPARE(live.flow.fetch.numFailures(), 1);

    live.drop(u"2026-03.csv"_s, "2026-03-04,0,11,3,2,sun\n");
    QVERIFY(live.loop.runUntilIdle());
    QVERIFY(live.flow.fetch.hasSucceeded());
    QCOMPARE(live.flow.fit.numSuccesses(), 1);

    live.drop(u"notes-of-another-month.csv"_s,
              "2026-02-01,0,11,3,2,sun\n"); // looked at; the day's record is the same
    QVERIFY(live.loop.runUntilIdle());
    QCOMPARE(live.flow.fetch.numSuccesses(), 2);
    QCOMPARE(live.flow.clean.numSuccesses(), 1);
}

void TestDailyWeather::aLiveDayThatWasLeftOutIsNotLearntFrom()
{
    Live live({2026, 3, 1});
    live.drop(u"2026-03.csv"_s,
              "2026-03-01,0,11,3,2,sun\n2026-03-02,0,12,3,2,sun\n2026-03-03,0,9,3,2,sun\n"
              "2026-03-05,0,8,3,2,sun\n");
    QStringList forecasts;
    live.comeToMorning();
    for (int day = 1; day <= 5; ++day) {
        QVERIFY(live.loop.runUntilIdle());
        forecasts += live.flow.fit.forecast->day;
        live.clock.advance(24h);
    }
    QCOMPARE(forecasts, QStringList({"", "", "2026-03-04", "2026-03-04", ""}));
}

void TestDailyWeather::liveDaysThatWereMissedAreCaughtUpWith()
{
    Live live({2026, 3, 1});
    live.drop(u"2026-03.csv"_s, "2026-03-01,0,11,3,2,sun\n2026-03-02,0,12,3,2,sun\n2026-03-03,0,9,3,2,sun\n");
    live.comeToMorning();
    live.clock.suspend(48h);
    QVERIFY(live.loop.runUntilIdle());
    QCOMPARE(live.flow.fit.numSuccesses(), 3);
    QCOMPARE(live.flow.today.value(), u"2026-03-03"_s);
}

QTEST_GUILESS_MAIN(TestDailyWeather)
#include "tst_dailyweather.moc"
