// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What rules mean, say of themselves, and refuse. Zones are in tst_rulezones.cpp.
#include <once/rule.h>

#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

Instant at(const QString &iso) { return fromDateTime(QDateTime::fromString(iso, Qt::ISODate)); }

// "2026-01-31 2026-02-28T09:30", with the time of the day where it is not midnight.
QString nextTimes(const Rule &rule, const QString &from, int count)
{
    QStringList times;
    Instant after = at(from + u'Z') - Microseconds(1);
    for (int i = 0; i < count; ++i) {
        const auto nominal = rule.next(after, QTimeZone::utc());
        if (!nominal) {
            times += u"none"_s;
            break;
        }
        const QString text = nominal->text();
        times += text.endsWith(u"T00:00") ? text.first(10) : text;
        after = nominal->due;
    }
    return times.join(u' ');
}

Nominal nominalAt(const QString &text)
{
    return {Nominal::Time(
        std::chrono::seconds(QDateTime::fromString(text + u'Z', Qt::ISODate).toSecsSinceEpoch()))};
}

} // namespace

class RulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesAreThoseThatTheFieldsName_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("times");
        const auto row = [](const char *rule, const char *from, const char *times) {
            QTest::newRow(rule) << QString(rule) << QString(from) << QString(times);
        };
        row("30 9 * * 1-5", "2026-01-02T10:00:00", "2026-01-05T09:30 2026-01-06T09:30 2026-01-07T09:30");
        row("10 30 9 * * *", "2026-01-02T10:00:00", "2026-01-03T09:30:10 2026-01-04T09:30:10");
        row("*/7 * * * *", "2026-01-02T10:48:00", "2026-01-02T10:49 2026-01-02T10:56 2026-01-02T11:00");
        row("5/10 * * * *", "2026-01-02T10:48:00", "2026-01-02T10:55 2026-01-02T11:05 2026-01-02T11:15");
        row("0 0 31 * *", "2026-01-15T00:00:00",
            "2026-01-31 2026-03-31 2026-05-31 2026-07-31 2026-08-31 2026-10-31");
        row("0 0 29 2 *", "2096-01-01T00:00:00", "2096-02-29 2104-02-29");
        row("0 0 29 2 +1", "2072-01-01T00:00:00", "2072-02-29 2112-02-29");
        row("0 0 L * *", "2028-01-31T00:00:00", "2028-01-31 2028-02-29 2028-03-31 2028-04-30");
        row("0 0 L-3 * *", "2026-01-01T00:00:00", "2026-01-28 2026-02-25 2026-03-28");
        row("0 0 L-30 * *", "2026-01-01T00:00:00", "2026-01-01 2026-03-01 2026-05-01");
        row("0 0 LW * *", "2026-01-01T00:00:00", "2026-01-30 2026-02-27 2026-03-31 2026-04-30 2026-05-29");
        row("0 0 15W * *", "2026-01-01T00:00:00", "2026-01-15 2026-02-16 2026-03-16 2026-04-15 2026-05-15");
        row("0 0 1W * *", "2026-08-01T00:00:00", "2026-08-03 2026-09-01 2026-10-01 2026-11-02");
        row("0 0 31W * *", "2026-01-01T00:00:00", "2026-01-30 2026-03-31 2026-05-29");
        row("0 0 30W 5 *", "2027-01-01T00:00:00", "2027-05-31 2028-05-30");
        row("0 0 * * 5L", "2026-01-01T00:00:00", "2026-01-30 2026-02-27 2026-03-27");
        row("0 0 * * TUE#3", "2026-01-01T00:00:00", "2026-01-20 2026-02-17 2026-03-17");
        row("0 0 * * 5#5", "2026-01-01T00:00:00", "2026-01-30 2026-05-29 2026-07-31 2026-10-30");
        row("0 0 13 * 5", "2026-02-07T00:00:00", "2026-02-13 2026-02-20 2026-02-27 2026-03-06 2026-03-13");
        row("0 0 13 * +5", "2026-02-07T00:00:00", "2026-02-13 2026-03-13 2026-11-13");
        row("0 0 */2 * 1", "2026-01-01T00:00:00", "2026-01-05 2026-01-19 2026-02-09");
        row("0 0 ? * 7", "2026-01-01T00:00:00", "2026-01-04 2026-01-11");
        row("0 0 * * 5-7", "2026-01-01T00:00:00", "2026-01-02 2026-01-03 2026-01-04 2026-01-09");
        row("0 0 * * fri-Mon", "2026-01-01T00:00:00",
            "2026-01-02 2026-01-03 2026-01-04 2026-01-05 2026-01-09");
        row("0 0 1 nov-feb *", "2026-01-02T00:00:00", "2026-02-01 2026-11-01 2026-12-01 2027-01-01");
        row("@weekly", "2026-01-01T00:00:00", "2026-01-04 2026-01-11");
        row("@Hourly", "2026-01-01T00:30:00", "2026-01-01T01:00 2026-01-01T02:00");
        row("H(7-7) H(3-3) H(9-9) * *", "2026-01-01T00:00:00", "2026-01-09T03:07 2026-02-09T03:07");
        row("Mon..Fri 09:30", "2026-01-02T10:00:00", "2026-01-05T09:30 2026-01-06T09:30");
        row("Sat..Mon *-*-* 08:00:30", "2026-01-01T00:00:00",
            "2026-01-03T08:00:30 2026-01-04T08:00:30 2026-01-05T08:00:30 2026-01-10T08:00:30");
        row("*-*~01", "2026-01-01T00:00:00", "2026-01-31 2026-02-28");
        row("*-*~07/3", "2026-01-01T00:00:00", "2026-01-25 2026-01-28 2026-01-31 2026-02-22");
        row("Mon *-05~07/1", "2026-01-01T00:00:00", "2026-05-25 2027-05-31");
        row("*:0/20", "2026-01-01T00:30:00", "2026-01-01T00:40 2026-01-01T01:00");
        row("2027,2029..2031/2-1,7-1", "2026-01-01T00:00:00",
            "2027-01-01 2027-07-01 2029-01-01 2029-07-01 2031-01-01 2031-07-01 none");
        row("2020-01-01 12:00", "2026-01-01T00:00:00", "none");
        row("quarterly", "2026-01-02T00:00:00", "2026-04-01 2026-07-01 2026-10-01 2027-01-01");
        row("every 90m", "2026-01-01T00:00:00", "2026-01-01 2026-01-01T01:30 2026-01-01T03:00");
        row("EVERY 1 Hour 30 minutes FROM 2026-01-01t00:15+00:00", "2025-12-31T22:00:00",
            "2025-12-31T22:45 2026-01-01T00:15");
        row("after 2h", "2026-01-01T00:30:00", "2026-01-01T02:29:59 2026-01-01T04:29:59");
        row("0 0 19 1 *", "2037-06-01T00:00:00", "2038-01-19 2039-01-19");
        row("14 3 19 1 *", "2038-01-19T03:14:08", "2039-01-19T03:14");
        row("0 0 31 12 *", "9998-01-01T00:00:00", "9998-12-31 9999-12-31 none");
        row("every 1d", "9999-12-31T00:00:00", "9999-12-31 none");
    }

    void timesAreThoseThatTheFieldsName()
    {
        QFETCH(QString, rule);
        QFETCH(QString, from);
        QFETCH(QString, times);
        QCOMPARE(nextTimes(Rule(rule), from, int(times.count(u' ')) + 1), times);
    }

    void rulesSayWhatTheyMean_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *rule, const char *words) {
            QTest::newRow(rule) << QString(rule) << QString(words);
        };
        row("30 9 * * 1-5", "every weekday at 09:30");
        row("0 9,17 * * *", "every day at 09:00 and 17:00");
        row("15 30 9 * * 1", "every Monday at 09:30:15");
        row("* * * * *", "every minute");
        row("*/15 * * * *", "every 15 minutes");
        row("*/15 9-17 * * 1-5", "every 15 minutes from 09:00 to 17:45 on weekdays");
        row("*/7 * * * *", "at minutes 0, 7, 14, 21, 28, 35, 42, 49 and 56 of every hour");
        row("0 * * * *", "every hour");
        row("30 * * * *", "at minute 30 of every hour");
        row("0 9-17 * * *", "every hour from 09:00 to 17:00");
        row("30 9-17 * * *", "every hour from 09:30 to 17:30");
        row("0 */2 * * *", "every 2 hours from 00:00");
        row("5 */8 * * *", "every day at 00:05, 08:05 and 16:05");
        row("5 */2 * * *", "at minute 5 of every 2nd hour from 0");
        row("0 1,4,5,6,9,14,20 * * *", "every day at 01:00, 04:00, 05:00, 06:00, 09:00, 14:00 and 20:00");
        row("5,20 9-17 * * *", "at minutes 5 and 20 of the hours 9 to 17");
        row("5-9 3,4,9 * * *", "at minutes 5 to 9 of the hours 3, 4 and 9");
        row("*/10 * * * * *", "every 10 seconds");
        row("* * * * * *", "every second");
        row("1,5 0-29 * * * *", "at seconds 1 and 5 of minutes 0 to 29 of every hour");
        row("* 30 9 * * *", "every second in minute 30 of hour 9");
        row("15 5 9-17 * * 1-5", "every hour from 09:05 to 17:05, at second 15, on weekdays");
        row("30 2 L * *", "at 02:30 on the last day of every month");
        row("0 0 L-1,L-3 * *",
            "at 00:00 on the 3rd day before the last and the day before the last of every month");
        row("0 0 15W,LW * *",
            "at 00:00 on the weekday nearest to the 15th and the last weekday of every month");
        row("0 0 1-5,22 * *", "at 00:00 on the 1st to the 5th and the 22nd of every month");
        row("0 0 */2 * *", "at 00:00 on every 2nd day from the 1st to the 31st of every month");
        row("0 0 1 1,7 *", "at 00:00 on the 1st of January and July");
        row("0 0 * * 5L", "at 00:00 on the last Friday of every month");
        row("0 0 * 6 1,2#3", "at 00:00 on Mondays in June and on the 3rd Tuesday of June");
        row("0 0 * 1 1,3", "every Monday and Wednesday in January at 00:00");
        row("0 0 13 * 5", "at 00:00 on days that are the 13th of the month or else a Friday");
        row("0 0 13 * +5", "at 00:00 on days that are the 13th of the month and also a Friday");
        row("0 0 */2 6 1,5",
            "at 00:00 on days that are any 2nd day from the 1st to the 31st of the month and also a Monday "
            "or a Friday in June");
        row("0 0 1-31 * 1", "every day at 00:00");
        row("0 0 1-7 * +5", "at 00:00 on the 1st Friday of every month");
        row("@hourly", "every hour");
        row("Mon *-05~07/1", "at 00:00 on the last Monday of May");
        row("*-*~05/1 9:0/30", "at 09:00 and 09:30 on the last 5 days of every month");
        row("2026-12-24", "at 00:00 on the 24th of December in 2026");
        row("2026..2030/2-*-* 12:00", "every day in every 2nd year from 2026 to 2030 at 12:00");
        row("every 90m", "every 90 minutes, counted from 1970-01-01T00:00Z");
        row("every 1d", "every day, counted from 1970-01-01T00:00Z");
        row("every 1h10s from 2026-01-01T00:15Z",
            "every 1 hour and 10 seconds, counted from 2026-01-01T00:15Z");
        row("after 2d", "2 days after the end of the last run");
    }

    void rulesSayWhatTheyMean()
    {
        QFETCH(QString, rule);
        QFETCH(QString, words);
        QCOMPARE(Rule(rule).words(), words);
    }

    void refusalsSayWhereAndWhy_data()
    {
        QTest::addColumn<QString>("marked"); // the position is before the mark
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *marked, const char *sentence) {
            QTest::newRow(marked) << QString::fromUtf8(marked) << QString::fromUtf8(sentence);
        };
        row("|",
            "A rule is in cron's way (30 9 * * 1-5), in systemd's (Mon..Fri 09:30) or a length of time "
            "(every 90m).");
        row("|hello",
            "“hello” is no day of the week, date or time of the day; nor is this in cron's way, such as 30 9 "
            "* * 1-5.");
        row("|75 * * * *", "The minute is 0 to 59; here is 75.");
        row("1,|,2 * * * *", "The minute is 0 to 59; here is “,”.");
        row("1,| * * * *", "The minute is 0 to 59; here is nothing.");
        row("5 |22-4 * * *", "The range 22-4 goes backwards. Try 22-23,0-4.");
        row("*/|90 * * * *",
            "The step of the minute is 1 to 59; here is 90. Lengths of any kind go with “every”: every 90m.");
        row("*/|0 * * * *",
            "The step of the minute is 1 to 59; here is 0. Lengths of any kind go with “every”: every 90m.");
        row("0 0 1|x * *", "The day of the month ends here or goes on with a comma; here is “x”.");
        row("0 0 |99999999999 * *", "This number has more than nine digits.");
        row("0 0 * |FOO *", "The month is 1 to 12, or JAN to DEC; here is “FOO”.");
        row("0 0 * * |8", "The day of the week is 0 to 7, or SUN to SAT; here is 8.");
        row("0 0 * * |L", "L alone is a day of the month. The last Friday of the month is 5L.");
        row("0 0 * * |1-5L",
            "L and # go with one day: 5L is the last Friday of the month, 2#3 its third Tuesday.");
        row("0 0 * * 5#|6", "After # stands which one of the month it is: 1 to 5.");
        row("0 0 |1-5W * *", "W goes with one day: 15W is the weekday nearest to the 15th.");
        row("0 0 L-|31 * *", "After “L-” stands how many days before the last one: 1 to 30.");
        row("H(|5) * * * *", "In the brackets after H stands a range, such as H(0-59).");
        row("30 9 * *|",
            "A cron rule has five fields (minute, hour, day of the month, month, day of the week) or, "
            "seconds first, six; here are 4.");
        row("30 9 * * 1-5 |2026", "A cron rule ends with the day of the week: there is no field for years.");
        row("30 9 * * * 1-5 |*", "A cron rule ends with the day of the week: there is no field for years.");
        row("|@often", "There are @yearly, @annually, @monthly, @weekly, @daily, @midnight and @hourly.");
        row("30 2 |30 2 *", "There is no such day in February.");
        row("0 0 |31 4,6 *", "There is no such day in April or June.");
        row("0 0 29 2 |+5#1", "The day of the month is never such a day of the week.");
        row("|2021-02-29", "There is no such day in February of that year.");
        row("Mon..|Frx 18:00", "A day of the week is Mon to Sun; here is “Frx”.");
        row("09:30 |Europe/Berlin", "A rule names no zone: it is given apart.");
        row("daily |UTC", "After “daily” comes nothing more: a zone is given apart.");
        row("09:30:00|.5", "A rule has no parts of a second.");
        row("|25:00", "The hour is 0 to 23; here is 25.");
        row("*-*-* 9|", "A time of the day is hour:minute or hour:minute:second; after the hour is nothing.");
        row("|9..3:00", "The range 9..3 goes backwards.");
        row("0/|24:00", "After “/” stands after how many the hour comes again: 1 to 23; here is 24.");
        row("every 3 |fortnights", "A unit of time is s, m, h, d or w; here is “fortnights”.");
        row("every|", "A length of time is like 90m or 1h30m; here is nothing.");
        row("every| 0s", "An interval is at least one second and at most a hundred years long.");
        row("every| 99999w 99999w", "An interval is at least one second and at most a hundred years long.");
        row("every 90m from |2026-01-01",
            "After “from” stands an instant in whole seconds, such as 2026-01-01T00:15Z.");
        row("after 90m |from 2026-01-01T00:15Z", "After the length of time comes nothing more.");
    }

    void refusalsSayWhereAndWhy()
    {
        QFETCH(QString, marked);
        QFETCH(QString, sentence);
        const QString text = QString(marked).remove(u'|');
        try {
            const Rule rule(text);
            QFAIL(qPrintable(u"accepted: "_s + rule.words()));
        } catch (const RuleError &error) {
            QCOMPARE(QString::fromUtf8(error.what()), sentence);
            QCOMPARE(text.left(error.position) + u'|' + text.mid(error.position), marked);
        }
    }

    void aVeryLongTextIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(Rule(u"1,"_s.repeated(600) + u"1 * * * *"_s), RuleError);
    }

    void anHStandsForTheSameNumberAsLongAsTheSeedIsTheSame()
    {
        const Rule one(u"H H * * *"_s, "app/report"), same(u"H H * * *"_s, "app/report");
        QCOMPARE(one.words(), same.words());
        QCOMPARE(one.words(), u"every day at 21:50"_s); // for ever, on every machine
        std::set<QString> different;
        for (int i = 0; i < 50; ++i)
            different.insert(Rule(u"H H * * *"_s, QByteArray::number(i)).words());
        QVERIFY(different.size() > 45);
    }

    void anHWithAStepBeginsSomewhereWithinIt()
    {
        for (int i = 0; i < 50; ++i) {
            const QString first =
                nextTimes(Rule(u"H/15 * * * *"_s, QByteArray::number(i)), u"2026-01-01T00:00:00"_s, 1);
            QVERIFY2(QDateTime::fromString(first, Qt::ISODate).time() < QTime(0, 15)
                         || first == u"2026-01-01",
                     qPrintable(first));
        }
    }

    void whatCountsFromAnEndSaysSo()
    {
        QVERIFY(Rule(u"after 90m"_s).countsFromEnd());
        QVERIFY(!Rule(u"every 90m"_s).countsFromEnd());
        QVERIFY(!Rule(u"@daily"_s).countsFromEnd());
        QVERIFY(!Rule(u"after 90m"_s).latest(at(u"2026-01-01T00:00Z"_s), QTimeZone::utc()));
    }

    void exclusionsNameTheEntryThatATimeFallsUnder_data()
    {
        QTest::addColumn<QString>("time");
        QTest::addColumn<QString>("reason");
        QTest::newRow("a date") << u"2026-12-24T09:00"_s << u"2026-12-24"_s;
        QTest::newRow("the day after it") << u"2026-12-25T09:00"_s << QString();
        QTest::newRow("a range's first day") << u"2026-12-30T00:00"_s << u"2026-12-30..2027-01-02"_s;
        QTest::newRow("a range's last second") << u"2027-01-02T23:59:59"_s << u"2026-12-30..2027-01-02"_s;
        QTest::newRow("after a range") << u"2027-01-03T12:00"_s << u"Sun"_s;
        QTest::newRow("another rule") << u"2026-06-01T03:17"_s << u"* 3 * * *"_s;
        QTest::newRow("none") << u"2026-06-01T04:17"_s << QString();
    }

    void exclusionsNameTheEntryThatATimeFallsUnder()
    {
        QFETCH(QString, time);
        QFETCH(QString, reason);
        const Exclusions exclusions({u"2026-12-24"_s, u"2026-12-30..2027-01-02"_s, u"Sun"_s, u"* 3 * * *"_s});
        QCOMPARE(exclusions.reasonFor(nominalAt(time)).value_or(QString()), reason);
        QVERIFY(!Exclusions().reasonFor(nominalAt(time)));
    }

    void whatStandsForSeveralIsExcludedWhenTheyAllAre()
    {
        Nominal nominal = nominalAt(u"2026-12-24T00:00"_s);
        nominal.merged = {nominalAt(u"2026-12-23T23:30"_s).time};
        QVERIFY(!Exclusions({u"2026-12-24"_s}).reasonFor(nominal));
        QVERIFY(Exclusions({u"2026-12-23..2026-12-24"_s}).reasonFor(nominal));
    }

    void aHolidayFileIsReadAgainWhenItHasChanged()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"holidays.txt"_s);
        const auto write = [&](const QByteArray &text) {
            QFile file(path);
            QVERIFY(file.open(QFile::WriteOnly) && file.write(text) == text.size());
        };
        write("# Bavaria\n2026-12-25  # Christmas\n\n2026-12-26\n");
        const Exclusions exclusions({u"file:"_s + path});
        QCOMPARE(exclusions.reasonFor(nominalAt(u"2026-12-26T09:00"_s)), u"file:"_s + path);
        QVERIFY(!exclusions.reasonFor(nominalAt(u"2027-01-06T09:00"_s)));
        write("2027-01-06\n");
        QVERIFY(exclusions.reasonFor(nominalAt(u"2027-01-06T09:00"_s)));
        QVERIFY(!exclusions.reasonFor(nominalAt(u"2026-12-26T09:00"_s)));
        write("2027-13-06\n");
        QVERIFY2(exclusions.reasonFor(nominalAt(u"2027-01-06T09:00"_s)), "what stood there before");
        QVERIFY_EXCEPTION_THROWN(Exclusions({u"file:"_s + path}), RuleError);
        QVERIFY(QFile::remove(path));
        QVERIFY(exclusions.reasonFor(nominalAt(u"2027-01-06T09:00"_s)));
    }

    void exclusionsThatCannotBeUnderstoodAreRefused()
    {
        for (const char *entry :
             {"", "file:/nowhere", "2026-13-01", "2027-01-02..2026-12-30", "every 90m", "hello"})
            QVERIFY_EXCEPTION_THROWN(Exclusions({QString::fromLatin1(entry)}), RuleError);
    }
};

QTEST_GUILESS_MAIN(RulesTest)
#include "tst_rules.moc"
