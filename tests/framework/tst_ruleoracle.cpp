// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The times of many made-up rules, against a plain scan of all minutes, against systemd, and, in all zones, against
// Howard Hinnant's library.
#include "support/madeuprules.h"

#include <once/rule.h>

#include <date/tz.h>

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <map>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

constexpr quint32 seed = 20261122;

Instant atUtc(Nominal::Time time) { return Instant(time.time_since_epoch()); }

QStringList texts(const std::vector<Nominal::Time> &times)
{
    QStringList texts;
    for (const auto time : times)
        texts += Nominal::text(time);
    return texts;
}

// In UTC, from one time up to another.
std::vector<Nominal::Time> timesOf(const Rule &rule, Nominal::Time from, Nominal::Time until,
                                   std::size_t most)
{
    std::vector<Nominal::Time> times;
    for (auto next = rule.next(atUtc(from) - 1us, QTimeZone::utc());
         next && next->time <= until && times.size() < most; next = rule.next(next->due, QTimeZone::utc()))
        times.push_back(next->time);
    return times;
}

std::vector<Nominal::Time> scanned(const MadeUpRule &rule, local_days from, days count, std::size_t most)
{
    std::vector<Nominal::Time> times;
    for (local_days day = from; day < from + count; day += days(1)) {
        if (!rule.holds(day))
            continue;
        for (unsigned hour = 0; hour < 24; ++hour)
            for (unsigned minute = 0; minute < 60 && rule.hours[hour] && times.size() < most; ++minute)
                if (rule.minutes[minute])
                    times.push_back(day + hours(hour) + minutes(minute));
    }
    return times;
}

bool isPossible(const QString &rule)
{
    try {
        const Rule parsed(rule);
        return true;
    } catch (const RuleError &) {
        return false;
    }
}

// What systemd-analyze says that the next times of each are: "2026-01-25T00:00" and so on.
std::vector<QStringList> systemdsTimes(const QStringList &rules, const QString &base, int count)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TZ"_s, u"UTC"_s);
    process.setProcessEnvironment(environment);
    process.start(
        u"systemd-analyze"_s,
        QStringList{u"calendar"_s, u"--base-time"_s, base, u"--iterations"_s, QString::number(count)}
            + rules);
    process.waitForFinished(60'000);
    static const QRegularExpression time(u"^ *(?:Next elapse|Iter. #\\d+): \\w+ (\\S+) (\\S+) UTC"_s);
    std::vector<QStringList> all;
    for (const QString &line : QString::fromUtf8(process.readAllStandardOutput()).split(u'\n')) {
        if (line.contains(u"Normalized form:"_s))
            all.emplace_back();
        if (const auto match = time.match(line); match.hasMatch())
            all.back() += match.captured(1) + u'T'
                + QString(match.captured(2)).remove(QRegularExpression(u"(?<=:..):00$"_s));
    }
    if (process.exitCode() != 0)
        qWarning("%s", process.readAllStandardError().constData());
    return all;
}

// When times are due in a zone, found in the plainest way with the reference library.
struct ReferenceZone
{
    const date::time_zone &zone;
    const QTimeZone &qtZone;
    QStringList differences;
    qint64 comparisons = 0;

    static QString shown(const Nominal &nominal)
    {
        QString text =
            u"%1%2 due %3"_s.arg(nominal.text(), nominal.isInGap ? u" gap"_s : u""_s, toIso(nominal.due));
        for (const auto time : nominal.merged)
            text += u" + "_s + Nominal::text(time);
        return text;
    }

    // A fixed time, or none where it is left out and to be skipped.
    std::optional<Nominal> fixed(Nominal::Time time, InGap inGap) const
    {
        const auto info = zone.get_info(date::local_seconds(time.time_since_epoch()));
        const bool isInGap = info.result == date::local_info::nonexistent;
        if (isInGap && inGap == InGap::Skip)
            return {};
        const Instant due = isInGap && inGap == InGap::End
            ? Instant(info.second.begin)
            : Instant(time.time_since_epoch() - info.first.offset);
        return Nominal{time, false, isInGap, due, {}};
    }

    QStringList fixedAround(sys_seconds from, sys_seconds until, InGap inGap) const
    {
        const auto widest = abs(zone.get_info(until).offset) + abs(zone.get_info(from).offset)
            + 3h; // to UTC and through the gap
        std::map<Instant, Nominal> byDue;
        for (local_seconds time(floor<hours>((from - widest).time_since_epoch()));
             time < local_seconds((until + widest).time_since_epoch()); time += 30min) {
            auto nominal = fixed(time, inGap);
            if (!nominal || nominal->due <= from || nominal->due > until)
                continue;
            if (const auto known = byDue.find(nominal->due); known != byDue.end()) {
                nominal->merged = known->second.merged;
                nominal->merged.push_back(known->second.time);
            }
            byDue[nominal->due] = *nominal;
        }
        QStringList all;
        for (const auto &[due, nominal] : byDue)
            all += shown(nominal);
        return all;
    }

    bool isSecondPass(sys_seconds instant) const
    {
        const auto info = zone.get_info(zone.to_local(instant));
        return info.result == date::local_info::ambiguous && info.second.begin <= instant;
    }

    QStringList flowingAround(sys_seconds from, sys_seconds until) const
    {
        QStringList all;
        for (sys_seconds begin = from + 1s, end; begin <= until; begin = end) {
            const date::sys_info span = zone.get_info(begin);
            end = std::min(span.end, until + 1s);
            for (sys_seconds instant(ceil<minutes>(begin.time_since_epoch() + span.offset) - span.offset);
                 instant < end; instant += 1min)
                if ((instant.time_since_epoch() + span.offset) % 30min == 0s)
                    all += shown({Nominal::Time(instant.time_since_epoch() + span.offset),
                                  isSecondPass(instant),
                                  false,
                                  instant,
                                  {}});
        }
        return all;
    }

