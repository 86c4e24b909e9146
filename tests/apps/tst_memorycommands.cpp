// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// `once memory` on a call store, and on the history of an app.
#include "program.h"

#include <once/detail/kept/database.h>
#include <once/callcatalog.h>

#include <support/memorycalls.h>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString shortKey(int number) { return keyOf(number).toShortHex(); }

// A folder with ten calls of sine, of which the fourth was used three times, and one of cosine.
class Calls : public Place
{
public:
    Calls()
    {
        putCalls(folder(), 10);
        const auto store = CallStore::open(folder(), u"tests"_s);
        store->note({{.key = keyOf(4), .hits = 3, .last = firstCall + 1h}});
        FunctionRecord cosine = sineOf();
        cosine.name = u"cosine"_s;
        store->put(callTo(store->function(cosine), 11));
    }
    QString folder() const { return path(u"calls"_s); }

    Ended memory(const QStringList &words, const QStringList &more = {}) const
    {
        return run(QStringLiteral(ONCE_PROGRAM), QStringList{"memory", words.first(), folder()} + words.sliced(1) + more);
    }
    Json json(const QStringList &words) const { return Json::parse(memory(words, {"--json"}).out.toStdString()); }
    qsizetype count() const { return CallCatalog::open(folder())->calls().size(); }
};

} // namespace

class MemoryCommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listSumsUpFunctions()
    {
        const Calls calls;
        const QStringList lines = calls.memory({"list"}).out.split(u'\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[0].startsWith(u"cosine\t1\t"_s), qPrintable(lines[0]));
        const QStringList sine = lines[1].split(u'\t');
        QCOMPARE(sine.mid(0, 2), QStringList({"sine", "10"}));
        QCOMPARE(sine.mid(3), QStringList({"3", "55000", "12000", "2025-11-24T17:00:00.000000Z", "1"}));
    }

    void listNamesTheCallsOfAFunctionTheLastUsedOnesFirst()
    {
        const Calls calls;
        const QStringList lines = calls.memory({"list", "sine", "--most", "2"}).out.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        const QStringList first = lines[0].split(u'\t');
        QCOMPARE(first.mid(0, 5), QStringList({keyOf(4).toHex(), "2025-11-24T16:04:00.000000Z", "2025-11-24T17:00:00.000000Z", "4000", "3"}));
        QCOMPARE(first.mid(6), QStringList({"succeeded", "", R"([4,"deg"])"}));
        QVERIFY(lines[1].startsWith(keyOf(10).toHex()));
        QCOMPARE(calls.memory({"list", "sine"}).out.count(u'\n'), 10);
        QCOMPARE(calls.memory({"list", "--older", "1d"}).out.count(u'\n'), 11);
        QCOMPARE(calls.memory({"list", "--older", "9000d"}).out, "");
    }

    void showSaysEverythingAboutACall()
    {
        const Calls calls;
        const QString text = calls.memory({"show", shortKey(4)}).out;
        for (const char *line : {"function\tsine(double, text)\n", "state\tsucceeded\n", "by\ttests\n", "took\t4000\n", "hits\t3\n", "saved\t12000\n",
                                 "code\t1\n", "prop x\t4\n", "prop unit\t\"deg\"\n", "result\t\"eeee"})
            QVERIFY2(text.contains(QLatin1StringView(line)), qPrintable(text));
        QCOMPARE(calls.json({"show", shortKey(4)}).at("item").at("props"), Json({{"x", 4}, {"unit", "deg"}}));
    }

    void explainNamesTheNearestEarlierCallAndWhatWasSaved()
    {
        const Calls calls;
        QCOMPARE(calls.memory({"explain", shortKey(1)}).out,
                 "It is the first call of sine that is known.\nIt took 1 ms, and has answered no call since.\n");
        QCOMPARE(calls.memory({"explain", shortKey(4)}).out,
                 u"No earlier call has its props. The nearest is %1, from which 1 prop differs.\n    x  3 -> 4\n"
                 "It took 4 ms, and has answered 3 calls since, which saved 12 ms.\n"_s.arg(shortKey(3)));
        QCOMPARE(calls.json({"explain", shortKey(4)}).at("item").at("nearest").get<QString>(), keyOf(3).toHex());
    }

    void explainKnowsOtherCode()
    {
        const Calls calls;
        const auto store = CallStore::open(calls.folder(), u"tests"_s);
        SharedCall call = callTo(store->function(sineOf(u"2"_s)), 4);
        call.key = keyOf(104);
        call.finished += 1h;
        store->put(call);
        QVERIFY(calls.memory({"explain", shortKey(104)}).out.startsWith(
            u"Its code is another one than that of %1, which has the same props.\n"_s.arg(shortKey(4))));
    }

    void statsNameTheLargestAndTheMostUsed()
    {
        const Calls calls;
        const QString text = calls.memory({"stats"}).out;
        QVERIFY2(text.startsWith("all\t11 calls\t"), qPrintable(text));
        QVERIFY2(text.contains("\nfunction\tsine\t"), qPrintable(text));
        QCOMPARE(text.count("\nlargest\t"), 5);
        QCOMPARE(text.count("\nmost used\t"), 1);
        QCOMPARE(calls.json({"stats"}).at("savedUs").get<qint64>(), 12'000);
    }

    void forgetTakesACallAFunctionOrAll()
    {
        const Calls calls;
        QCOMPARE(calls.memory({"forget", "sine", "--dry-run"}).out, "10 calls would be forgotten.\n");
        QCOMPARE(calls.memory({"forget", shortKey(4)}).out, "1 call is forgotten.\n");
        QCOMPARE(calls.count(), 10);
        QCOMPARE(calls.memory({"forget", "--all", "--older", "9000d"}).out, "0 calls are forgotten.\n");
        QCOMPARE(calls.memory({"forget", "sine", "--older", "1d"}).out, "9 calls are forgotten.\n");
        QCOMPARE(calls.memory({"forget", "--all"}, {"--json"}).out.simplified(),
                 R"({ "item": { "calls": 1, "isDryRun": false }, "schema": "once.answer/1" })");
        QCOMPARE(calls.count(), 0);
    }

    void whatIsPinnedStaysWhenTheStoreIsReduced()
    {
        const Calls calls;
        QCOMPARE(calls.memory({"pin", shortKey(1)}).out, u"%1 is pinned.\n"_s.arg(shortKey(1)));
        QCOMPARE(calls.memory({"reduce", "--items", "3", "--dry-run"}).out, "8 calls would be taken out.\n");
        QCOMPARE(calls.memory({"reduce", "--bytes", "4K"}).out, "8 calls are taken out.\n");
        QCOMPARE(calls.memory({"reduce", "--age", "1d"}).out, "2 calls are taken out.\n");
        QCOMPARE(calls.memory({"unpin", shortKey(1)}).out, u"%1 is no longer pinned.\n"_s.arg(shortKey(1)));
        QCOMPARE(calls.memory({"reduce", "--items", "0", "--first", "saved"}).out, "1 call is taken out.\n");
    }

    void damageHasAnExitCodeUntilItIsMended()
    {
        const Calls calls;
        QCOMPARE(calls.memory({"verify"}).exitCode, 0);
        detail::Database(calls.folder() + u"/calls.db"_s, detail::Database::Access::ReadWrite)
            .execute("UPDATE calls SET seal = x'00' WHERE row = 3");
        const Ended found = calls.memory({"verify"});
        QCOMPARE(found.exitCode, 8);
        QVERIFY2(found.out.startsWith(keyOf(3).toHex() + u'\t'), qPrintable(found.out));
        QCOMPARE(calls.masked(found.err),
                 "error: 1 call is damaged.\nbecause: 11 were checked.\ntry: once memory verify PLACE/calls --mend\n");
        QCOMPARE(calls.memory({"verify", "--mend"}).exitCode, 0);
        QCOMPARE(calls.memory({"verify"}).exitCode, 0);
        QCOMPARE(calls.count(), 10);
    }

    void oneFolderIsMergedIntoAnother()
    {
        const Calls calls, other;
        other.memory({"forget", "sine"});
        QCOMPARE(other.memory({"merge", calls.folder(), "--function", "cosine"}).out, "0 calls are taken over.\n");
        QCOMPARE(other.memory({"merge", calls.folder()}).out, "10 calls are taken over.\n");
        QCOMPARE(other.json({"list"}).at("items").at(1).at("hits").get<int>(), 3);
    }

    void aFunctionIsExportedIntoAFolderOfItsOwn()
    {
        const Calls calls;
        const QString copy = calls.path(u"copy"_s);
        QCOMPARE(calls.masked(calls.memory({"export", "sine", "--to", copy}).out), "10 calls are copied to PLACE/copy.\n");
        QCOMPARE(CallCatalog::open(copy)->functions().size(), 1);
        const Ended again = calls.memory({"export", "--all", "--to", copy});
        QCOMPARE(again.exitCode, 2);
        QCOMPARE(calls.masked(again.err),
                 "error: There are calls in PLACE/copy already.\nbecause: What is exported gets a folder of its own.\n"
                 "try: once memory merge PLACE/copy PLACE/calls\n");
    }

    void wrongInputIsRefusedInThreeLines_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("error"); // what it holds
        const auto row = [](const char *name, const QStringList &words, int exitCode, const QString &error) {
            QTest::newRow(name) << words << exitCode << error;
        };
        row("no such function", {"list", "sien"}, 3,
            u"error: There is no function \"sien\" in PLACE/calls.\nbecause: Its functions are: cosine, sine.\ntry: once memory list PLACE/calls sine\n"_s);
        row("no such call", {"show", "0123"}, 3, u"error: There is no call \"0123\" in PLACE/calls.\n"_s);
        row("no key", {"pin", "sine"}, 3, u"error: There is no call \"sine\" in PLACE/calls.\n"_s);
        row("no size", {"reduce", "--bytes", "many"}, 2, u"error: \"many\" is no value for --bytes.\nbecause: \"many\" is no size. Write a number"_s);
        row("no number", {"reduce", "--items", "-3"}, 2, u"error: \"-3\" is no value for --items.\n"_s);
        row("no age", {"reduce", "--age", "old"}, 2, u"error: \"old\" is no value for --age.\nbecause: It takes a number and a unit: 90s, 30m, 12h, 30d.\n"_s);
        row("no order", {"reduce", "--items", "1", "--first", "last"}, 2, u"because: There are: used, saved.\n"_s);
        row("no limit", {"reduce"}, 2, u"error: Nothing says how much may stay.\n"_s);
        row("nothing to forget", {"forget"}, 2, u"error: It is not said what to forget.\n"_s);
        row("too much to forget", {"forget", "sine", "--all"}, 2, u"error: Both --all and \"sine\" are given.\n"_s);
        row("forgetting what is not there", {"forget", "tangent"}, 3, u"error: There is no function \"tangent\" in"_s);
        row("no store to merge", {"merge", "nowhere"}, 3, u"error: There are no calls in nowhere.\n"_s);
        row("no such command", {"lits"}, 2, u"error: There is no command \"lits\".\nbecause: There are: list, show,"_s);
        row("an option of another", {"list", "--mend"}, 2, u"error: There is no option \"--mend\".\n"_s);
    }
    void wrongInputIsRefusedInThreeLines()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, error);
        const Calls calls;
        const Ended ended = calls.memory(words);
        QTEST(ended.exitCode, "exitCode");
        QVERIFY2(calls.masked(ended.err).contains(error), qPrintable(ended.err));
        QCOMPARE(ended.err.count(u'\n'), 3);
        QCOMPARE(calls.count(), 11);
    }

    void aFolderWithoutCallsIsRefused()
    {
        const Place place;
        const Ended ended = place.run(QStringLiteral(ONCE_PROGRAM), {"memory", "list", "nowhere"});
        QCOMPARE(ended.exitCode, 3);
        QCOMPARE(ended.err, "error: There are no calls in nowhere.\nbecause: It has neither a calls.db nor a history.db.\n"
                            "try: Give the folder of a call store, or the data folder of an app.\n");
    }

    // A line after a command is what it prints; nothing after it means any output.
    void theHowToSaysWhatTheCommandsDo()
    {
        QFile page(QStringLiteral(HOWTO));
        QVERIFY(page.open(QIODevice::ReadOnly));
        static const QRegularExpression block(u"^    \\$ once (.*)\\n((?:    [^$\\n].*\\n)*)"_s, QRegularExpression::MultilineOption);
        const Calls calls;
        int commands = 0;
        for (auto it = block.globalMatch(QString::fromUtf8(page.readAll())); it.hasNext(); ++commands) {
            const QRegularExpressionMatch match = it.next();
            const Ended ended = calls.run(QStringLiteral(ONCE_PROGRAM), QProcess::splitCommand(match.captured(1)));
            QVERIFY2(ended.exitCode == 0, qPrintable(match.captured(1) + u'\n' + ended.err));
            static const QRegularExpression indent(u"^    "_s, QRegularExpression::MultilineOption);
            if (const QString shown = match.captured(2).remove(indent); !shown.isEmpty())
                QCOMPARE(ended.out, shown);
        }
        QVERIFY(commands > 10);
    }

    void anAppsHistoryCanBeLookedAtAndNotChanged()
    {
        const Place place;
        QCOMPARE(place.run(QStringLiteral(NIGHTLY), {"--data-dir", place.data()}).exitCode, 0);
        const auto memory = [&place](const QStringList &words) {
            return place.run(QStringLiteral(ONCE_PROGRAM), QStringList{"memory", words.first(), place.data()} + words.sliced(1));
        };
        QVERIFY(memory({"list"}).out.startsWith("root.backup\t6\t"));
        QCOMPARE(memory({"list", "backup"}).out.count(u'\n'), 6);
        QCOMPARE(memory({"verify"}).exitCode, 0);
        const Ended refused = memory({"forget", "backup"});
        QCOMPARE(refused.exitCode, 7);
        QCOMPARE(place.masked(refused.err), "error: The calls of PLACE/data/history.db cannot be changed from outside.\n"
                                            "because: They are the history of an app.\ntry: Steer the app itself: APP forget WORK, or its window.\n");
    }
};

QTEST_GUILESS_MAIN(MemoryCommandsTest)
#include "tst_memorycommands.moc"
