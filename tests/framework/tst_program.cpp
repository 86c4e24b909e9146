// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Program: what is run, what comes of it, and that nothing of it stays.
#include <once/eventloop.h>
#include <once/program.h>

#include <support/recorder.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ProgramCall shell(const QString &script)
{
    return {.program = u"/bin/sh"_s, .arguments = {u"-c"_s, script}};
}

class Runs : public Flow
{
public:
    explicit Runs(WorkOptions options, const ProgramCall &call)
        : program(this, "program", withNoThrow(std::move(options))), m_call(call)
    {}

    Child<Program> program;
    std::optional<ProgramResult> result;

    void run()
    {
        const auto outcome = program.run(m_call);
        if (program.hasSucceeded())
            result = outcome;
    }

private:
    static WorkOptions withNoThrow(WorkOptions options)
    {
        options.version = u"1"_s;
        options.onFailure = OnFailure::Continue;
        return options;
    }

    const ProgramCall m_call;
};

// One call of a program in an app, and its run.
struct Ran
{
    explicit Ran(const ProgramCall &call, const WorkOptions &options = {}) : root(options, call)
    {
        QObject::connect(&loop, &EventLoop::runChanged, &loop, [this](const Run &changed) { run = changed; });
    }

    Ran &toItsEnd()
    {
        if (!loop.runUntilIdle())
            qFatal("it has no end");
        return *this;
    }

    // The lines of its log, each with its level and without its time.
    QStringList log() const
    {
        QStringList lines;
        for (const QByteArray &line : run.log.split('\n'))
            if (!line.isEmpty())
                lines += QString::fromUtf8(line.sliced(int(qstrlen("00:00:00.000 "))));
        return lines;
    }

    Root<Runs> root;
    EventLoop loop{root, {.heartbeat = 0ms}};
    Run run;
};

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

// As /proc tells it: 'S' sleeps, 'Z' is a zombie.
QChar stateOf(const QString &pid)
{
    const QString words = read(u"/proc/%1/stat"_s.arg(pid)).section(u") "_s, -1);
    return words.isEmpty() ? QChar() : words[0];
}

// Not a process any more, nor a zombie.
bool isGone(const QString &pid)
{
    return !pid.isEmpty() && !QFileInfo::exists(u"/proc/%1"_s.arg(pid));
}

} // namespace

class ProgramTest : public QObject
{
    Q_OBJECT

private:
    std::optional<QTemporaryDir> m_folder;

    QString file(const QString &name) const { return m_folder->filePath(name); }

private Q_SLOTS:
    void init() { m_folder.emplace(); }

    void itsOutputIsTheResult()
    {
        Ran ran({.program = u"cat"_s, .input = u"Grüße\nan alle"_s});
        ran.toItsEnd();
        QCOMPARE(ran.root.result->exitCode, 0);
        QCOMPARE(ran.root.result->output, u"Grüße\nan alle"_s);
        QVERIFY(!ran.root.result->isCut);
    }

    void noShellReadsItsArguments()
    {
        Ran ran({.program = u"printf"_s, .arguments = {u"%s|"_s, u"$HOME *"_s, u"a b"_s, u""_s}});
        QCOMPARE(ran.toItsEnd().root.result->output, u"$HOME *|a b||"_s);
    }

    void itRunsInItsFolderWithItsEnvironment()
    {
        ProgramCall call = shell(u"echo $PWD $GREETING"_s);
        call.folder = m_folder->path();
        call.environment = {{u"GREETING"_s, u"hello"_s}};
        QCOMPARE(Ran(call).toItsEnd().root.result->output, m_folder->path() + u" hello\n"_s);
    }

    void aProgramBesideItsFolderIsFoundFromThere()
    {
        QVERIFY(QFile::link(u"/bin/cat"_s, file(u"tool"_s)));
        Ran ran({.program = u"./tool"_s, .folder = m_folder->path(), .input = u"here"_s});
        QCOMPARE(ran.toItsEnd().root.result->output, u"here"_s);
    }

