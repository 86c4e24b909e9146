// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// `schedule list`, `show`, `audit` on a history, and what steers schedules while an app runs.
#include "program.h"

#include <once/detail/kept/database.h>
#include <once/history.h>
#include <once/json.h>

using namespace Qt::StringLiterals;

class ScheduleCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(m_week.run(nightly, {"--data-dir", m_week.data()}).exitCode, 0);
    }

    void listSaysWhenEachIsDueAndHowItWent()
    {
        QCOMPARE(inWeek({"schedule"}).out,
                 "morning\t0 9 * * 1-5\tEurope/Berlin\t2025-04-04T07:00:00.000000Z\t2025-04-03T09:00\tsucceeded\tmail\ton\n"
                 "night\t30 2 * * *\tEurope/Berlin\t2025-04-04T00:30:00.000000Z\t2025-04-03T02:30\tsucceeded\tbackup\ton\n");
        QCOMPARE(inWeek({"schedule", "list"}).out, inWeek({"schedule"}).out);
    }

    void showSaysWhatBecameOfEachSlot()
    {
        QCOMPARE(inWeek({"schedule", "show", "morning"}).out.section(u'\n', 0, 2),
                 "2025-04-03T09:00\tmorning\tran\t9\tcatchUp\t2025-04-03T10:00:00.000000Z\t\n"
                 "2025-04-02T09:00\tmorning\texcluded\t\t\t2025-04-02T10:00:00.000000Z\tby 2025-04-02\n"
                 "2025-04-01T09:00\tmorning\tran\t6\tcatchUp\t2025-04-01T10:00:00.000000Z\t");
    }

    void jsonHasASchema_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("schema");
        QTest::addColumn<int>("items");
        QTest::newRow("list") << QStringList{"list"} << u"once.schedules/1"_s << 2;
        QTest::newRow("show") << QStringList{"show", "night", "-n", "3"} << u"once.slots/1"_s << 3;
        QTest::newRow("audit") << QStringList{"audit"} << u"once.audit/1"_s << 0;
    }

    void jsonHasASchema()
    {
        QFETCH(QStringList, command);
        const Ended ended = inWeek(QStringList{"schedule"} + command + QStringList{"--json"});
        const once::Json json = once::Json::parse(ended.out.toStdString());
        QTEST(json.at("schema").get<QString>(), "schema");
        QTEST(int(json.at("items").size()), "items");
    }

    void anAuditOfAWholeHistoryFindsNothing()
    {
        const Ended ended = inWeek({"schedule", "audit", "--json"});
        QCOMPARE(ended.exitCode, 0);
        QCOMPARE(once::Json::parse(ended.out.toStdString()).at("checked").get<int>(), 10);
    }

    void anAuditFindsAHole()
    {
        const Place place;
        place.run(nightly, {"--data-dir", place.data()});
        once::detail::Database(place.data() + u"/history.db"_s, once::detail::Database::Access::ReadWrite)
            .execute("DELETE FROM slots WHERE nominal = '2025-03-30T02:30'");
        const Ended ended = place.run(nightly, {"schedule", "audit", "--data-dir", place.data()});
        QCOMPARE(ended.exitCode, 8);
        QCOMPARE(ended.out, "night\t2025-03-30T02:30\tnothing is known of it\n");
        QVERIFY2(ended.err.startsWith("error: 1 slot is not as it should be.\n"), qPrintable(ended.err));
    }

    void wrongNamesAreRefusedInThreeLines()
    {
        const Ended ended = inWeek({"schedule", "show", "nihgt"});
        QCOMPARE(ended.exitCode, 3);
        QCOMPARE(m_week.masked(ended.err),
                 u"error: There is no schedule \"nihgt\" in nightly.\nbecause: Its schedules are: morning, night.\n"
                 "try: %1 schedule show night --data-dir PLACE/data\n"_s.arg(nightly));
        const Ended unknown = inWeek({"schedule", "lits"});
        QCOMPARE(unknown.exitCode, 2);
        QVERIFY2(unknown.err.startsWith("error: There is no command \"lits\".\nbecause: There are: next, list, show,"), qPrintable(unknown.err));
        QCOMPARE(inWeek({"schedule", "pause", "night"}).exitCode, 4); // it does not run
        QCOMPARE(inWeek({"schedule", "backfill", "night", "--from", "sometime"}).exitCode, 2);
    }

    void aScheduleIsSteeredWhileItsAppRuns()
    {
        const Place place;
        const auto app = place.start(fixture, {"--slots", "--stay", "--count", "0", "--data-dir", place.data()});
        const auto schedule = [&](const QStringList &words) {
            return place.run(fixture, QStringList{"schedule"} + words + QStringList{"--data-dir", place.data()});
        };
        QTRY_VERIFY_WITH_TIMEOUT(schedule({"list"}).out.startsWith("yearly"), 20'000);

        const Ended pause = schedule({"pause", "yearly", "--note", "by ann"});
        QCOMPARE(pause.out, "yearly is paused: none of its slots runs until resume.\n");
        QTRY_VERIFY(schedule({"list"}).out.contains("paused: by ann"));
        QCOMPARE(schedule({"resume", "yearly"}).out, "yearly goes on.\n");
        QVERIFY(schedule({"skip", "yearly"}).out.startsWith("yearly skips 20"));
        QVERIFY(schedule({"trigger", "yearly"}).out.startsWith("yearly has one more slot: 20"));
        QTRY_VERIFY(schedule({"show", "yearly"}).out.contains("\tran\t"));

        const QStringList span{"backfill", "yearly", "--from", "2019-06-01", "--to", "2021-06-01"};
        QCOMPARE(schedule(span + QStringList{"--dry-run"}).out,
                 "yearly would have these slots: 2020-01-01T00:00, 2021-01-01T00:00\n");
        QCOMPARE(schedule(span).out, "yearly has these slots: 2020-01-01T00:00, 2021-01-01T00:00\n");
        QTRY_COMPARE(schedule({"show", "yearly"}).out.count("\tran\t"), 3);
        QCOMPARE(schedule(span).out, "yearly has no such slots: each has run already.\n");
        place.run(fixture, {"stop", "--data-dir", place.data()});
        Place::ended(*app);
    }

    void theZoneOfTheFirstStartStays()
    {
        Place place;
        const auto zone = [&place] { return once::History::open(place.data())->info().zone; };
        const QStringList start{"--data-dir", place.data()};
        place.set("TZ", "Europe/Berlin");
        QCOMPARE(place.run(fixture, start).exitCode, 0);
        QCOMPARE(zone(), "Europe/Berlin");
        place.set("TZ", "America/New_York");
        const Ended travelled = place.run(fixture, start);
        QVERIFY2(travelled.err.contains("the days of this app are those of Europe/Berlin, as ever"), qPrintable(travelled.err));
        QCOMPARE(zone(), "Europe/Berlin");
        QCOMPARE(place.run(fixture, start + QStringList{"--tz", "America/New_York"}).exitCode, 0);
        QCOMPARE(zone(), "America/New_York");
        const Ended wrong = place.run(fixture, start + QStringList{"--tz", "America/NewYork"});
        QCOMPARE(wrong.exitCode, 2);
        QVERIFY2(wrong.err.endsWith("try: --tz America/New_York\n"), qPrintable(wrong.err));
    }

private:
    const QString nightly = QStringLiteral(NIGHTLY), fixture = QStringLiteral(ONCE_FIXTURE);

    Ended inWeek(const QStringList &arguments) const
    {
        return m_week.run(nightly, arguments + QStringList{"--data-dir", m_week.data()});
    }

    Place m_week; // after nightly has run
};

QTEST_GUILESS_MAIN(ScheduleCommands)
#include "tst_schedulecommands.moc"