    void compare(const QString &rule, InGap inGap, sys_seconds from, sys_seconds until,
                 const QStringList &expected)
    {
        const Rule parsed(rule);
        QStringList got;
        for (auto next = parsed.next(from, qtZone, inGap); next && next->due <= until;
             next = parsed.next(next->due, qtZone, inGap))
            got += shown(*next);
        comparisons += expected.size();
        if (got != expected)
            differences += u"%1 %2: %3\n%4"_s.arg(QString::fromStdString(zone.name()), rule,
                                                  got.join(u", "_s), expected.join(u", "_s));
    }

    void compareAround(sys_seconds transition)
    {
        const sys_seconds from = transition - 2h, until = transition + 3h;
        for (const InGap inGap : {InGap::End, InGap::Shift, InGap::Skip})
            compare(u"0,30 0-23 * * *"_s, inGap, from, until, fixedAround(from, until, inGap));
        compare(u"*/30 * * * *"_s, InGap::End, from, until, flowingAround(from, until));
    }
};

} // namespace

class RuleOracleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tenThousandRulesHaveTheTimesOfAPlainScan();
    void calendarRulesHaveSystemdsTimes();
    void timesAreDueInAllZonesWhenTheReferenceSays();
};

// 28 years have every kind of year.
// For each rule some days from one in four years on: all of them are looked at again and again.
void RuleOracleTest::tenThousandRulesHaveTheTimesOfAPlainScan()
{
    MadeUpRules madeUp(seed);
    qint64 found = 0, refused = 0;
    for (int i = 0; i < 10'000; ++i) {
        const MadeUpRule rule = madeUp.rule();
        const local_days from = local_days(2026y / January / 1) + days(madeUp.upTo(4 * 365));
        const auto expected = scanned(rule, from, days(40), 30);
        std::vector<Nominal::Time> times;
        try {
            times = timesOf(Rule(rule.cron), from,
                            expected.size() == 30 ? expected.back() : from + days(40) - 1min, 31);
        } catch (const RuleError &error) {
            QVERIFY2(scanned(rule, local_days(2000y / January / 1), days(28 * 366), 1).empty(), error.what());
            ++refused;
        }
        QVERIFY2(times == expected,
                 qPrintable(u"%1 from %2\n%3\n%4"_s.arg(
                     rule.cron, Nominal::text(from), texts(times).join(u' '), texts(expected).join(u' '))));
        found += qint64(times.size());
    }
    qInfo("%lld times; %lld rules without any", static_cast<long long>(found),
          static_cast<long long>(refused));
    QVERIFY(found > 150'000);
}

// Cron rules against what they are in systemd's grammar, and rules in that grammar as they are.
void RuleOracleTest::calendarRulesHaveSystemdsTimes()
{
    if (QStandardPaths::findExecutable(u"systemd-analyze"_s).isEmpty())
        QSKIP("systemd-analyze is not installed: it is in Debian's package systemd");
    MadeUpRules madeUp(seed);
    QStringList rules, calendars;
    while (rules.size() < 500) {
        const bool isCron = rules.size() % 2 == 0;
        const MadeUpRule rule = isCron ? madeUp.rule() : MadeUpRule{};
        const QString calendar = isCron ? rule.calendar : madeUp.calendar();
        if (!calendar.isEmpty() && isPossible(calendar)) {
            rules += isCron ? rule.cron : calendar;
            calendars += calendar;
        }
    }
    const auto expected = systemdsTimes(calendars, u"2026-03-01 12:34:56 UTC"_s, 8);
    QCOMPARE(expected.size(), std::size_t(rules.size()));
    const Nominal::Time from = local_days(2026y / March / 1) + 12h + 34min + 57s;
    for (qsizetype i = 0; i < rules.size(); ++i)
        for (const QString &rule : {rules[i], calendars[i]}) {
            const QStringList times =
                texts(timesOf(Rule(rule), from, local_days(2200y / January / 1) - 1s, 8));
            QVERIFY2(times == expected[std::size_t(i)],
                     qPrintable(u"%1 (%2)\n%3\n%4"_s.arg(rule, calendars[i], times.join(u' '),
                                                         expected[std::size_t(i)].join(u' '))));
        }
}

// Around every tenth transition from 1970 to 2037 of each zone that both know.
void RuleOracleTest::timesAreDueInAllZonesWhenTheReferenceSays()
{
    QStringList differences;
    qint64 comparisons = 0;
    for (const date::time_zone &zone : date::get_tzdb().zones) {
        const QTimeZone qtZone(QByteArray::fromStdString(zone.name()));
        if (!qtZone.isValid())
            continue;
        ReferenceZone reference{zone, qtZone, {}};
        int transitions = 0;
        for (date::sys_info span = zone.get_info(sys_seconds(sys_days(1970y / January / 2)));
             span.end < sys_seconds(sys_days(2037y / December / 31)); span = zone.get_info(span.end))
            if (++transitions % 10 == 0)
                reference.compareAround(span.end);
        differences += reference.differences.first(std::min<qsizetype>(3, reference.differences.size()));
        comparisons += reference.comparisons;
    }
    qInfo("%lld times", static_cast<long long>(comparisons));
    QVERIFY(comparisons > 80'000);
    QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n')));
}

QTEST_GUILESS_MAIN(RuleOracleTest)
#include "tst_ruleoracle.moc"