    void itsLinesAreTheLogOfItsRun()
    {
        Ran ran(shell(u"echo one; echo -n two; echo three >&2"_s));
        QStringList log = ran.toItsEnd().log();
        log.sort(); // the two streams come as they come
        QCOMPARE(log, QStringList({"I one", "I two", "W three"}));
        QCOMPARE(ran.root.result->output, u"one\ntwo"_s);
    }

    void equalCallsRunOnce()
    {
        Root<Program> work({.version = u"1"_s});
        const ProgramCall call = shell(u"echo again >> "_s + file(u"count"_s));
        ProgramCall other = call;
        other.environment = {{u"ANY"_s, u"1"_s}};
        for (int i = 0; i < 3; ++i)
            work.run(call);
        work.run(other);
        QCOMPARE(read(file(u"count"_s)), u"again\nagain"_s);
        QCOMPARE(work.propNames(), QStringList({"program", "arguments", "folder", "environment", "input", "successes"}));
    }

    void whatGoesWrongIsAFailureWithASentence_data()
    {
        QTest::addColumn<ProgramCall>("call");
        QTest::addColumn<QString>("error");
        const QString none = u"/no/such/place"_s;
        ProgramCall astray = shell(u"true"_s);
        astray.folder = none;
        QTest::newRow("an exit code") << shell(u"exit 3"_s) << u"exit code 3"_s;
        QTest::newRow("an exit code, and its last word")
            << shell(u"echo first >&2; echo 'nothing there' >&2; exit 2"_s) << u"exit code 2: nothing there"_s;
        QTest::newRow("a signal") << shell(u"kill -KILL $$"_s) << u"ended by signal SIGKILL"_s;
        QTest::newRow("no such program") << ProgramCall{.program = u"no-such-program"_s} << u"no such program: no-such-program"_s;
        QTest::newRow("no such file") << ProgramCall{.program = none} << u"no such program: "_s + none;
        QTest::newRow("no program") << ProgramCall{.program = u"/dev/null"_s} << u"/dev/null cannot be started: "_s;
        QTest::newRow("no such folder") << astray << u"no such folder: "_s + none;
        QTest::newRow("no name") << ProgramCall{} << u"no such program: "_s;
    }

    void whatGoesWrongIsAFailureWithASentence()
    {
        QFETCH(ProgramCall, call);
        QFETCH(QString, error);
        Ran ran(call);
        ran.toItsEnd();
        QCOMPARE(ran.run.status, Status::Failed);
        QVERIFY2(ran.run.error == error || (error.endsWith(u"started: "_s) && ran.run.error.startsWith(error)),
                 qPrintable(ran.run.error));
    }

    void otherExitCodesMayBeSuccesses()
    {
        ProgramCall call = shell(u"echo differs; exit 1"_s);
        call.successes = {0, 1};
        Ran ran(call);
        QCOMPARE(ran.toItsEnd().root.result->exitCode, 1);
        QCOMPARE(ran.root.result->output, u"differs\n"_s);
    }

    void ofVeryMuchOutputTheBeginningIsKept()
    {
        Ran ran(shell(u"yes 0123456 | head -c 3000000"_s));
        const ProgramResult &result = *ran.toItsEnd().root.result;
        QCOMPARE(result.output.size(), mostProgramOutput);
        QVERIFY(result.isCut);
        QCOMPARE(ran.log().last(), u"W its output is longer than 1048576 bytes; the rest is left out"_s);
    }

    void whoDoesNotReadItsInputIsNoFailure()
    {
        ProgramCall call = shell(u"exec <&-; echo done"_s);
        call.input = QString(1'000'000, u'x');
        QCOMPARE(Ran(call).toItsEnd().root.result->output, u"done\n"_s);
    }

