// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The sample apps as a user runs them, against the outputs that lie beside their sources.
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Outcome
{
    int exitCode = -1;
    QString output, errors;
};

Outcome start(const QString &program, const QStringList &arguments, const QString &zone = u"UTC"_s)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TZ"_s, zone);
    for (const char *display : {"DISPLAY", "WAYLAND_DISPLAY"}) // no window
        environment.remove(QString::fromLatin1(display));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(BINARIES) + u'/' + program, arguments);
    const bool ended = process.waitForFinished(100'000) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QString expected(const QString &file)
{
    QFile opened(QStringLiteral(APPS) + u'/' + file);
    return opened.open(QIODevice::ReadOnly) ? QString::fromUtf8(opened.readAll()) : file + u" is missing"_s;
}

} // namespace

class Samples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printWhatLiesBesideTheirSources_data();
    void printWhatLiesBesideTheirSources();
    void fourYearsOfWeatherStayBelowThirtyMegabytes();
    void aCachedCallIsRememberedByTheNextStart();
    void aCallThatIsNeverPassedIsWarnedAboutOnce();
    void aReplayEndsWithTheSameLineHoweverOftenItIsStarted();
    void aReplayIsTheSameInEachZone_data();
    void aReplayIsTheSameInEachZone();
    void aReplayFromALaterToAnEarlierDayIsRefused();
    void aReplayOfDaysThatAreNotThereEndsWithTheSentence();
};

void Samples::printWhatLiesBesideTheirSources_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("file");
    const auto row = [](const char *name, const QString &program, const QStringList &arguments,
                        const QString &file) {
        QTest::newRow(name) << program << arguments << program + u'/' + file;
    };
    row("a plain program runs each call once", u"props"_s, {}, u"expected-cached.txt"_s);
    row("a plain program runs each call", u"props"_s, {u"--no-cache"_s}, u"expected-uncached.txt"_s);
    row("a loop runs each call once", u"props"_s, {u"--app"_s}, u"expected-cached.txt"_s);
    row("a loop runs each call", u"props"_s, {u"--app"_s, u"--no-cache"_s}, u"expected-uncached.txt"_s);
    row("a loop never gets past a blocking uncached call", u"unreachable"_s, {u"--times"_s, u"5"_s},
        u"expected.txt"_s);
    row("four years of weather", u"dailyweather"_s, {}, u"expected.txt"_s);
}

void Samples::printWhatLiesBesideTheirSources()
{
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    QFETCH(QString, file);
    const QTemporaryDir folder;
    const Outcome outcome = start(program, arguments + QStringList{u"--data-dir"_s, folder.path()});
    QCOMPARE(outcome.output, expected(file));
    QCOMPARE(outcome.exitCode, 0);
}

void Samples::fourYearsOfWeatherStayBelowThirtyMegabytes()
{
    const QTemporaryDir folder;
    start(u"dailyweather"_s, {u"--data-dir"_s, folder.path()});
    qint64 bytes = 0;
    for (QDirIterator it(folder.path(), QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        bytes += QFileInfo(it.next()).size();
    qInfo("%.1f MB", double(bytes) / 1e6);
    QVERIFY(bytes > 1'000'000 && bytes < 30'000'000);
}

void Samples::aCachedCallIsRememberedByTheNextStart()
{
    const QTemporaryDir folder;
    const QStringList arguments{u"--app"_s, u"--data-dir"_s, folder.path()};
    QCOMPARE(start(u"props"_s, arguments).output, expected(u"props/expected-cached.txt"_s));
    const Outcome again = start(u"props"_s, arguments);
    QCOMPARE(again.output, QString());
    QCOMPARE(again.exitCode, 0);
}

void Samples::aCallThatIsNeverPassedIsWarnedAboutOnce()
{
    const QTemporaryDir folder;
    const Outcome outcome = start(u"unreachable"_s, {u"--times"_s, u"20"_s, u"--data-dir"_s, folder.path()});
    QCOMPARE(outcome.output.count(u"HERE BEFORE"_s), 20);
    QCOMPARE(outcome.errors.count(u"never gets past it"_s), 1);
}

void Samples::aReplayEndsWithTheSameLineHoweverOftenItIsStarted()
{
    const QTemporaryDir folder;
    const QStringList arguments{u"--to"_s, u"2012-04-01"_s, u"--data-dir"_s, folder.path()};
    const QString line = start(u"dailyweather"_s, arguments).output;
    QVERIFY2(line.startsWith(u"mean absolute error: "_s), qPrintable(line));
    QVERIFY(line.endsWith(u"over 59 days\n"_s));
    QCOMPARE(start(u"dailyweather"_s, arguments).output, line);
}

void Samples::aReplayIsTheSameInEachZone_data()
{
    QTest::addColumn<QString>("zone");
    for (const char *zone :
         {"Pacific/Kiritimati", "Pacific/Auckland", "Asia/Kathmandu", "America/Los_Angeles"})
        QTest::newRow(zone) << QString::fromLatin1(zone);
}

void Samples::aReplayIsTheSameInEachZone()
{
    QFETCH(QString, zone);
    const QTemporaryDir here, there;
    const QStringList arguments{u"--to"_s, u"2012-03-01"_s, u"--data-dir"_s};
    const QString line = start(u"dailyweather"_s, arguments + QStringList{here.path()}).output;
    QVERIFY2(line.endsWith(u"over 28 days\n"_s), qPrintable(line));
    QCOMPARE(start(u"dailyweather"_s, arguments + QStringList{there.path()}, zone).output, line);
}

void Samples::aReplayFromALaterToAnEarlierDayIsRefused()
{
    const QTemporaryDir folder;
    const Outcome outcome =
        start(u"dailyweather"_s,
              {u"--from"_s, u"2013-01-01"_s, u"--to"_s, u"2012-01-01"_s, u"--data-dir"_s, folder.path()});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.errors.contains(u"error: --from is a later day than --to."_s),
             qPrintable(outcome.errors));
}

void Samples::aReplayOfDaysThatAreNotThereEndsWithTheSentence()
{
    const QTemporaryDir folder;
    const Outcome outcome =
        start(u"dailyweather"_s,
              {u"--from"_s, u"2015-12-30"_s, u"--to"_s, u"2016-01-02"_s, u"--data-dir"_s, folder.path()});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains(u"There is no weather record for 2016-01-01."_s),
             qPrintable(outcome.errors));
    QCOMPARE(outcome.output, QString());
}

QTEST_GUILESS_MAIN(Samples)
#include "tst_samples.moc"
