// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// An app that is steered by commands while it runs: single works, and what it offers of its own.
#include "program.h"

#include <once/json.h>

using namespace Qt::StringLiterals;

namespace {

const QString fixture = QStringLiteral(ONCE_FIXTURE);

} // namespace

class Steering : public QObject
{
    Q_OBJECT

private:
    static Ended runIn(const Place &place, QStringList arguments)
    {
        return place.run(fixture, arguments << "--data-dir" << place.data());
    }

    static bool comesTo(const Place &place, const QString &row)
    {
        return QTest::qWaitFor([&] { return runIn(place, {"runs"}).out.contains(row); }, 20'000);
    }

    static std::unique_ptr<QProcess> startIn(const Place &place, const QStringList &options)
    {
        auto app = place.start(fixture, options + QStringList{"--stay", "--data-dir", place.data()});
        if (!QTest::qWaitFor([&] { return place.status().stage == u"running"; }, 20'000))
            qWarning("the app has not begun");
        return app;
    }

private Q_SLOTS:
    void aWorkIsCancelledAndTriedAgain()
    {
        const Place place;
        const auto app = startIn(place, {"--listen"});
        QVERIFY(comesTo(place, "running\troot.listens"));
        const Ended cancel = runIn(place, {"cancel", "listens"});
        QCOMPARE(cancel.out, "listens was asked to stop.\n");
        QCOMPARE(cancel.exitCode, 0);
        QVERIFY(comesTo(place, "cancelled\troot.listens"));
        QCOMPARE(runIn(place, {"retry", "listens"}).out, "listens is tried again when it is next called.\n");
        QVERIFY(comesTo(place, "running\troot.listens"));
        QCOMPARE(runIn(place, {"stop"}).exitCode, 0); // it listens, so nothing has to be waited for
        QCOMPARE(Place::ended(*app).exitCode, 0);
    }

    void aForgottenCallRunsAgain()
    {
        const Place place;
        const auto app = startIn(place, {"--count", "1"});
        QVERIFY(comesTo(place, "root.sums"));
        QCOMPARE(runIn(place, {"forget", "sums"}).out, "sums runs again when it is next called.\n");
        QTRY_VERIFY(runIn(place, {"explain", "last"}).out.contains("was forgotten on request"));
        runIn(place, {"stop"});
        Place::ended(*app);
    }

    void aPausedWorkStartsNothing()
    {
        const Place place;
        const auto app = startIn(place, {"--count", "0"});
        QTRY_COMPARE(runIn(place, {"pause", "doubles"}).out, "doubles is paused: it starts no run until resume.\n");
        const qint64 tick = place.status().tick;
        runIn(place, {"do", "add", "1"});
        QTRY_VERIFY(place.status().tick > tick + 1);
        QCOMPARE(place.status().activeRuns, 0);
        QCOMPARE(runIn(place, {"runs"}).out, "");
        QCOMPARE(runIn(place, {"resume", "doubles"}).out, "doubles goes on.\n");
        QVERIFY(comesTo(place, "root.sums"));
        runIn(place, {"stop"});
        Place::ended(*app);
    }

    void whatTheAppOffersIsListedAndDone()
    {
        const Place place;
        const auto app = startIn(place, {"--count", "0"});
        QCOMPARE(runIn(place, {"do"}).out, "add\tnumbers\tDoubles so many numbers more.\nwait\t\tWhat no command may do.\n");
        QVERIFY(runIn(place, {"--help"}).out.contains("do add numbers"));
        QCOMPARE(runIn(place, {"do", "add", "2"}).out, "fixture has done add.\n");
        QVERIFY(comesTo(place, "root.sums"));
        runIn(place, {"stop"});
        Place::ended(*app);
    }

    void whatDoesNotFitIsRefusedInASentence_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("because");
        QTest::newRow("too few arguments") << QStringList{"do", "add"} << 2 << "add takes numbers";
        QTest::newRow("another type") << QStringList{"do", "add", "many"} << 2 << "add takes a whole number as numbers, not \"many\"";
        QTest::newRow("a number with a part") << QStringList{"do", "add", "3.7"} << 2 << "add takes a whole number as numbers, not \"3.7\"";
        QTest::newRow("what the app itself refuses") << QStringList{"do", "add", "-1"} << 2 << "It cannot double fewer.";
        QTest::newRow("what would have to wait") << QStringList{"do", "wait"} << 7 << "once: root.waits was called outside of the flow's run()";
        QTest::newRow("no such command") << QStringList{"do", "subtract"} << 3 << "It has no command \"subtract\" of its own.";
        QTest::newRow("no such work") << QStringList{"cancel", "nothing"} << 3 << "Its works are: ";
    }

    void whatDoesNotFitIsRefusedInASentence()
    {
        QFETCH(QStringList, words);
        const Place place;
        const auto app = startIn(place, {});
        QVERIFY(comesTo(place, "root.sums"));
        const Ended ended = place.run(fixture, QStringList{"--data-dir", place.data()} + words);
        QTEST(ended.exitCode, "exitCode");
        QCOMPARE(ended.err.count(u'\n'), 3);
        QFETCH(QString, because);
        QVERIFY2(ended.err.contains("because: " + because), qPrintable(ended.err));
        runIn(place, {"stop"});
        Place::ended(*app);
    }

    void anAppThatDoesNotRunCannotBeSteered()
    {
        const Place place;
        runIn(place, {});
        QCOMPARE(runIn(place, {"cancel", "sums"}).exitCode, 4);
        QCOMPARE(runIn(place, {"do"}).exitCode, 4);
    }
};

QTEST_GUILESS_MAIN(Steering)
#include "tst_steering.moc"
