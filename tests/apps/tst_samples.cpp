// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Each sample app prints what the file beside it says.
#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(QStringLiteral(ROOT) + u'/' + path);
    return file.open(QFile::ReadOnly) ? file.readAll() : path.toUtf8() + " cannot be read";
}

struct Ending
{
    QByteArray output, errors;
    int exitCode = -1;
};

Ending start(const QString &program, const QStringList &arguments, const QString &folder)
{
    QProcess process;
    process.start(QCoreApplication::applicationDirPath() + u'/' + program,
                  QStringList{u"--data-dir"_s, folder, u"--headless"_s} + arguments);
    process.waitForFinished(100'000);
    return {process.readAllStandardOutput(), process.readAllStandardError(), process.exitCode()};
}

} // namespace

class Samples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachPrintsWhatItsFileSays_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("expected");
        QTest::newRow("props, from a plain program") << "props" << QStringList() << "props/expected-cached.txt";
        QTest::newRow("props, uncached") << "props" << QStringList("--no-cache") << "props/expected-uncached.txt";
        QTest::newRow("props, from a loop") << "props" << QStringList("--app") << "props/expected-cached.txt";
        QTest::newRow("props, uncached, from a loop")
            << "props" << QStringList({"--app", "--no-cache"}) << "props/expected-uncached.txt";
        QTest::newRow("unreachable") << "unreachable" << QStringList({"--times", "5"}) << "unreachable/expected.txt";
        QTest::newRow("dailyweather") << "dailyweather" << QStringList() << "dailyweather/expected.txt";
    }

    void eachPrintsWhatItsFileSays()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, arguments);
        QFETCH(QString, expected);
        const QTemporaryDir folder;
        const Ending ending = start(program, arguments, folder.path());
        QCOMPARE(ending.output, contentOf(u"apps/"_s + expected));
        QCOMPARE(ending.exitCode, 0);
    }

    void unreachableIsWarnedOfOnce()
    {
        const QTemporaryDir folder;
        const Ending ending = start(u"unreachable"_s, {u"--times"_s, u"20"_s}, folder.path());
        QCOMPARE(ending.errors.count("code after the call of work does not run"), 1);
    }

    void fourYearsOfWeatherStayBelowThirtyMegabytes()
    {
        const QTemporaryDir folder;
        start(u"dailyweather"_s, {}, folder.path());
        qint64 bytes = 0;
        for (QDirIterator it(folder.path(), QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
            bytes += QFileInfo(it.next()).size();
        qInfo("%.1f MB", double(bytes) / 1e6);
        QVERIFY(bytes > 0 && bytes < 30'000'000);
    }

    void aFinishedReplayIsOnlySkippedAndPrintsTheSame()
    {
        const QTemporaryDir folder;
        const Ending first = start(u"dailyweather"_s, {u"--to"_s, u"2012-03-31"_s}, folder.path());
        const Ending second = start(u"dailyweather"_s, {u"--to"_s, u"2012-03-31"_s, u"--verbose"_s}, folder.path());
        QCOMPARE(second.output, first.output);
        QVERIFY2(!second.errors.contains("succeeded"), second.errors);
    }
};

QTEST_GUILESS_MAIN(Samples)
#include "tst_samples.moc"
