// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// A year of the daily pipeline, killed again and again.
#include <once/history.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <random>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

QString program()
{
    return QStringLiteral(BINARIES "/dailyweather");
}

// What it prints at its end, and 0 for how long it took when it was not let finish.
struct Ending
{
    QByteArray output;
    qint64 milliseconds = 0;
    bool wasKilled = false;
};

// Starts the pipeline, and kills it after so long; never, when that is negative.
Ending start(const QString &folder, int killAfter = -1)
{
    QProcess process;
    QElapsedTimer timer;
    timer.start();
    process.start(program(), {u"--headless"_s, u"--to"_s, u"2012-12-31"_s, u"--data-dir"_s, folder});
    const bool hasEnded = process.waitForFinished(killAfter < 0 ? 100'000 : killAfter);
    if (!hasEnded) {
        process.kill(); // SIGKILL: nothing in the process gets to know
        process.waitForFinished();
    }
    return {process.readAllStandardOutput(), timer.elapsed(), !hasEnded};
}

// All succeeded runs, by work and props.
std::map<std::pair<QString, Digest>, int> successes(const QString &folder)
{
    const auto history = History::open(folder);
    std::map<std::pair<QString, Digest>, int> counts;
    for (const RunRow &row : history->rows(0, 1'000'000))
        if (row.status == Status::Succeeded)
            ++counts[{QString::number(row.work), history->key(row.id)}];
    return counts;
}

} // namespace

class Kill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDailyPipelineSurvivesAKillAtAnyMoment()
    {
        QTemporaryDir undisturbed, killed;
        const Ending whole = start(undisturbed.path());
        QVERIFY(whole.output.startsWith("mean absolute error: "));

        // Instants all over a run of its length, so that some lie in its start and some near its end.
        std::mt19937 random(20260525);
        std::uniform_int_distribution<int> instant(0, int(whole.milliseconds));
        int kills = 0;
        for (int i = 0; i < 20; ++i) {
            const QTemporaryDir fresh;
            const QString folder = i % 2 ? killed.path() : fresh.path();
            kills += start(folder, instant(random) / (i % 2 ? 8 : 1)).wasKilled;
            if (i % 2)
                continue;
            QCOMPARE(start(folder).output, whole.output);
            QCOMPARE(successes(folder), successes(undisturbed.path()));
        }
        QVERIFY2(kills >= 10, qPrintable(u"only %1 of 20 hit it alive"_s.arg(kills)));

        // Ten kills in one history.
        QCOMPARE(start(killed.path()).output, whole.output);
        QCOMPARE(successes(killed.path()), successes(undisturbed.path()));
    }
};

QTEST_GUILESS_MAIN(Kill)
#include "tst_kill.moc"
