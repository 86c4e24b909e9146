// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What commands print: tables, runs, commands to copy, and what was probably meant.
#include <once/commands.h>
#include <once/detail/commands/refusal.h>
#include <once/detail/commands/table.h>
#include <once/query.h>

#include <QTemporaryDir>
#include <QTest>

using namespace once;
using namespace once::detail;
using namespace Qt::StringLiterals;

namespace {

// A run whose first attempt failed.
Run triedTwice()
{
    const Instant start = fromMicroseconds(1'000'000);
    Run run{.id = 7, .work = u"root.fetch"_s, .status = Status::Failed, .error = u"no route"_s};
    run.attempts = {{start, start + Microseconds(250'000), Status::TimedOut, u"it took too long"_s}};
    return run;
}

} // namespace

class Wording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nearestIsWhatWasProbablyMeant_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a letter too few") << u"rus"_s << u"runs"_s;
        QTest::newRow("a letter too many") << u"showw"_s << u"show"_s;
        QTest::newRow("another letter") << u"shaw"_s << u"show"_s;
        QTest::newRow("two letters swapped") << u"rnus"_s << u"runs"_s;
        QTest::newRow("the beginning") << u"expl"_s << u"explain"_s;
        QTest::newRow("nothing near") << u"dance"_s << QString();
        QTest::newRow("a single letter") << u"x"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void nearestIsWhatWasProbablyMeant()
    {
        QFETCH(QString, typed);
        QTEST(nearest(typed, {"status", "runs", "show", "explain"}), "expected");
    }

    void argumentsAreQuotedWhereAShellNeedsIt_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a plain path") << u"/var/lib/once-2/history.db"_s << u"/var/lib/once-2/history.db"_s;
        QTest::newRow("a space") << u"my data"_s << u"'my data'"_s;
        QTest::newRow("a quote") << u"it's"_s << u"'it'\\''s'"_s;
        QTest::newRow("a variable") << u"$HOME"_s << u"'$HOME'"_s;
        QTest::newRow("an end of line") << u"a\n"_s << u"'a\n'"_s;
        QTest::newRow("nothing") << QString() << u"''"_s;
    }
    void argumentsAreQuotedWhereAShellNeedsIt()
    {
        QFETCH(QString, argument);
        QTEST(shellQuoted(argument), "expected");
    }

    void aRunIsShownWithItsEarlierAttempts_data()
    {
        QTest::addColumn<View>("view");
        QTest::addColumn<QString>("expected");
        QTest::newRow("for people")
            << View{.form = View::Form::People}
            << u"\nattempt 1  timedOut after 250 ms: it took too long\nerror      no route\n"_s;
        QTest::newRow("for programs")
            << View{} << u"\nattempt 1\ttimedOut\t250000\tit took too long\nerror\tno route\n"_s;
    }
    void aRunIsShownWithItsEarlierAttempts()
    {
        QFETCH(View, view);
        QFETCH(QString, expected);
        const QString text = runText(triedTwice(), view);
        QVERIFY2(text.endsWith(expected), qPrintable(text));
    }

    void theEarlierAttemptsAreInTheJsonOfARun()
    {
        const QString text = runText(triedTwice(), {.form = View::Form::AsJson});
        const Json attempts = Json::parse(text.toStdString()).at("item").at("attempts");
        const Json first{{"number", 1},
                         {"state", "timedOut"},
                         {"durationUs", 250'000},
                         {"error", "it took too long"},
                         {"startedUs", 1'000'000},
                         {"started", "1970-01-01T00:00:01.000000Z"},
                         {"finishedUs", 1'250'000},
                         {"finished", "1970-01-01T00:00:01.250000Z"}};
        QCOMPARE(preview(attempts), preview(Json::array({first})));
    }

    void aRunThatEndedBeforeItStartedTookNoTime()
    {
        Run run{.id = 1, .work = u"root.fetch"_s, .status = Status::Cancelled};
        run.queued = fromMicroseconds(1'000'000);
        run.finished = fromMicroseconds(3'000'000);
        const QTemporaryDir folder;
        const auto store = Store::open(folder.path());
        store->put(run);
        store->commit();
        const QString listed = runsText(*History::open(folder.path()), Query(), 1, View{});
        QVERIFY2(listed.contains(u"\t\t0\tfirst call\t"_s), qPrintable(listed));
        QVERIFY(runText(run, View{}).contains(u"\ntook\t0\n"_s));
    }

    void columnsAreAsWideAsTheirWidestCell()
    {
        Table table({u"RUN"_s, u"WORK"_s, u"WHY"_s});
        table.add({7, u"fetch"_s, u"first call"_s});
        table.add({1234, u"fit"_s, u"props changed"_s});
        QCOMPARE(table.aligned(80, false),
                 "RUN   WORK   WHY\n"
                 "   7  fetch  first call\n"
                 "1234  fit    props changed\n");
    }

    void linesAreCutToTheWidth()
    {
        Table table;
        table.add({u"a"_s, u"0123456789"_s});
        QCOMPARE(table.aligned(8, false), u"a  0123…\n"_s);
        QCOMPARE(table.aligned(2, false), u"a…\n"_s);
    }

    void colourDoesNotCountAsWidth()
    {
        Table table;
        table.add({Cell(u"failed"_s, Cell::Tone::Bad), u"x"_s});
        QCOMPARE(table.aligned(80, true), "\x1b[31;1mfailed  \x1b[0mx\n");
    }

    void anEndOfLineWithinACellIsKeptInOneLine()
    {
        Table table;
        table.add({u"a\tb"_s, u"c\nd\\"_s});
        QCOMPARE(table.tabbed(), "a\\tb\tc\\nd\\\\\n");
        QCOMPARE(table.aligned(80, false), "a b  c d\\\n");
    }
};

QTEST_GUILESS_MAIN(Wording)
#include "tst_wording.moc"
