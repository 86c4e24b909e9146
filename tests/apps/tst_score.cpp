// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <score.h>

#include <QTest>

using namespace weather;

namespace {

Record record(const QString &day, double maximum, double minimum = 0, double rain = 0)
{
    return {day, rain, maximum, minimum, 0, {}};
}

Forecast forecastFor(const QString &day, double maximum, double likeToday, int learntFrom = warmUp)
{
    return {day, maximum, likeToday, learntFrom};
}

} // namespace

class TestScore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorsAddUpWithoutTheirSign();
    void onlyForecastsOfTheDayAndAfterTheWarmUpCount_data();
    void onlyForecastsOfTheDayAndAfterTheWarmUpCount();
    void aWeekIsToldInAFewLines();
    void aRecordOfAnotherWeekBeginsThatWeek();
};

void TestScore::errorsAddUpWithoutTheirSign()
{
    Score score =
        scored({}, forecastFor(QStringLiteral("2012-03-01"), 10, 8), record(QStringLiteral("2012-03-01"), 9));
    score = scored(score, forecastFor(QStringLiteral("2012-03-02"), 7, 9),
                   record(QStringLiteral("2012-03-02"), 9.5));
    QCOMPARE(score.days, 2);
    QCOMPARE(score.error, 3.5);
    QCOMPARE(score.likeTodayError, 1.5);
    QCOMPARE(summary(score),
             QStringLiteral("mean absolute error: 1.75 C (tomorrow is like today: 0.75 C) over 2 days"));
}

void TestScore::onlyForecastsOfTheDayAndAfterTheWarmUpCount_data()
{
    QTest::addColumn<QString>("day");
    QTest::addColumn<int>("learntFrom");
    QTest::addColumn<int>("days");
    QTest::newRow("the day after the warm-up") << "2012-03-01" << warmUp << 1;
    QTest::newRow("the last day of the warm-up") << "2012-03-01" << warmUp - 1 << 0;
    QTest::newRow("another day") << "2012-02-29" << warmUp << 0;
    QTest::newRow("no day") << "" << warmUp << 0;
}

void TestScore::onlyForecastsOfTheDayAndAfterTheWarmUpCount()
{
    QFETCH(QString, day);
    QFETCH(int, learntFrom);
    const Score score =
        scored({}, forecastFor(day, 10, 8, learntFrom), record(QStringLiteral("2012-03-01"), 9));
    QTEST(score.days, "days");
    QCOMPARE(score.error, double(score.days));
    QCOMPARE(summary(score).startsWith(QStringLiteral("mean absolute error")), score.days == 1);
}

void TestScore::aWeekIsToldInAFewLines()
{
    Week week;
    for (int day = 5; day <= 11; ++day) { // Monday to Sunday
        const QString iso = QDate(2012, 3, day).toString(Qt::ISODate);
        week = extended(week, forecastFor(iso, day, 0), record(iso, day + 0.5, -day, day == 8 ? 3.5 : 0));
    }
    QCOMPARE(report(week),
             QStringLiteral("The week from 2012-03-05 to 2012-03-11\n"
                            "rain      3.5 mm on 1 of 7 days\n"
                            "warmest   11.5 C on 2012-03-11\n"
                            "coldest   -11.0 C on 2012-03-11\n"
                            "forecast  0.50 C off on average, on 7 of 7 days"));
    QVERIFY(isSunday(week.lastDay));
    QVERIFY(!isSunday(week.monday));
}

void TestScore::aRecordOfAnotherWeekBeginsThatWeek()
{
    Week week = extended({}, {}, record(QStringLiteral("2012-12-30"), 30, 10, 5)); // Sunday
    QCOMPARE(week.monday, QStringLiteral("2012-12-24"));
    week = extended(week, {}, record(QStringLiteral("2013-01-02"), 3, -1)); // Wednesday: Monday is missing
    QCOMPARE(week.monday, QStringLiteral("2012-12-31"));
    QCOMPARE(week.rain, 0.0);
    QCOMPARE(week.warmest.temperature, 3.0);
    QCOMPARE(week.coldest.temperature, -1.0);
    QCOMPARE(week.forecasts, 0);
    QVERIFY(!report(week).contains(QStringLiteral("forecast")));
}

QTEST_GUILESS_MAIN(TestScore)
#include "tst_score.moc"
