// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What `once schedule next` prints and refuses, and that docs/rules.md says so.
#include "program.h"

#include <once/json.h>
#include <once/rule.h>

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString document()
{
    QFile file(QStringLiteral(ONCE_RULES));
    return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class ScheduleNextTest : public QObject
{
    Q_OBJECT

private:
    static Ended next(const QStringList &arguments)
    {
        const Place place;
        return place.run(QStringLiteral(ONCE_PROGRAM), QStringList{"schedule", "next"} + arguments);
    }

private Q_SLOTS:
    void theNextTimesAreListed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("expected");
        QTest::newRow("through a gap") << QStringList{"30 2 * * *", "--from", "2025-03-29", "-n", "3"}
                                       << u"2025-03-29 02:30 CET\t2025-03-29T01:30Z\t\n"
                                          "2025-03-30 03:00 CEST\t2025-03-30T01:00Z\t02:30 does not exist "
                                          "(clocks go forward); runs at the end of the gap\n"
                                          "2025-03-31 02:30 CEST\t2025-03-31T00:30Z\t\n"_s;
        QTest::newRow("many in one gap")
            << QStringList{"0,15,30,45 2 * * *", "--from", "2025-03-30", "-n", "1"}
            << u"2025-03-30 03:00 CEST\t2025-03-30T01:00Z\t"
               "02:00, 02:15, 02:30 and 02:45 do not exist (clocks go forward); one run at the end of the gap\n"_s;
        QTest::newRow("very many in one gap")
            << QStringList{"0-59 2 * * *", "--from", "2025-03-30", "-n", "1"}
            << u"2025-03-30 03:00 CEST\t2025-03-30T01:00Z\t"
               "60 times from 02:00 to 02:59 do not exist (clocks go forward); one run at the end of the gap\n"_s;
        QTest::newRow("a gap before a time of its own")
            << QStringList{"0 2,3 * * *", "--from", "2025-03-30", "-n", "1"}
            << u"2025-03-30 03:00 CEST\t2025-03-30T01:00Z\t"
               "02:00 does not exist (clocks go forward); one run with 03:00\n"_s;
        QTest::newRow("through a second pass")
            << QStringList{"30", "*", "*", "*", "*", "--from", "2025-10-26T02:00", "-n", "2"}
            << u"2025-10-26 02:30 CEST\t2025-10-26T00:30Z\t\n"
               "2025-10-26 02:30 CET\t2025-10-26T01:30Z\tthe second pass: clocks go back\n"_s;
        QTest::newRow("from an instant in UTC")
            << QStringList{"every", "90m", "--from", "2025-10-26T00:00Z", "-n", "1"}
            << u"2025-10-26 02:00 CEST\t2025-10-26T00:00Z\t\n"_s;
        QTest::newRow("none") << QStringList{"2020-01-01", "--from", "2025-01-01"} << QString();
    }

    void theNextTimesAreListed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, expected);
        const Ended ended = next(arguments + QStringList{"--tz", "Europe/Berlin"});
        QCOMPARE(ended.out + ended.err, expected);
        QCOMPARE(ended.exitCode, 0);
    }

    void peopleAreToldWhatTheRuleMeans()
    {
        const Place place;
        const QString command =
            u"'%1' schedule next '30 2 * * *' --tz Europe/Berlin --from 2025-03-30 -n 1"_s.arg(
                QStringLiteral(ONCE_PROGRAM));
        const QString out = place.run("script", {"-qec", command, "/dev/null"}).out.remove(u'\r');
        QCOMPARE(out,
                 u"every day at 02:30, in Europe/Berlin\n2025-03-30 03:00 CEST  2025-03-30T01:00Z  "
                 "02:30 does not exist (clocks go forward); runs at the end of the gap\n"_s);
    }

    void jsonHasASchemaAndStableKeys()
    {
        const once::Json json = once::Json::parse(
            next({"30 2 * * *", "--tz", "Europe/Berlin", "--json", "-n", "2"}).out.toStdString());
        QCOMPARE(json.at("schema").get<QString>(), u"once.times/1"_s);
        QCOMPARE(json.at("words").get<QString>(), u"every day at 02:30"_s);
        QCOMPARE(json.at("items").size(), 2u);
        QStringList keys;
        for (const auto &member : json.at("items").at(0).items())
            keys += QString::fromStdString(member.key());
        QCOMPARE(
            keys,
            QStringList({"due", "dueUs", "isInGap", "isSecondPass", "local", "merged", "nominal", "note"}));
    }

    // Each row of the tables with a rule and what it means.
    void theDocumentSaysWhatRulesSayOfThemselves()
    {
        static const QRegularExpression row(u"^\\| `([^`]+)` \\| ([^|]+) \\|$"_s,
                                            QRegularExpression::MultilineOption);
        int count = 0;
        for (auto it = row.globalMatch(document()); it.hasNext(); ++count) {
            const auto match = it.next();
            QCOMPARE(once::Rule(match.captured(1)).words(), match.captured(2));
        }
        QVERIFY(count > 15);
    }

    // Each "    $ once schedule next ..." with the lines behind it.
    void theDocumentShowsWhatIsPrinted()
    {
        static const QRegularExpression example(u"^    \\$ once (schedule next .+)\\n((?:    .+\\n)+)"_s,
                                                QRegularExpression::MultilineOption);
        int count = 0;
        for (auto it = example.globalMatch(document()); it.hasNext(); ++count) {
            const auto match = it.next();
            const Place place;
            const QString command = u"'%1' %2"_s.arg(QStringLiteral(ONCE_PROGRAM), match.captured(1));
            QString shown;
            for (const QString &line : place.run("script", {"-qec", command, "/dev/null"})
                                           .out.remove(u'\r')
                                           .split(u'\n', Qt::SkipEmptyParts))
                shown += "    "_L1 + line + u'\n';
            QCOMPARE(shown, match.captured(2));
        }
        QCOMPARE(count, 3);
    }

    void whatIsWrongIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a rule that no time fulfils, with a mark below the place")
            << QStringList{"30 2 30 2 *"}
            << u"error: The rule is wrong at character 6:\n    30 2 30 2 *\n         ^\nbecause: There is no "
               u"such day in February.\n"
               "try: once schedule next '30 9 * * 1-5', 'Mon..Fri 09:30' or 'every 90m'\n"_s;
        QTest::newRow("a zone that is none") << QStringList{"daily", "--tz", "Europe/Berln"}
                                             << u"error: There is no zone \"Europe/Berln\".\nbecause: Zones "
                                                u"are named by a continent and a city of theirs.\n"
                                                "try: --tz Europe/Berlin\n"_s;
        QTest::newRow("a time that is none")
            << QStringList{"daily", "--from", "sometime"}
            << u"error: \"sometime\" is no value for --from.\nbecause: “sometime” is no time, such as 7d, 2h, today, 02:00, "
               u"2026-11-20 or 2026-11-20T02:14.\n"
               "try: --from 2025-03-29 or --from 2025-03-29T01:30Z\n"_s;
    }

    void whatIsWrongIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, expected);
        const Ended ended = next(arguments);
        QCOMPARE(ended.err, expected);
        QCOMPARE(ended.out, QString());
        QCOMPARE(ended.exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(ScheduleNextTest)
#include "tst_schedulenext.moc"
