// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What commands print: tables, commands to copy, and what was probably meant.
#include <once/detail/commands/refusal.h>
#include <once/detail/commands/table.h>

#include <QTest>

using namespace once::detail;
using namespace Qt::StringLiterals;

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
