// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Apps as processes on one call store: each call runs in one of them, whatever becomes of that one.
#include "program.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString fixture = QStringLiteral(ONCE_FIXTURE);

using Process = std::unique_ptr<QProcess>;

} // namespace

class Sharing : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Place> m_place;

    QStringList arguments(const QString &app, const QStringList &more = {}) const
    {
        return QStringList{u"--data-dir"_s, m_place->path(app)} + more;
    }
    QStringList sharing(const QString &app, const QStringList &more = {}) const
    {
        return arguments(app,
                         QStringList{u"--store"_s, m_place->path(u"calls"_s), u"--share"_s, log()} + more);
    }

    QString log() const { return m_place->path(u"log"_s); }
    qsizetype executions() const { return once::contentOf(log()).count('\n'); }

    Process start(const QString &app, const QStringList &more = {}) const
    {
        return m_place->start(fixture, sharing(app, more));
    }
    Ended run(const QString &app, const QStringList &more = {}) const
    {
        return m_place->run(fixture, sharing(app, more));
    }
    QString printed(const QString &app, const QString &command) const
    {
        return m_place->masked(m_place->run(fixture, arguments(app, command.split(u' '))).out);
    }

    // An app that is at the call, and one that waits for it.
    Process startedAt(const QString &app) const
    {
        auto process = start(app);
        return QTest::qWaitFor([&] { return executions() == 1; }, 20'000) ? std::move(process) : nullptr;
    }
    Process startedBehind(const QString &app, const QProcess &other) const
    {
        const QString note = u"waits for process %1 of fixture"_s.arg(other.processId());
        auto process = start(app);
        const auto waits = [&] {
            return m_place->run(fixture, arguments(app, {u"show"_s})).out.contains(note);
        };
        return QTest::qWaitFor(waits, 20'000) ? std::move(process) : nullptr;
    }

    // Runs to its end, with nobody to wait for.
    bool runsAlone(const QString &app)
    {
        const Process process = startedAt(app);
        return process && process->write("seven\n") > 0 && Place::ended(*process).exitCode == 0;
    }

private Q_SLOTS:
    void init() { m_place = std::make_unique<Place>(); }

    void twoAppsRunACallOnce_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("out");
        QTest::newRow("a success") << QByteArray("seven\n") << u"the answer is seven, of 5 letters\n"_s;
        QTest::newRow("a failure") << QByteArray("fail\n") << u"no answer: it was told to fail\n"_s;
    }
    void twoAppsRunACallOnce()
    {
        QFETCH(QByteArray, line);
        const Process first = startedAt(u"first"_s);
        QVERIFY(first);
        const Process second = startedBehind(u"second"_s, *first);
        QVERIFY(second);
        first->write(line);
        QTEST(Place::ended(*first).out, "out");
        QTEST(Place::ended(*second).out, "out");
        QCOMPARE(executions(), 1);
        QVERIFY(printed(u"second"_s, u"runs"_s).contains("remembered elsewhere: run 1 of fixture"));
    }

    void whenTheOneThatRunsItIsKilledTheOtherRunsIt()
    {
        const Process first = startedAt(u"first"_s);
        QVERIFY(first);
        const Process second = startedBehind(u"second"_s, *first);
        QVERIFY(second);
        first->kill();
        first->waitForFinished();
        QTRY_COMPARE(executions(), 2);
        QTRY_VERIFY(printed(u"second"_s, u"runs"_s).contains("running\troot.answers"));
        second->write("seven\n");
        QCOMPARE(Place::ended(*second).out, "the answer is seven, of 5 letters\n");
        QCOMPARE(run(u"first"_s).out, "the answer is seven, of 5 letters\n");
        QCOMPARE(executions(), 2);
    }

    void anAppThatComesLaterExecutesNothingAndSaysWhy()
    {
        QVERIFY(runsAlone(u"first"_s));
        QCOMPARE(run(u"second"_s).out, "the answer is seven, of 5 letters\n");
        QCOMPARE(run(u"first"_s).out, "the answer is seven, of 5 letters\n");
        QCOMPARE(executions(), 1);
        QCOMPARE(printed(u"second"_s, u"explain last:answers"_s),
                 "answers was skipped at TIME (run 1, succeeded) because run 1 of fixture had done the same: "
                 "both apps "
                 "share their calls in one store.\n"
                 "now: would be skipped: its result is stored.\n");
    }

    void anotherVersionOfTheCodeRunsBesideIt()
    {
        const Process first = startedAt(u"first"_s);
        QVERIFY(first);
        const Process second = start(u"second"_s, {u"--code"_s, u"2"_s});
        QTRY_COMPARE(executions(), 2);
        first->write("one\n");
        second->write("other\n");
        QCOMPARE(Place::ended(*first).out, "the answer is one, of 3 letters\n");
        QCOMPARE(Place::ended(*second).out, "the answer is other, of 5 letters\n");
    }

    void anAppThatWaitsCanBeStopped()
    {
        const Process first = startedAt(u"first"_s);
        QVERIFY(first);
        const Process second = startedBehind(u"second"_s, *first);
        QVERIFY(second);
        QCOMPARE(m_place->run(fixture, arguments(u"second"_s, {u"stop"_s})).exitCode, 0);
        QCOMPARE(Place::ended(*second).exitCode, 0);
        first->write("seven\n");
        QCOMPARE(Place::ended(*first).exitCode, 0);
        QCOMPARE(executions(), 1);
    }

    void aStoreOfANewerVersionIsRefused()
    {
        QVERIFY(runsAlone(u"first"_s));
        makeNewer(m_place->path(u"calls/calls.db"_s));
        const Ended ended = run(u"second"_s);
        QCOMPARE(ended.exitCode, 8);
        QCOMPARE(m_place->masked(ended.err),
                 "error: PLACE/calls/calls.db was written by a newer version of Once.\n"
                 "because: It has format 99; this version reads up to 4.\n"
                 "try: Use that version; an app takes another folder with --store. Nothing was changed.\n");
        QVERIFY(!QFileInfo::exists(m_place->path(u"second"_s)));
    }

    void aStoreThatIsNoFolderIsRefused()
    {
        once::overwrite(m_place->path(u"calls"_s), "a text");
        const Ended ended = run(u"first"_s);
        QCOMPARE(ended.exitCode, 7);
        QCOMPARE(ended.err.count(u'\n'), 3);
        QVERIFY2(ended.err.contains("--store"), qPrintable(ended.err));
    }
};

QTEST_GUILESS_MAIN(Sharing)
#include "tst_sharing.moc"
