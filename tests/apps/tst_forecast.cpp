// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <score.h>

#include <once/value.h>

#include <Eigen/Dense>
#include <QTest>

#include <cmath>
#include <numeric>
#include <random>

using namespace weather;

namespace {

using Rows = Eigen::Matrix<double, Eigen::Dynamic, inputs>;

std::vector<Record> seattle()
{
    const std::vector<DataFile> files = dataFiles(QStringLiteral(SEATTLE));
    std::vector<Record> records;
    for (QDate day(2012, 1, 1); day <= QDate(2015, 12, 31); day = day.addDays(1))
        records.push_back(cleaned(recordOf(day.toString(Qt::ISODate), files)));
    return records;
}

// Weather that follows a law: the change of the maximum is a known sum of the inputs.
std::vector<Record> invented(const Inputs &law, int days)
{
    std::mt19937 random(2012);
    const auto between = [&random](double low, double high) {
        return low + (high - low) * double(random()) / 0xffffffffu;
    };
    std::vector<Record> records;
    for (QDate day(2000, 1, 1); int(records.size()) < days; day = day.addDays(1)) {
        Record record{day.toString(Qt::ISODate), between(0, 20), 10, between(-5, 15), between(0, 9), {}};
        if (records.size() >= lags) {
            const Inputs values = inputsOf({records.end() - lags, records.end()});
            record.maximum =
                records.back().maximum + std::inner_product(law.begin(), law.end(), values.begin(), 0.0);
        }
        records.push_back(record);
    }
    return records;
}

Statistics allOf(const std::vector<Record> &records)
{
    Statistics statistics;
    for (const Record &record : records)
        statistics = learnt(std::move(statistics), record);
    return statistics;
}

// The textbook's way: all rows at once, the penalty as further rows, solved by orthogonal triangles.
Inputs batchWeights(const std::vector<Record> &records)
{
    const auto days = Eigen::Index(records.size()) - lags;
    Rows rows = Rows::Zero(days + inputs, inputs);
    Eigen::VectorXd changes = Eigen::VectorXd::Zero(days + inputs);
    for (Eigen::Index i = 0; i < days; ++i) {
        const Inputs values = inputsOf({records.begin() + i, records.begin() + i + lags});
        rows.row(i) = Eigen::Map<const Eigen::RowVectorXd>(values.data(), inputs);
        changes(i) = records[std::size_t(i + lags)].maximum - records[std::size_t(i + lags - 1)].maximum;
    }
    rows.bottomRows(inputs).diagonal().setConstant(std::sqrt(ridge));
    Inputs found;
    Eigen::Map<Eigen::VectorXd>(found.data(), inputs) = rows.colPivHouseholderQr().solve(changes);
    return found;
}

double furthestApart(const Inputs &a, const Inputs &b)
{
    double most = 0;
    for (int i = 0; i < inputs; ++i)
        most = std::max(most, std::abs(a[std::size_t(i)] - b[std::size_t(i)]));
    return most;
}

} // namespace

class TestForecast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLawBehindInventedWeatherIsFound();
    void oneDayAtATimeGivesTheFitOfAllDaysAtOnce();
    void equalDaysGiveEqualBitsAndOthersDoNot();
    void theStatisticsSurviveTheirWayThroughTheStore();
    void theStatisticsStaySmall();
    void thereIsNoForecastBeforeEnoughDaysInARow();
    void withNothingLearntTomorrowIsLikeToday();
    void aGapInTheDaysIsNotLearntFrom();
    void theForecastIsBetterThanTomorrowIsLikeToday();
};

void TestForecast::theLawBehindInventedWeatherIsFound()
{
    const Inputs law{-0.4, -2.5, 0.5, 0.25, 1, -0.5, 0.3, -2, -0.7, 0.4, 0.1};
    const Statistics statistics = allOf(invented(law, 1500));
    const double off = furthestApart(weights(statistics, 1e-9), law);
    QVERIFY2(off < 1e-6, qPrintable(QString::number(off)));
    QVERIFY(furthestApart(weights(statistics, 1e9), law) > 1); // a penalty without end leaves nothing
}

void TestForecast::oneDayAtATimeGivesTheFitOfAllDaysAtOnce()
{
    const std::vector<Record> records = seattle();
    const double off = furthestApart(weights(allOf(records)), batchWeights(records));
    QVERIFY2(off < 1e-9, qPrintable(QString::number(off)));
}

void TestForecast::equalDaysGiveEqualBitsAndOthersDoNot()
{
    const std::vector<Record> records = seattle();
    const Statistics once = allOf(records), again = allOf(records);
    QCOMPARE(once::Value::of(once), once::Value::of(again));
    QCOMPARE(once::Value::of(forecast(once)), once::Value::of(forecast(again)));
    std::vector<Record> others = records;
    others[700].wind += 0.1;
    QVERIFY(!(once::Value::of(allOf(others)) == once::Value::of(once)));
}

void TestForecast::theStatisticsSurviveTheirWayThroughTheStore()
{
    const std::vector<Record> records = seattle();
    Statistics kept;
    for (const Record &record : records)
        kept = once::Value::of(learnt(kept, record)).to<Statistics>();
    QCOMPARE(once::Value::of(kept), once::Value::of(allOf(records)));
}

void TestForecast::theStatisticsStaySmall()
{
    const Statistics statistics = allOf(seattle());
    once::Encoder asProp;
    once::hashAppend(asProp, statistics);
    for (const qsizetype size : {asProp.view().size(), once::Value::of(statistics).encoding().size()})
        QVERIFY2(size < 2048, qPrintable(QString::number(size)));
}

void TestForecast::thereIsNoForecastBeforeEnoughDaysInARow()
{
    const std::vector<Record> records = seattle();
    QVERIFY(forecast({}).day.isEmpty());
    QVERIFY(forecast(allOf({records.begin(), records.begin() + lags - 1})).day.isEmpty());
    QCOMPARE(forecast(allOf({records.begin(), records.begin() + lags})).day, records[lags].day);
}

void TestForecast::withNothingLearntTomorrowIsLikeToday()
{
    const std::vector<Record> records = seattle();
    const Forecast first = forecast(allOf({records.begin(), records.begin() + lags}));
    QCOMPARE(first.learntFrom, 0);
    QCOMPARE(first.maximum, records[lags - 1].maximum);
    QCOMPARE(first.likeToday, records[lags - 1].maximum);
}

void TestForecast::aGapInTheDaysIsNotLearntFrom()
{
    const std::vector<Record> records = seattle();
    Statistics statistics = allOf({records.begin(), records.begin() + 10});
    QCOMPARE(statistics.days, 10 - lags);
    statistics = learnt(statistics, records[11]);
    QCOMPARE(statistics.days, 10 - lags);
    QVERIFY(forecast(statistics).day.isEmpty());
    for (int i = 12; i < 20; ++i)
        statistics = learnt(statistics, records[std::size_t(i)]);
    QCOMPARE(statistics.days, 10 - lags + 9 - lags);
}

void TestForecast::theForecastIsBetterThanTomorrowIsLikeToday()
{
    Statistics statistics;
    Score score;
    for (const Record &record : seattle()) {
        score = scored(score, forecast(statistics), record);
        statistics = learnt(std::move(statistics), record);
    }
    qInfo().noquote() << summary(score);
    QCOMPARE(score.days, 1461 - lags - warmUp);
    QVERIFY(score.error < 0.95 * score.likeTodayError);
}

QTEST_GUILESS_MAIN(TestForecast)
#include "tst_forecast.moc"
