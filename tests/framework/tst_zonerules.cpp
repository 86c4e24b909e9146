// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Wall time in all zones, against Howard Hinnant's library.
#include <once/detail/values/zonerules.h>

#include <date/tz.h>

#include <QTest>

using namespace once;
using namespace once::detail;
using namespace std::chrono;

namespace {

constexpr auto begin = sys_days(1970y / January / 2), end = sys_days(2037y / December / 31);

struct Difference
{
    const date::time_zone &zone;
    const ZoneRules &rules;
    QStringList found;
    qint64 comparisons = 0;

    void compare(bool isEqual, const char *what, qint64 second)
    {
        ++comparisons;
        if (!isEqual && found.size() < 5)
            found += QStringLiteral("%1: %2 at %3").arg(QString::fromStdString(zone.name()), QString::fromLatin1(what)).arg(second);
    }

    void atInstant(sys_seconds instant)
    {
        const auto wall = zone.to_local(instant);
        compare(rules.wallTime(instant).time_since_epoch() == wall.time_since_epoch(), "wall time", instant.time_since_epoch().count());
    }

    void atWallTime(seconds second)
    {
        const auto expected = zone.get_info(date::local_seconds(second));
        const auto got = rules.moments(WallTime(second));
        const auto instant = [&](const date::sys_info &info) { return Instant(second - info.offset); };
        switch (expected.result) {
        case date::local_info::unique:
            return compare(!got.isInGap && got.first == got.last && got.first == instant(expected.first), "a time", second.count());
        case date::local_info::nonexistent:
            return compare(got.isInGap && got.first == Instant(expected.first.end) && got.last == got.first, "a gap", second.count());
        case date::local_info::ambiguous:
            return compare(!got.isInGap && got.first == instant(expected.first) && got.last == instant(expected.second), "a time that comes twice",
                           second.count());
        }
    }
};

} // namespace

class ZoneRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // At and around each transition from 1970 to 2037 of each zone that both know.
    void wallTimesAreThoseOfTheReference()
    {
        QStringList differences;
        qint64 comparisons = 0;
        for (const date::time_zone &zone : date::get_tzdb().zones) {
            const QTimeZone qtZone(QByteArray::fromStdString(zone.name()));
            if (!qtZone.isValid())
                continue;
            const ZoneRules rules(qtZone);
            Difference difference{zone, rules, {}};
            for (date::sys_info span = zone.get_info(sys_seconds(begin)); span.end < sys_seconds(end); span = zone.get_info(span.end)) {
                const auto next = zone.get_info(span.end);
                for (const seconds step : {-2 * 86'400s, -1s, 0s, 1s, 86'400s})
                    difference.atInstant(span.end + step);
                for (const seconds offset : {span.offset, next.offset})
                    for (const seconds step : {-86'400s, -1'800s, -1s, 0s, 1s, 900s, 1'799s, 1'800s, 3'599s, 3'600s, 86'400s})
                        difference.atWallTime(span.end.time_since_epoch() + offset + step);
            }
            differences += difference.found;
            comparisons += difference.comparisons;
        }
        qInfo("%lld comparisons", static_cast<long long>(comparisons));
        QVERIFY(comparisons > 100'000);
        QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(ZoneRulesTest)
#include "tst_zonerules.moc"