    void muchGoesInAndOutAtTheSameTime()
    {
        const QString text = QString(500'000, u'x');
        QCOMPARE(Ran({.program = u"cat"_s, .input = text}).toItsEnd().root.result->output, text);
    }

    void aCancelledOneIsAskedPolitely()
    {
        Ran ran(shell(u"trap 'echo asked > %1; exit 0' TERM; echo $$ > %2; while :; do sleep 0.02; done"_s.arg(
            file(u"asked"_s), file(u"pid"_s))));
        QVERIFY(ran.loop.runUntil([&] { return !read(file(u"pid"_s)).isEmpty(); }));
        ran.root.program.cancel(u"it was enough"_s);
        ran.toItsEnd();
        QCOMPARE(ran.run.status, Status::Cancelled);
        QCOMPARE(ran.run.error, u"it was enough"_s);
        QCOMPARE(read(file(u"asked"_s)), u"asked"_s);
        QVERIFY(isGone(read(file(u"pid"_s))));
    }

    void oneThatDoesNotListenIsKilledWithinTheGrace()
    {
        Ran ran(shell(u"trap '' TERM; echo $$ > %1; while :; do sleep 0.02; done"_s.arg(file(u"pid"_s))),
                {.timeout = {.run = 1000ms, .grace = 2500ms}});
        ran.toItsEnd();
        QCOMPARE(ran.run.status, Status::TimedOut);
        QCOMPARE(ran.run.error, u"it ran for more than 1 s"_s); // it was not given up
        QVERIFY(isGone(read(file(u"pid"_s))));
    }

    void whatItWritesIsASignOfLife()
    {
        Ran ran(shell(u"for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do echo $i; sleep 0.1; done"_s),
                {.timeout = {.silence = 1000ms}});
        ran.toItsEnd();
        QCOMPARE(ran.run.status, Status::Succeeded);
        Ran dotted(shell(u"for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do printf .; sleep 0.1; done"_s),
                   {.timeout = {.silence = 1000ms}});
        dotted.toItsEnd();
        QCOMPARE(dotted.run.status, Status::Succeeded);
        Ran silent(shell(u"sleep 60"_s), {.timeout = {.silence = 200ms}});
        silent.toItsEnd();
        QCOMPARE(silent.run.error, u"it gave no sign of life for more than 200 ms"_s);
    }

    void whatItHasStartedEndsWithIt_data()
    {
        QTest::addColumn<QString>("end");
        QTest::newRow("it succeeds") << u"exit 0"_s;
        QTest::newRow("it fails") << u"exit 1"_s;
        QTest::newRow("it is killed") << u"kill -KILL $$"_s;
    }

    void whatItHasStartedEndsWithIt()
    {
        QFETCH(QString, end);
        Ran ran(shell(u"sleep 600 & echo $! > %1; %2"_s.arg(file(u"pid"_s), end)));
        ran.toItsEnd();
        // An orphan is buried by the first process of the machine, whenever that comes to it.
        QTRY_VERIFY(isGone(read(file(u"pid"_s))) || stateOf(read(file(u"pid"_s))) == u'Z');
    }

    void theEndOfTheAppEndsIt()
    {
        Ran ran(shell(u"echo $$ > %1; exec sleep 600"_s.arg(file(u"pid"_s))));
        QVERIFY(ran.loop.runUntil([&] { return !read(file(u"pid"_s)).isEmpty(); }));
        ran.loop.interrupt();
        QCOMPARE(ran.loop.exec(), 0);
        QVERIFY(isGone(read(file(u"pid"_s))));
    }

    void anAppThatIsKilledTakesItAlong()
    {
        const QString pid = file(u"pid"_s);
        const pid_t app = ::fork();
        if (app == 0) { // an app with nothing but the work
            Root<Program> work({.version = u"1"_s});
            work.run(shell(u"echo $$ > %1; exec sleep 600"_s.arg(pid)));
            ::_exit(0);
        }
        QTRY_VERIFY(!read(pid).isEmpty());
        ::kill(app, SIGKILL);
        ::waitpid(app, nullptr, 0);
        QTRY_VERIFY(isGone(read(pid)) || stateOf(read(pid)) == u'Z');
    }
};


QTEST_GUILESS_MAIN(ProgramTest)
#include "tst_program.moc"
