// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/axispicture.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 hour = 3'600'000'000;

qint64 us(const char *iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate).toMSecsSinceEpoch() * 1'000;
}

QStringList texts(const QList<qint64> &ticks, const TickStep &step, const QTimeZone &zone)
{
    QStringList all;
    for (const qint64 tick : ticks)
        all.append(tickText(tick, step, zone));
    return all;
}

const TickStep hourly{TickStep::Unit::Clock, hour};
const QTimeZone berlin("Europe/Berlin");

} // namespace

class TestTimelineAxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsAreWhatOneCountsIn_data()
    {
        QTest::addColumn<qint64>("least");
        QTest::addColumn<QString>("texts");
        QTest::addColumn<QString>("period");
        const auto row = [](const char *name, qint64 least, const char *texts, const char *period) {
            QTest::newRow(name) << least << QString::fromLatin1(texts) << QString::fromLatin1(period);
        };
        row("microseconds", 2, "14.000000 14.000002 14.000004", "Sat 21 Nov 2026 10:20");
        row("milliseconds", 150'000, "14.000 14.200 14.400", "Sat 21 Nov 2026 10:20");
        row("seconds", 3'000'000, "10:20:15 10:20:20 10:20:25", "Sat 21 Nov 2026");
        row("quarters of an hour", 660'000'000, "10:30 10:45 11:00", "Sat 21 Nov 2026");
        row("half days", 7 * hour, "12:00 00:00 12:00", "Sat 21 Nov 2026");
        row("days", 20 * hour, "Sun 22|Mon 23|Tue 24", "November 2026");
        row("quarters of a year", 60 * 24 * hour, "Jan Apr Jul", "2026");
        row("years", 200 * 24 * hour, "2027 2028 2029", "2026");
    }

    void stepsAreWhatOneCountsIn()
    {
        QFETCH(qint64, least);
        QFETCH(QString, texts);
        QFETCH(QString, period);
        const QTimeZone utc = QTimeZone::utc();
        const TickStep step = tickStep(least);
        QVERIFY(step.lengthUs() >= least);
        const qint64 from = us("2026-11-21T10:20:14Z");
        const QStringList expected = texts.split(texts.contains(u'|') ? u'|' : u' ');
        const QList<qint64> ticks = ticksBetween(from, from + 5 * step.lengthUs(), step, utc).first(3);
        QCOMPARE(::texts(ticks, step, utc), expected);
        QCOMPARE(periodText(tickAt(from, step.parent(), utc), step.parent(), utc), period);
    }

    void anHourThatIsLeftOutHasNoTick()
    {
        const QList<qint64> ticks =
            ticksBetween(us("2026-03-28T23:30:00Z"), us("2026-03-29T03:00:00Z"), hourly, berlin);
        QCOMPARE(texts(ticks, hourly, berlin), QStringList({u"01:00"_s, u"03:00"_s, u"04:00"_s, u"05:00"_s}));
        QCOMPARE(ticks.at(1) - ticks.at(0), hour);
    }

    void anHourThatComesTwiceHasTwo()
    {
        const QList<qint64> ticks =
            ticksBetween(us("2026-10-24T23:00:00Z"), us("2026-10-25T03:00:00Z"), hourly, berlin);
        QCOMPARE(texts(ticks, hourly, berlin),
                 QStringList({u"01:00"_s, u"02:00"_s, u"02:00"_s, u"03:00"_s, u"04:00"_s}));
        for (qsizetype at = 1; at < ticks.size(); ++at)
            QCOMPARE(ticks[at] - ticks[at - 1], hour);
    }

    void ticksAreThereWhenOnlyTheSecondPassIsInView()
    {
        const QList<qint64> ticks = ticksBetween(us("2026-10-25T00:50:00Z"), us("2026-10-25T01:20:00Z"),
                                                 {TickStep::Unit::Clock, hour / 6}, berlin);
        QCOMPARE(texts(ticks, hourly, berlin), QStringList({u"02:50"_s, u"02:00"_s, u"02:10"_s, u"02:20"_s}));
    }

    void aDayBeginsWithItsFirstMoment()
    {
        const TickStep daily{TickStep::Unit::Days, 1};
        const QList<qint64> ticks =
            ticksBetween(us("2026-03-28T12:00:00Z"), us("2026-03-30T12:00:00Z"), daily, berlin);
        QCOMPARE(ticks, QList<qint64>({us("2026-03-28T23:00:00Z"), us("2026-03-29T22:00:00Z")}));
        const QTimeZone beirut("Asia/Beirut"); // where midnight itself is left out
        QCOMPARE(tickAt(us("2026-03-29T09:00:00Z"), daily, beirut), us("2026-03-28T22:00:00Z"));
    }

    void changesOfTheClocksAreMarked()
    {
        const QList<ClockChange> changes =
            clockChanges(us("2026-01-01T00:00:00Z"), us("2026-12-31T00:00:00Z"), berlin);
        QCOMPARE(changes,
                 QList<ClockChange>({{us("2026-03-29T01:00:00Z"), u"+1 h"_s},
                                     {us("2026-10-25T01:00:00Z"), u"\u22121 h"_s}}));
        QVERIFY(
            clockChanges(us("2026-01-01T00:00:00Z"), us("2026-12-31T00:00:00Z"), QTimeZone::utc()).isEmpty());
        const QTimeZone lordHowe("Australia/Lord_Howe");
        QCOMPARE(clockChanges(us("2026-03-01T00:00:00Z"), us("2026-05-01T00:00:00Z"), lordHowe).first().text,
                 u"\u221230 m"_s);
    }

    void changesOfTheClocksDoNotCrowdYears()
    {
        const auto axisAt = [](double usPerPixel) {
            return axisOf(
                TimeScale({.anchorUs = us("2026-03-28T00:00:00Z"), .usPerPixel = usPerPixel, .right = 1'000}),
                1'000, 70, berlin);
        };
        QCOMPARE(axisAt(double(hour) / 10).clockChanges.size(), 1);
        QCOMPARE(axisAt(double(hour)).clockChanges.size(), 1);
        QVERIFY(axisAt(300. * double(hour)).clockChanges.isEmpty());
    }

    void textsHaveRoomAndThePeriodThatHasBegunIsNamed()
    {
        for (double usPerPixel = 3; usPerPixel < 1e12; usPerPixel *= 1.7) {
            const TimeScale scale(
                {.anchorUs = us("2026-11-21T10:20:14Z"), .usPerPixel = usPerPixel, .right = 1'000});
            const AxisPicture axis = axisOf(scale, 1'000, 70, berlin);
            double before = -1'000;
            for (const AxisPicture::Mark &tick : axis.ticks) {
                if (tick.text.isEmpty())
                    continue;
                QVERIFY(tick.x - before >= 60);
                before = tick.x;
            }
            QVERIFY(usPerPixel > 5e11 || axis.ticks.size() >= 2);
            QVERIFY(axis.ticks.size() < 20);
            if (!axis.periods.isEmpty())
                QVERIFY(axis.periods.first().x <= 0);
        }
    }

    void everyPartBetweenFoldsHasAText()
    {
        std::vector<IdleGap> nights;
        for (int day = 0; day < 5; ++day)
            nights.push_back(
                {us("2026-11-16T18:00:00Z") + day * 24 * hour, us("2026-11-17T06:00:00Z") + day * 24 * hour});
        const TimeScale scale({.anchorUs = us("2026-11-16T06:00:00Z"),
                               .usPerPixel = 12 * hour / 150.,
                               .right = 1'000,
                               .gaps = &nights,
                               .leastFoldedUs = hour});
        const AxisPicture axis = axisOf(scale, 1'000, 70, QTimeZone::utc());
        QVERIFY(scale.folds().size() >= 4);
        for (const IdleGap &part : scale.straightParts(0, 1'000 - 70)) {
            const bool hasText = std::ranges::any_of(axis.ticks, [&](const AxisPicture::Mark &tick) {
                return !tick.text.isEmpty() && tick.x >= scale.x(part.fromUs) && tick.x <= scale.x(part.toUs);
            });
            QVERIFY(hasText);
        }
    }
};

QTEST_GUILESS_MAIN(TestTimelineAxis)
#include "tst_timelineaxis.moc"
