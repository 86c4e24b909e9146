// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What a user types, what is printed, and with which exit code it ends: each app's own command line.
#include "program.h"

#include <once/json.h>

#include <support/stored.h>

using namespace Qt::StringLiterals;

namespace {

const QString fixture = QStringLiteral(ONCE_FIXTURE);
const QString once_ = QStringLiteral(ONCE_PROGRAM);

// The fifth column of `runs` and the value of `took` are measured, and many wakes make one tick.
QString withoutDurations(QString text)
{
    static const QRegularExpression column(u"(TIME\t)\\d+(\t)"_s), row(u"(took\t)\\d+"_s),
        tick(u"(tick\t)\\d+"_s), field(u"(in|after) [\\d.]+ .?s"_s);
    return text.replace(column, u"\\1US\\2"_s)
        .replace(row, u"\\1US"_s)
        .replace(tick, u"\\1N"_s)
        .replace(field, u"\\1 TIME"_s);
}

} // namespace

class Commands : public QObject
{
    Q_OBJECT

private:
    Place m_filled; // three numbers doubled and summed, and one work that has failed

    static Ended runIn(const Place &place, QStringList arguments)
    {
        return place.run(fixture, arguments << "--data-dir" << place.data());
    }

    // An app that is known to have come so far.
    static std::unique_ptr<QProcess> startIn(const Place &place, QStringList arguments,
                                             const std::function<bool()> &hasBegun)
    {
        auto app = place.start(fixture, arguments << "--data-dir" << place.data());
        if (!QTest::qWaitFor(hasBegun))
            qWarning("the app has not begun");
        return app;
    }

    static std::unique_ptr<QProcess> stayingIn(const Place &place)
    {
        return startIn(place, {"--stay"}, [&] { return place.status().stage == u"running"; });
    }

    // In the middle of a work, which ends when a line is written to it.
    static std::unique_ptr<QProcess> waitingIn(const Place &place)
    {
        return startIn(place, {"--wait"},
                       [&] { return runIn(place, {"runs"}).out.contains("running\troot.waits"); });
    }

    QString printed(const QString &line)
    {
        const Ended ended = runIn(m_filled, line.split(u' '));
        return withoutDurations(m_filled.masked(ended.out)) + m_filled.masked(ended.err);
    }

private Q_SLOTS:
    void initTestCase()
    {
        const Ended ended = runIn(m_filled, {"--fail"});
        QCOMPARE(ended.exitCode, 0);
        QCOMPARE(ended.out, "all is done: 12\n");
        QCOMPARE(m_filled.masked(ended.err),
                 "fixture runs. Watch it: once ui PLACE/data/history.db\n"
                 "failed: fails: no such host: example.invalid (run 7)\n");
    }

    void prints_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("expected");

