// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What clocks that are set forward and back, and the calendar's own ends, do to the times of rules.
#include <once/rule.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

QTimeZone zone(const char *id)
{
    return QTimeZone(id);
}

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
        QCOMPARE(next("30 2 * * *", "Europe/Berlin", "2025-03-29T00:00Z", 3),
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
                 QStringList({"2025-03-30T02:45 = 2025-03-30T01:00Z gap + 2025-03-30T02:00 + 2025-03-30T02:15 + 2025-03-30T02:30",
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
        QCOMPARE(next("30 2 * * *", "Europe/Berlin", "2025-10-26T00:00Z", 2),
                 QStringList({"2025-10-26T02:30 = 2025-10-26T00:30Z", "2025-10-27T02:30 = 2025-10-27T01:30Z"}));
    }

    void aWildcardGoesOnWithRealTimeThroughBothPasses()
    {
        QCOMPARE(next("*/30 * * * *", "Europe/Berlin", "2025-10-26T00:00Z", 5),
                 QStringList({"2025-10-26T02:00 = 2025-10-26T00:00Z", "2025-10-26T02:30 = 2025-10-26T00:30Z",
                              "2025-10-26T02:00 again = 2025-10-26T01:00Z", "2025-10-26T02:30 again = 2025-10-26T01:30Z",
                              "2025-10-26T03:00 = 2025-10-26T02:00Z"}));
    }

    void shiftedTimesAreDueAsManyMinutesAfterTheGap()
    {
        QCOMPARE(next("0,40 2,3 * * *", "Europe/Berlin", "2025-03-30T00:00Z", 3, InGap::Shift),
                 QStringList({"2025-03-30T03:00 = 2025-03-30T01:00Z + 2025-03-30T02:00",
                              "2025-03-30T03:40 = 2025-03-30T01:40Z + 2025-03-30T02:40", "2025-03-31T02:00 = 2025-03-31T00:00Z"}));
        QCOMPARE(next("10,50 2 * * *", "Europe/Berlin", "2025-03-30T00:00Z", 3, InGap::Shift),
                 QStringList({"2025-03-30T02:10 = 2025-03-30T01:10Z gap", "2025-03-30T02:50 = 2025-03-30T01:50Z gap",
                              "2025-03-31T02:10 = 2025-03-31T00:10Z"}));
    }

    void skippedTimesAreNeverDue()
    {
        QCOMPARE(next("30 2 * * *", "Europe/Berlin", "2025-03-30T00:00Z", 1, InGap::Skip),
                 QStringList({"2025-03-31T02:30 = 2025-03-31T00:30Z"}));
    }

    void intervalsAreInUtc()
    {
        QCOMPARE(next("every 90m", "Europe/Berlin", "2025-03-30T00:00Z", 2),
                 QStringList({"2025-03-30T00:00 = 2025-03-30T00:00Z", "2025-03-30T01:30 = 2025-03-30T01:30Z"}));
        QCOMPARE(next("every 1h30m from 2026-01-01T00:15Z", "UTC", "2025-12-31T00:00Z", 1), QStringList({"2025-12-31T00:15 = 2025-12-31T00:15Z"}));
    }
};

QTEST_GUILESS_MAIN(RuleZonesTest)
#include "tst_rulezones.moc"
