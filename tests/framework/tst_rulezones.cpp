// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What clocks that are set forward and back, and the calendar's own ends, do to the times of rules.
#include <once/rule.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

QTimeZone zone(const char *id) { return QTimeZone(id); }

Instant at(const char *iso)
{
    return fromDateTime(QDateTime::fromString(QLatin1StringView(iso), Qt::ISODate));
}

// "2025-03-30T03:00 due 01:00Z gap merged 2025-03-30T02:30"
QString shown(const Nominal &nominal)
{
    QString text = nominal.text() + u" = "_s + toIso(nominal.due).first(16) + u'Z';
    if (nominal.isInGap)
        text += u" gap"_s;
    for (const auto time : nominal.merged)
        text += u" + "_s + Nominal::text(time);
    return text;
}

QStringList next(const char *rule, const char *zoneId, const char *from, int count, InGap inGap = InGap::End)
{
    const Rule parsed{QString::fromLatin1(rule)};
    QStringList list;
    Instant after = at(from) - Microseconds(1);
    for (int i = 0; i < count; ++i) {
        const auto nominal = parsed.next(after, zone(zoneId), inGap);
        if (!nominal)
            return list + QStringList{u"none"_s};
        if (parsed.latest(nominal->due, zone(zoneId), inGap)->text() != nominal->text())
            list += u"latest is %1"_s.arg(parsed.latest(nominal->due, zone(zoneId), inGap)->text());
        list += shown(*nominal);
        after = nominal->due;
    }
    return list;
}

} // namespace

class RuleZonesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFixedTimeThatIsLeftOutIsDueAtTheGapsEnd()
    {
        QCOMPARE(
            next("30 2 * * *", "Europe/Berlin", "2025-03-29T00:00Z", 3),
            QStringList({"2025-03-29T02:30 = 2025-03-29T01:30Z", "2025-03-30T02:30 = 2025-03-30T01:00Z gap",
                         "2025-03-31T02:30 = 2025-03-31T00:30Z"}));
    }

    void aWildcardHasNoTimesInAGap()
    {
        QCOMPARE(next("*/30 * * * *", "Europe/Berlin", "2025-03-30T00:30Z", 3),
                 QStringList({"2025-03-30T01:30 = 2025-03-30T00:30Z", "2025-03-30T03:00 = 2025-03-30T01:00Z",
                              "2025-03-30T03:30 = 2025-03-30T01:30Z"}));
    }

    void manyFixedTimesInOneGapAreOne()
    {
        QCOMPARE(next("0,15,30,45 2 * * *", "Europe/Berlin", "2025-03-30T00:00Z", 2),
                 QStringList({"2025-03-30T02:45 = 2025-03-30T01:00Z gap + 2025-03-30T02:00 + "
                              "2025-03-30T02:15 + 2025-03-30T02:30",
                              "2025-03-31T02:00 = 2025-03-31T00:00Z"}));
    }

    void aTimeAtTheGapsEndTakesInThoseOfTheGap()
    {
        QCOMPARE(next("0,30 2,3 * * *", "Europe/Berlin", "2025-03-30T00:00Z", 2),
                 QStringList({"2025-03-30T03:00 = 2025-03-30T01:00Z + 2025-03-30T02:00 + 2025-03-30T02:30",
                              "2025-03-30T03:30 = 2025-03-30T01:30Z"}));
    }

    void aFixedTimeThatComesTwiceIsDueTheFirstTime()
    {
        QCOMPARE(
            next("30 2 * * *", "Europe/Berlin", "2025-10-26T00:00Z", 2),
            QStringList({"2025-10-26T02:30 = 2025-10-26T00:30Z", "2025-10-27T02:30 = 2025-10-27T01:30Z"}));
    }

    void aWildcardGoesOnWithRealTimeThroughBothPasses()
    {
        QCOMPARE(next("*/30 * * * *", "Europe/Berlin", "2025-10-26T00:00Z", 5),
                 QStringList({"2025-10-26T02:00 = 2025-10-26T00:00Z", "2025-10-26T02:30 = 2025-10-26T00:30Z",
                              "2025-10-26T02:00 again = 2025-10-26T01:00Z",
                              "2025-10-26T02:30 again = 2025-10-26T01:30Z",
                              "2025-10-26T03:00 = 2025-10-26T02:00Z"}));
    }

    void shiftedTimesAreDueAsManyMinutesAfterTheGap()
    {
        QCOMPARE(next("0,40 2,3 * * *", "Europe/Berlin", "2025-03-30T00:00Z", 3, InGap::Shift),
                 QStringList({"2025-03-30T03:00 = 2025-03-30T01:00Z + 2025-03-30T02:00",
                              "2025-03-30T03:40 = 2025-03-30T01:40Z + 2025-03-30T02:40",
                              "2025-03-31T02:00 = 2025-03-31T00:00Z"}));
        QCOMPARE(next("10,50 2 * * *", "Europe/Berlin", "2025-03-30T00:00Z", 3, InGap::Shift),
                 QStringList({"2025-03-30T02:10 = 2025-03-30T01:10Z gap",
                              "2025-03-30T02:50 = 2025-03-30T01:50Z gap",
                              "2025-03-31T02:10 = 2025-03-31T00:10Z"}));
    }

    void skippedTimesAreNeverDue()
    {
        QCOMPARE(next("30 2 * * *", "Europe/Berlin", "2025-03-30T00:00Z", 1, InGap::Skip),
                 QStringList({"2025-03-31T02:30 = 2025-03-31T00:30Z"}));
    }

    void aGapAtMidnightMovesMidnightToItsEnd()
    {
        QCOMPARE(next("0 0 * * *", "America/Santiago", "2025-09-06T05:00Z", 2),
                 QStringList(
                     {"2025-09-07T00:00 = 2025-09-07T04:00Z gap", "2025-09-08T00:00 = 2025-09-08T03:00Z"}));
        QCOMPARE(next("@daily", "Africa/Cairo", "2025-04-24T00:00Z", 2),
                 QStringList(
                     {"2025-04-25T00:00 = 2025-04-24T22:00Z gap", "2025-04-26T00:00 = 2025-04-25T21:00Z"}));
    }

    void aGapMayBeHalfAnHourLong()
    {
        QCOMPARE(next("0,15,30 2 * * *", "Australia/Lord_Howe", "2025-10-04T15:00Z", 2),
                 QStringList({"2025-10-05T02:30 = 2025-10-04T15:30Z + 2025-10-05T02:00 + 2025-10-05T02:15",
                              "2025-10-06T02:00 = 2025-10-05T15:00Z"}));
        QCOMPARE(
            next("*/15 * * * *", "Australia/Lord_Howe", "2025-10-04T15:15Z", 2),
            QStringList({"2025-10-05T01:45 = 2025-10-04T15:15Z", "2025-10-05T02:30 = 2025-10-04T15:30Z"}));
    }

    void aSecondPassMayBeHalfAnHourLong()
    {
        QCOMPARE(
            next("45 1 * * *", "Australia/Lord_Howe", "2025-04-05T14:00Z", 2),
            QStringList({"2025-04-06T01:45 = 2025-04-05T14:45Z", "2025-04-07T01:45 = 2025-04-06T15:15Z"}));
        QCOMPARE(next("*/15 * * * *", "Australia/Lord_Howe", "2025-04-05T14:45Z", 4),
                 QStringList(
                     {"2025-04-06T01:45 = 2025-04-05T14:45Z", "2025-04-06T01:30 again = 2025-04-05T15:00Z",
                      "2025-04-06T01:45 again = 2025-04-05T15:15Z", "2025-04-06T02:00 = 2025-04-05T15:30Z"}));
    }

    void aDayThatIsLeftOutIsDueWithTheNextOne()
    {
        QCOMPARE(next("0 0 * * *", "Pacific/Apia", "2011-12-29T00:00Z", 3),
                 QStringList({"2011-12-29T00:00 = 2011-12-29T10:00Z",
                              "2011-12-31T00:00 = 2011-12-30T10:00Z + 2011-12-30T00:00",
                              "2012-01-01T00:00 = 2011-12-31T10:00Z"}));
        QCOMPARE(
            next("0 12 * * *", "Pacific/Apia", "2011-12-29T20:00Z", 3),
            QStringList({"2011-12-29T12:00 = 2011-12-29T22:00Z", "2011-12-30T12:00 = 2011-12-30T10:00Z gap",
                         "2011-12-31T12:00 = 2011-12-30T22:00Z"}));
        QCOMPARE(next("0 12 30 12 *", "Pacific/Apia", "2011-01-01T00:00Z", 1, InGap::Skip),
                 QStringList({"2012-12-30T12:00 = 2012-12-29T22:00Z"}));
        QCOMPARE(
            next("0 */12 * * *", "Pacific/Apia", "2011-12-29T20:00Z", 2),
            QStringList({"2011-12-29T12:00 = 2011-12-29T22:00Z", "2011-12-31T00:00 = 2011-12-30T10:00Z"}));
    }

    void aZoneMayBeThreeQuartersOfAnHourOff()
    {
        QCOMPARE(
            next("0 * * * *", "Asia/Kathmandu", "2025-01-01T00:00Z", 2),
            QStringList({"2025-01-01T06:00 = 2025-01-01T00:15Z", "2025-01-01T07:00 = 2025-01-01T01:15Z"}));
    }

    void otherZonesTurnElsewhere()
    {
        QCOMPARE(next("30 2 * * *", "America/New_York", "2025-03-09T00:00Z", 2),
                 QStringList(
                     {"2025-03-09T02:30 = 2025-03-09T07:00Z gap", "2025-03-10T02:30 = 2025-03-10T06:30Z"}));
        QCOMPARE(
            next("30 1 * * *", "America/New_York", "2025-11-02T00:00Z", 2),
            QStringList({"2025-11-02T01:30 = 2025-11-02T05:30Z", "2025-11-03T01:30 = 2025-11-03T06:30Z"}));
    }

    // Asked in the second pass, after a time of which the first pass has had its turn.
    void nothingFixedComesAgainInASecondPass()
    {
        QCOMPARE(next("0-59 2 * * *", "Europe/Berlin", "2025-10-26T01:20Z", 1),
                 QStringList({"2025-10-27T02:00 = 2025-10-27T01:00Z"}));
        const auto latest = Rule(u"0-59 2 * * *"_s).latest(at("2025-10-26T01:20Z"), zone("Europe/Berlin"));
        QCOMPARE(shown(*latest), u"2025-10-26T02:59 = 2025-10-26T00:59Z"_s);
    }

    void theLatestIsTheOneBeforeOrAtATime_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("until");
        QTest::addColumn<QString>("latest");
        const auto row = [](const char *rule, const char *until, const char *latest) {
            QTest::addRow("%s at %s", rule, until) << QString(rule) << QString(until) << QString(latest);
        };
        row("30 2 * * *", "2025-03-30T00:59:59Z", "2025-03-29T02:30 = 2025-03-29T01:30Z");
        row("30 2 * * *", "2025-03-30T01:00:00Z", "2025-03-30T02:30 = 2025-03-30T01:00Z gap");
        row("30 2 * * *", "2025-03-30T12:00:00Z", "2025-03-30T02:30 = 2025-03-30T01:00Z gap");
        row("30 * * * *", "2025-03-30T01:20:00Z", "2025-03-30T01:30 = 2025-03-30T00:30Z");
        row("30 * * * *", "2025-10-26T01:20:00Z", "2025-10-26T02:30 = 2025-10-26T00:30Z");
        row("30 * * * *", "2025-10-26T01:30:00Z", "2025-10-26T02:30 again = 2025-10-26T01:30Z");
        row("0 0 29 2 *", "2104-02-28T00:00:00Z", "2096-02-29T00:00 = 2096-02-28T23:00Z");
        row("2030-01-01", "2029-06-01T00:00:00Z", "none");
        row("2020-01-01", "2029-06-01T00:00:00Z", "2020-01-01T00:00 = 2019-12-31T23:00Z");
        row("every 90m", "2025-10-26T01:20:00Z", "2025-10-26T00:00 = 2025-10-26T00:00Z");
    }

    void theLatestIsTheOneBeforeOrAtATime()
    {
        QFETCH(QString, rule);
        QFETCH(QString, until);
        QFETCH(QString, latest);
        const auto found = Rule(rule).latest(at(qPrintable(until)), zone("Europe/Berlin"));
        QCOMPARE(found ? shown(*found) : u"none"_s, latest);
    }

    void thereIsNothingBeyondTheCalendarsEnds()
    {
        QVERIFY(!Rule(u"* * * * *"_s).next(at("9999-12-31T23:59:00Z"), QTimeZone::utc()));
        QVERIFY(!Rule(u"* * * * *"_s).next(Instant::max(), zone("Europe/Berlin")));
        QVERIFY(!Rule(u"* * * * *"_s).latest(Instant::min(), zone("Europe/Berlin")));
        QVERIFY(!Rule(u"every 1m"_s).next(Instant::max(), QTimeZone::utc()));
        QVERIFY(!Rule(u"every 1m"_s).latest(Instant::min(), QTimeZone::utc()));
        QCOMPARE(Rule(u"0 0 * * *"_s).next(Instant::min(), QTimeZone::utc())->text(), u"1900-01-01T00:00"_s);
        QCOMPARE(Rule(u"0 0 * * *"_s).latest(Instant::max(), QTimeZone::utc())->text(),
                 u"9999-12-31T00:00"_s);
    }

    void intervalsAreInUtc()
    {
        QCOMPARE(
            next("every 90m", "Europe/Berlin", "2025-03-30T00:00Z", 2),
            QStringList({"2025-03-30T00:00 = 2025-03-30T00:00Z", "2025-03-30T01:30 = 2025-03-30T01:30Z"}));
        QCOMPARE(next("every 1h30m from 2026-01-01T00:15Z", "UTC", "2025-12-31T00:00Z", 1),
                 QStringList({"2025-12-31T00:15 = 2025-12-31T00:15Z"}));
    }
};

QTEST_GUILESS_MAIN(RuleZonesTest)
#include "tst_rulezones.moc"