        QTest::newRow("the newest runs, a line each")
            << u"runs -n 3"_s
            << u"7\tfailed\troot.fails\tTIME\tUS\tfirst call\tno such host: example.invalid\n"
               "6\tsucceeded\troot.sums\tTIME\tUS\tprops changed: doubled, before\t12\n"
               "5\tsucceeded\troot.doubles\tTIME\tUS\tprops changed: number\t6\n"_s;
        QTest::newRow("runs that a query matches")
            << u"runs state:failed"_s
            << u"7\tfailed\troot.fails\tTIME\tUS\tfirst call\tno such host: example.invalid\n"_s;
        QTest::newRow("a query of several words")
            << u"runs work:sums id>4"_s
            << u"6\tsucceeded\troot.sums\tTIME\tUS\tprops changed: doubled, before\t12\n"_s;
        QTest::newRow("no line when no run matches") << u"runs state:lost"_s << QString();
        QTest::newRow("one run by its number")
            << u"show 4"_s
            << u"run\t4\nwork\troot.sums\nstate\tsucceeded\nwhy\tprops changed: doubled, before\ntick\tN\n"
               "queued\tTIME\nstarted\tTIME\nfinished\tTIME\ntook\tUS\ncode\tversion 1, code DIGEST\n"
               "prop before\t2\nprop doubled\t4\nstates sum\t6\nresult\t6\n"_s;
        QTest::newRow("the run that has failed")
            << u"show failed"_s
            << u"run\t7\nwork\troot.fails\nstate\tfailed\nwhy\tfirst call\ntick\tN\n"
               "queued\tTIME\nstarted\tTIME\nfinished\tTIME\ntook\tUS\ncode\tversion 1, code DIGEST\n"
               "prop host\t\"example.invalid\"\nerror\tno such host: example.invalid\n"_s;
        QTest::newRow("why a run ran")
            << u"explain last:sums"_s
            << u"sums ran at TIME (run 6, succeeded) because 2 of 2 props differ from run 4:\n"
               "    before   2 -> 6\n"
               "    doubled  4 -> 6\n"
               "now: would be skipped: its result is stored.\n"_s;
        QTest::newRow("the last run when none is named")
            << u"explain"_s
            << u"fails ran at TIME (run 7, failed) because it is the first call of this work.\n"
               "now: would run again: a failure is remembered only until the app is started anew.\n"_s;
        QTest::newRow("its version") << u"--version"_s << u"fixture 7.1 (Once " ONCE_VERSION ")\n"_s;
    }
    void prints()
    {
        QFETCH(QString, command);
        QTEST(printed(command), "expected");
    }

    void statusSaysHowItEnded()
    {
        const QString text = printed(u"status"_s);
        QVERIFY2(text.startsWith("app\tfixture\nstage\tended\nstarted\tTIME\nended\tTIME\nexit code\t0\n"),
                 qPrintable(text));
        QVERIFY2(text.endsWith("failed\tfails: no such host: example.invalid (run 7)\n"), qPrintable(text));
    }

    void jsonHasASchemaAndStableKeys_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QStringList>("keys");

        const QStringList times{"finished", "finishedUs"};
        QTest::newRow("runs") << u"runs"_s << u"once.runs/1"_s
                              << QStringList{"cause",   "durationUs", "finished", "finishedUs", "id",
                                             "preview", "queued",     "queuedUs", "started",    "startedUs",
                                             "state",   "tick",       "why",      "work"};
        QTest::newRow("show") << u"show 4"_s << u"once.run/1"_s
                              << QStringList{"attempts",   "cause",    "code", "durationUs", "error", "finished",
                                             "finishedUs", "id",       "key",  "log",        "props", "queued",
                                             "queuedUs",   "result",   "started", "startedUs",
                                             "state",      "states",   "tick",    "why",      "work"};
        QTest::newRow("status") << u"status"_s << u"once.status/1"_s
                                << QStringList{"app",     "bytes",      "ended", "endedUs",    "exitCode",
                                               "history", "lastFailed", "pid",   "runs",       "stage",
                                               "started", "startedUs",  "tick",  "unfinished", "works"};
    }
    void jsonHasASchemaAndStableKeys()
    {
        QFETCH(QString, command);
        const Ended ended = runIn(m_filled, (command + " --json").split(u' '));
        QCOMPARE(ended.exitCode, 0);
        const once::Json json = once::Json::parse(ended.out.toStdString());
        QTEST(json.at("schema").get<QString>(), "schema");
        const once::Json item = json.contains("items") ? json.at("items").at(0) : json.at("item");
        QStringList keys;
        for (const auto &member : item.items())
            keys += QString::fromStdString(member.key());
        QTEST(keys, "keys");
    }

    void jsonOfExplainNamesWhatHasChanged()
    {
        const Ended ended = runIn(m_filled, {"explain", "6", "--json"});
        const once::Json json = once::Json::parse(ended.out.toStdString());
        QCOMPARE(json.at("schema").get<QString>(), "once.explanation/1");
        QCOMPARE(json.at("item").at("comparedWith").get<int>(), 4);
    }

    void refusesInThreeLines_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("expected");

        const QString help = u"try: %1 --help\n"_s.arg(fixture);
        QTest::newRow("an unknown command")
            << u"rnus"_s << 2
            << u"error: There is no command \"rnus\".\n"
               "because: There are: run, tick, status, runs, show, explain, pause, resume, cancel, retry, forget, do, schedule, stop.\n"
               "try: runs, which is the nearest; or %1 --help\n"_s.arg(fixture);
        QTest::newRow("a wrong value") << u"--count x"_s << 2
                                       << u"error: \"x\" is no value for --count.\n"
                                          "because: It takes a whole number from 0 on, such as 4.\n"_s
                + help;
        QTest::newRow("a negative number") << u"--threads -1"_s << 2
                                           << u"error: \"-1\" is no value for --threads.\n"
                                              "because: It takes a whole number from 0 on, such as 4.\n"_s
                + help;
        QTest::newRow("one word too many")
            << u"status now"_s << 2
            << u"error: \"now\" is one word too many.\nbecause: The command is status already.\n"_s + help;
        QTest::newRow("a query that is none")
            << u"runs stat:failed"_s << 2
            << u"error: The query \"stat:failed\" is wrong at character 1.\n"
               "because: There is no field “stat”. Fields: state, work, why, since, until, id, tick, dur.\n"
               "try: %1 runs state:failed --data-dir PLACE/data\n"_s.arg(fixture);
        QTest::newRow("no such run") << u"show 99"_s << 3
                                     << u"error: There is no run 99 in fixture.\n"
                                        "because: The history of fixture keeps the runs 1 to 7.\n"
                                        "try: %1 runs -n 5 --data-dir PLACE/data\n"_s.arg(fixture);
        QTest::newRow("no such work, but a near one")
            << u"show last:sumz"_s << 3
            << u"error: There is no work \"sumz\" in fixture.\n"
               "because: Its works are: doubles, sums, fails, waits, listens, answers.\n"
               "try: %1 show last:sums --data-dir PLACE/data\n"_s.arg(fixture);
        QTest::newRow("a work that has not run")
            << u"explain waits"_s << 3
            << u"error: There is no run of waits in fixture.\n"
               "because: The history of fixture keeps the runs 1 to 7.\n"
               "try: %1 runs -n 5 --data-dir PLACE/data\n"_s.arg(fixture);
        QTest::newRow("an app that does not run")
            << u"pause"_s << 4
            << u"error: fixture does not run.\nbecause: No process has its data folder PLACE/data.\n"
               "try: %1 run --data-dir PLACE/data\n"_s.arg(fixture);
    }
    void refusesInThreeLines()
    {
        QFETCH(QString, command);
        const Ended ended = runIn(m_filled, command.split(u' '));
        QTEST(m_filled.masked(ended.err), "expected");
        QTEST(ended.exitCode, "exitCode");
        QCOMPARE(ended.out, "");
    }

    void aMissingValueIsTold()
    {
        const Ended ended = m_filled.run(fixture, {"run", "--message"});
        QCOMPARE(ended.exitCode, 2);
        QCOMPARE(ended.err,
                 u"error: --message lacks its value.\nbecause: Nothing follows it.\ntry: %1 --help\n"_s.arg(
                     fixture));
    }

    void anUnknownOptionIsToldWithTheNearest()
    {
        const Ended ended = runIn(m_filled, {"--coutn", "3"});
        QCOMPARE(ended.exitCode, 2);
        QVERIFY(ended.err.startsWith("error: There is no option \"--coutn\".\nbecause: There are: --help, "));
        QVERIFY(ended.err.endsWith(u"try: --count, which is the nearest; or %1 --help\n"_s.arg(fixture)));
    }

    void aHistoryThatIsNotThereIsToldAsSuch()
    {
        const Place place;
        const Ended ended = runIn(place, {"runs"});
        QCOMPARE(ended.exitCode, 3);
        QCOMPARE(place.masked(ended.err),
                 u"error: fixture has no history yet.\n"
                 "because: There is no PLACE/data/history.db.\n"
                 "try: %1 run --data-dir PLACE/data\n"_s.arg(fixture));
    }

    void aFolderThatCannotBeMadeIsRefused()
    {
        const Place place;
        once::overwrite(place.path("file"), "x");
        const Ended ended = place.run(fixture, {"--data-dir", place.path("file/below")});
        QCOMPARE(ended.exitCode, 7);
        QCOMPARE(ended.err.count(u'\n'), 3);
        QVERIFY(ended.err.startsWith("error: "));
    }

    void aFileOfANewerVersionIsRefusedAndLeftAlone_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("by a reading command") << u"runs"_s;
        QTest::newRow("by the app") << u"run"_s;
    }
    void aFileOfANewerVersionIsRefusedAndLeftAlone()
    {
        QFETCH(QString, command);
        const Place place;
        QCOMPARE(runIn(place, {"run"}).exitCode, 0);
        makeNewer(place.path("data/history.db"));
        const Ended ended = runIn(place, {command});
        QCOMPARE(ended.exitCode, 8);
        QVERIFY2(ended.err.contains("newer version of Once"), qPrintable(ended.err));
        QCOMPARE(ended.err.count(u'\n'), 3);
    }

    void aFileThatIsNoHistoryIsRefused()
    {
        const Place place;
        QVERIFY(QDir().mkpath(place.data()));
        once::overwrite(place.path("data/history.db"), "not a history, but long enough to look into for one");
        const Ended ended = runIn(place, {"status"});
        QCOMPARE(ended.exitCode, 8);
        QCOMPARE(ended.err.count(u'\n'), 3);
    }

    void optionsStandBeforeAndAfterTheCommand()
    {
        const Place place;
        QCOMPARE(
            place.run(fixture, {"--count", "1", "run", "--message", "done", "--data-dir", place.data()}).out,
            "done: 2\n");
        QCOMPARE(place.run(fixture, {"--data-dir", place.data(), "run", "--count=2"}).out,
                 "all is done: 6\n");
    }

    void aRestartRunsNothingAgain()
    {
        const Place place;
        QCOMPARE(runIn(place, {"run"}).exitCode, 0);
        const QString before = runIn(place, {"runs"}).out;
        QCOMPARE(runIn(place, {"run"}).out, "all is done: 12\n");
        QCOMPARE(runIn(place, {"runs"}).out, before);
    }

    void helpNamesTheCommandsAndTheAppsOptions()
    {
        const Ended ended = runIn(m_filled, {"--help"});
        QCOMPARE(ended.exitCode, 0);
        for (const char *word :
             {"Does what tests ask for.", "--count", "--data-dir", "explain", "resume", "--paused"})
            QVERIFY2(ended.out.contains(word), word);
        const Ended ofRuns = runIn(m_filled, {"runs", "--help"});
        QVERIFY(ofRuns.out.contains("QUERY") && ofRuns.out.contains("--json"));
    }

    void pausedWaitsForResume()
    {
        const Place place;
        const auto app = place.start(fixture, {"--paused", "--data-dir", place.data()});
        QTRY_COMPARE(place.status().stage, "paused");
        QCOMPARE(place.status().tick, 0);
        const Ended resume = runIn(place, {"resume"});
        QCOMPARE(resume.out, "fixture goes on.\n");
        QCOMPARE(resume.exitCode, 0);
        const Ended ended = Place::ended(*app);
        QCOMPARE(ended.exitCode, 0);
        QCOMPARE(ended.out, "all is done: 12\n");
        QCOMPARE(place.masked(ended.err),
                 u"fixture runs. Watch it: once ui PLACE/data/history.db\n"
                 "It waits at tick 0. Let it run: %1 resume --data-dir PLACE/data\n"
                 "resumed\n"_s.arg(fixture));
    }

    void stopEndsItWithExitCodeZero()
    {
        const Place place;
        const auto app = stayingIn(place);
        const Ended stop = runIn(place, {"stop", "--json"});
        QCOMPARE(stop.exitCode, 0);
        QCOMPARE(once::Json::parse(stop.out.toStdString()).at("item").at("stage").get<QString>(), "ended");
        QVERIFY(runIn(place, {"status"}).out.contains("stage\tended\n"));
        QCOMPARE(Place::ended(*app).exitCode, 0);
    }

    void stopWaitsForTheWorksThatRun()
    {
        const Place place;
        const auto app = waitingIn(place);
        const auto stop = place.start(fixture, {"stop", "--data-dir", place.data()});
        QTRY_COMPARE(place.status().stage, "ending");
        QCOMPARE(stop->state(), QProcess::Running);
        app->write("go on\n");
        QVERIFY(app->waitForBytesWritten());
        const Ended ended = Place::ended(*stop);
        QCOMPARE(ended.exitCode, 0);
        QCOMPARE(ended.out, "fixture has ended.\n");
        QCOMPARE(ended.err, "1 running work is waited for, 30 s at most.\n");
        QCOMPARE(runIn(place, {"run"}).exitCode, 0); // the folder is free
        QCOMPARE(Place::ended(*app).exitCode, 0);
    }

    void stopWaitsNoLongerThanItMay()
    {
        const Place place;
        const auto app = waitingIn(place);
        const Ended stop = runIn(place, {"stop", "--timeout", "0"});
        QCOMPARE(stop.exitCode, 6);
        QCOMPARE(place.masked(stop.err),
                 u"1 running work is waited for, 0 s at most.\n"
                 "error: fixture has not ended within 0 s.\n"
                 "because: It was told to stop, and waits for 1 running work.\n"
                 "try: %1 status --data-dir PLACE/data, which says what runs; or kill -KILL %2, and its next "
                 "start "
                 "runs that again\n"_s.arg(fixture)
                     .arg(app->processId()));
        QCOMPARE(place.status().stage, "ending");
        app->write("go on\n");
        QCOMPARE(Place::ended(*app).exitCode, 0);
    }

    void stopNeedNotWait()
    {
        const Place place;
        const auto app = waitingIn(place);
        const Ended stop = runIn(place, {"stop", "--no-wait"});
        QCOMPARE(stop.exitCode, 0);
        QCOMPARE(stop.out, "fixture stops when the works that run have ended.\n");
        QCOMPARE(stop.err, "");
        QTRY_COMPARE(place.status().stage, "ending");
        app->write("go on\n");
        QCOMPARE(Place::ended(*app).exitCode, 0);
    }

    void aSignalIsPolite_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("SIGINT") << SIGINT << 130;
        QTest::newRow("SIGTERM") << SIGTERM << 143;
    }
    void aSignalIsPolite()
    {
        QFETCH(int, signal);
        const Place place;
        const auto app = waitingIn(place);
        ::kill(pid_t(app->processId()), signal);
        QTRY_COMPARE(place.status().stage, "ending");
        app->write("go on\n");
        const Ended ended = Place::ended(*app);
        QTEST(ended.exitCode, "exitCode");
        QVERIFY(ended.err.endsWith("Stopping when 1 running work has ended; once more to stop at once.\n"));
        QVERIFY(runIn(place, {"runs"}).out.contains("succeeded\troot.waits")); // it was waited for
    }

    void theSecondSignalEndsAtOnce()
    {
        const Place place;
        const auto app = waitingIn(place);
        ::kill(pid_t(app->processId()), SIGINT);
        QTRY_COMPARE(place.status().stage, "ending");
        ::kill(pid_t(app->processId()), SIGINT);
        QCOMPARE(Place::ended(*app).exitCode, 130);
        QVERIFY(runIn(place, {"status"}).out.contains("stage\tkilled\n"));
    }

    void twoAppsOnOneFolderAreRefused()
    {
        const Place place;
        const auto app = stayingIn(place);
        const Ended second = runIn(place, {"run"});
        QCOMPARE(second.exitCode, 7);
        QVERIFY(second.err.contains(u"Process %1 "_s.arg(app->processId())));
        QCOMPARE(second.err.count(u'\n'), 3);
        QCOMPARE(place.status().stage, "running"); // and can still be reached
        QCOMPARE(runIn(place, {"stop"}).exitCode, 0);
        QCOMPARE(Place::ended(*app).exitCode, 0);
    }

    void tickEndsWithWhatItStarted()
    {
        const Place place;
        QCOMPARE(runIn(place, {"tick", "--stay"}).exitCode, 0);
        QCOMPARE(place.masked(runIn(place, {"runs"}).out).section(u'\t', 0, 2), "1\tsucceeded\troot.doubles");
    }

    void waitingForAFailureEndsWithFive()
    {
        const Place place;
        QCOMPARE(runIn(place, {"--until-idle", "--stay"}).exitCode, 0);
        QCOMPARE(runIn(place, {"--until-idle", "--stay", "--fail"}).exitCode, 5);
        QCOMPARE(runIn(place, {"tick", "--stay", "--fail"}).exitCode, 5);
    }

    void aReaderThatLeavesIsNoError()
    {
        const Ended ended = m_filled.run(
            "/bin/sh", {"-c", u"'%1' runs --data-dir '%2' | head -1"_s.arg(fixture, m_filled.data())});
        QCOMPARE(ended.exitCode, 0);
        QCOMPARE(ended.out.count(u'\n'), 1);
        QCOMPARE(ended.err, "");
    }

    void onceTakesAFileAFolderOrAName_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("a file") << QStringList{"-f", m_filled.path("data/history.db")};
        QTest::newRow("a folder") << QStringList{"-f", m_filled.data()};
    }
    void onceTakesAFileAFolderOrAName()
    {
        QFETCH(QStringList, arguments);
        const Ended ended = m_filled.run(once_, QStringList{"show", "last:sums"} << arguments);
        QCOMPARE(ended.err, "");
        QVERIFY(ended.out.startsWith("run\t6\n"));
    }

    void onceFindsAppsThatRun()
    {
        const Place place;
        const auto app = stayingIn(place);
        QVERIFY(place.run(once_, {"apps"}).out.startsWith(u"fixture\t%1\trunning\t"_s.arg(app->processId())));
        QVERIFY(
            place.run(once_, {"status"}).out.startsWith("app\tfixture\nstage\trunning\n")); // the only one
        QCOMPARE(place.run(once_, {"stop", "-a", "fixture"}).out, "fixture has ended.\n");
        QCOMPARE(place.run(once_, {"apps"}).out, "");
        QCOMPARE(Place::ended(*app).exitCode, 0);
    }

    void onceFindsAnAppInTheUsualPlace()
    {
        const Place place;
        QCOMPARE(place.run(fixture, {"run"}).exitCode, 0);
        QVERIFY(place.run(once_, {"show", "last", "-a", "fixture"}).out.startsWith("run\t6\n"));
        const Ended misspelt = place.run(once_, {"show", "-a", "fixtrue"});
        QCOMPARE(misspelt.exitCode, 3);
        QVERIFY(misspelt.err.endsWith("try: -a fixture\n"));
    }

    void onceAsksWhichAppIsMeant()
    {
        const Place place;
        const Ended ended = place.run(once_, {"runs"});
        QCOMPARE(ended.exitCode, 2);
        QCOMPARE(ended.err,
                 "error: It is not clear which app is meant.\n"
                 "because: No app is running, and there is no history.db in this folder.\n"
                 "try: -a APP, or -f with its data folder or history file\n");
    }

    void onATerminalTablesAreAligned()
    {
        const QString command =
            u"NO_COLOR=1 '%1' runs -n 2 work:sums --data-dir '%2'"_s.arg(fixture, m_filled.data());
        const Ended ended = m_filled.run("script", {"-qec", command, "/dev/null"});
        const QStringList lines = ended.out.split(u"\r\n"_s, Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith("RUN  STATE      WORK  STARTED"));
        QVERIFY(lines[1].startsWith("  6  succeeded  sums  "));
        QVERIFY(lines[1].contains(" ago "));
        QVERIFY(!ended.out.contains(u'\x1b'));
    }

    void onATerminalStatesHaveColour()
    {
        const QString command =
            u"TERM=xterm '%1' runs state:failed --data-dir '%2'"_s.arg(fixture, m_filled.data());
        QVERIFY(m_filled.run("script", {"-qec", command, "/dev/null"}).out.contains(u"\x1b[31;1mfailed"_s));
    }

    void onATerminalOneLineShowsWhereItIs()
    {
        const Place place;
        const QString command = u"'%1' --data-dir '%2'"_s.arg(fixture, place.data());
        const Ended ended = place.run("script", {"-qec", command, "/dev/null"});
        QVERIFY2(ended.out.contains("\r\x1b[Ktick 1, 0 runs"), qPrintable(ended.out));
        QVERIFY2(ended.out.endsWith("\r\x1b[Kall is done: 12\r\n"), qPrintable(ended.out));
    }

    void onATerminalTheLineNamesWhatRuns()
    {
        const Place place;
        const QString command = u"'%1' --wait --heartbeat 50 --data-dir '%2'"_s.arg(fixture, place.data());
        const auto app = place.start("script", {"-qec", command, "/dev/null"});
        QString out;
        QTRY_VERIFY((out += QString::fromUtf8(app->readAllStandardOutput())).contains(", running waits\r"));
        app->write("go on\n");
        QCOMPARE(Place::ended(*app).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(Commands)
#include "tst_commands.moc"
