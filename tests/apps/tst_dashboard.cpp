// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The program that shows any history in a window, alone and by `once ui`.
#include "program.h"

#include <support/memorycalls.h>

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

// The two ways to the same window, a row each.
void waysToTheWindow()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("dashboard") << QStringLiteral(DASHBOARD) << QStringList();
    QTest::newRow("once ui") << QStringLiteral(ONCE_PROGRAM) << QStringList{"ui"};
}

} // namespace

class Dashboard : public QObject
{
    Q_OBJECT

private:
    std::optional<Place> m_place; // three numbers doubled and summed

    QString history() const { return m_place->path("data/history.db"); }

    // Whether a window comes up with the six runs, or what else it says, and stays until somebody ends it.
    bool shows(const QString &path, const QByteArray &what = "6 runs") const
    {
        QFETCH(QString, program);
        QFETCH(QStringList, words);
        const auto window = m_place->start(program, words << path);
        QByteArray said;
        const bool isShown = QTest::qWaitFor([&] {
            return (said += window->readAllStandardError()).contains("once.dashboard: shows " + what + " of ");
        });
        const bool isAlive = window->state() == QProcess::Running;
        window->terminate();
        return window->waitForFinished() && isShown && isAlive;
    }

    // What the program says to a file that it cannot show, with the exit code that the commands have, too.
    Ended refused(const QString &path) const
    {
        QFETCH(QString, program);
        QFETCH(QStringList, words);
        const Ended ended = m_place->run(program, words << path);
        const Ended command = m_place->run(QStringLiteral(ONCE_PROGRAM), {"status", "-f", path});
        return ended.exitCode == command.exitCode ? ended : Ended();
    }

private Q_SLOTS:
    void init()
    {
        m_place.emplace();
        m_place->set("QT_QPA_PLATFORM", "offscreen");
        m_place->set("QT_LOGGING_RULES", "once.dashboard.debug=true");
        m_place->set("XDG_CONFIG_HOME", m_place->path("config"));
        QCOMPARE(m_place->run(QStringLiteral(ONCE_FIXTURE), {"--data-dir", m_place->data()}).exitCode, 0);
    }

    void showsAFinishedHistoryUntilItIsClosed_data() { waysToTheWindow(); }
    void showsAFinishedHistoryUntilItIsClosed() { QVERIFY(shows(history())); }

    void aFolderIsAsGoodAsItsFile_data() { waysToTheWindow(); }
    void aFolderIsAsGoodAsItsFile() { QVERIFY(shows(m_place->data())); }

    void aCallStoreHasAWindowOfItsOwn_data() { waysToTheWindow(); }
    void aCallStoreHasAWindowOfItsOwn()
    {
        once::putCalls(m_place->path("calls"), 3);
        QVERIFY(shows(m_place->path("calls"), "3 calls"));
    }

    void aDamagedCallStoreIsRefused_data() { waysToTheWindow(); }
    void aDamagedCallStoreIsRefused()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, words);
        once::putCalls(m_place->path("calls"), 3);
        makeNewer(m_place->path("calls/calls.db"));
        const Ended ended = m_place->run(program, words << m_place->path("calls"));
        QCOMPARE(ended.exitCode, 8);
        QVERIFY2(ended.err.startsWith("error: "), qPrintable(ended.err));
    }

    void aMissingFileIsRefused_data() { waysToTheWindow(); }
    void aMissingFileIsRefused()
    {
        const Ended ended = refused(m_place->path("nothing/history.db"));
        QCOMPARE(ended.exitCode, 3);
        QCOMPARE(m_place->masked(ended.err),
                 "error: There is no history at PLACE/nothing/history.db.\n"
                 "because: No such file, and no folder that holds a history.db.\n"
                 "try: Give the path of a data folder or of its history.db; every app prints its own when it "
                 "starts.\n");
    }

    void aFileOfANewerVersionIsRefused_data() { waysToTheWindow(); }
    void aFileOfANewerVersionIsRefused()
    {
        makeNewer(history());
        const Ended ended = refused(history());
        QCOMPARE(ended.exitCode, 8);
        QVERIFY2(ended.err.startsWith("error: ") && ended.err.contains("newer version of Once"),
                 qPrintable(ended.err));
        QCOMPARE(ended.err.count(u'\n'), 3);
    }

    void aTextIsRefused_data() { waysToTheWindow(); }
    void aTextIsRefused()
    {
        once::overwrite(m_place->path("letter"), "This is a letter to my aunt.");
        const Ended ended = refused(m_place->path("letter"));
        QCOMPARE(ended.exitCode, 8);
        QVERIFY2(ended.err.startsWith("error: ") && ended.err.contains("is not a history of Once"),
                 qPrintable(ended.err));
        QCOMPARE(ended.err.count(u'\n'), 3);
    }

    void withoutADisplayItSaysSo_data() { waysToTheWindow(); }
    void withoutADisplayItSaysSo()
    {
        m_place->set("QT_QPA_PLATFORM", {});
        QFETCH(QString, program);
        QFETCH(QStringList, words);
        const Ended ended = m_place->run(program, words << history());
        QCOMPARE(ended.exitCode, 1);
        QCOMPARE(ended.err, "error: The window cannot be opened.\nbecause: There is no display.\n"
                            "try: once -f FILE status, which needs none\n");
    }

    void anOptionThatItDoesNotKnowIsRefused()
    {
        const Ended ended = m_place->run(QStringLiteral(DASHBOARD), {"--colour", "blue"});
        QCOMPARE(ended.exitCode, 2);
        QVERIFY2(ended.err.startsWith("error: The command line cannot be understood.\nbecause: "), qPrintable(ended.err));
        QCOMPARE(ended.err.count(u'\n'), 3);
    }
};

QTEST_GUILESS_MAIN(Dashboard)
#include "tst_dashboard.moc"
