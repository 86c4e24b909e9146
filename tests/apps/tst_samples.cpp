// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The sample apps as a user runs them, against the outputs that lie beside their sources.
#include "program.h"

#include <once/callcatalog.h>

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString programNamed(const QString &name) { return QStringLiteral(BINARIES) + u'/' + name; }

Ended run(const Place &place, const QString &program, const QStringList &arguments = {})
{
    return place.run(programNamed(program), arguments + QStringList{u"--data-dir"_s, place.data()});
}

Ended replay(const Place &place, const QString &from, const QString &to)
{
    return run(place, u"dailyweather"_s, {u"--from"_s, from, u"--to"_s, to});
}

QString expected(const QString &file)
{
    return QString::fromUtf8(once::contentOf(QStringLiteral(APPS) + u'/' + file));
}

} // namespace

class Samples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printWhatLiesBesideTheirSources_data();
    void printWhatLiesBesideTheirSources();
    void aSecondStartRunsWhatIsLeftToRun_data();
    void aSecondStartRunsWhatIsLeftToRun();
    void theAttemptsOfARunAreShown();
    void fourYearsOfWeatherStayBelowThirtyMegabytes();
    void aCachedCallIsRememberedByTheNextStart();
    void cachedFunctionsComputeNothingInASecondStart_data();
    void cachedFunctionsComputeNothingInASecondStart();
    void aCallThatIsNeverPassedIsWarnedAboutOnce();
    void aReplayEndsWithTheSameLineHoweverOftenItIsStarted();
    void aReplayIsTheSameInEachZone_data();
    void aReplayIsTheSameInEachZone();
    void aReplayThatStaysSaysHowItWentWhenItIsStopped();
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
    row("a hundred calls are joined", u"sweep"_s, {}, u"expected.txt"_s);
    row("a work is tried again, another one given up", u"flaky"_s, {}, u"expected.txt"_s);
    row("each night and each working day has its slot", u"nightly"_s, {}, u"expected.txt"_s);
    row("works come and go", u"symbols"_s, {}, u"expected.txt"_s);
    row("a branch that waits does not hold up the others", u"branches"_s, {}, u"expected.txt"_s);
    row("files are passed from work to work", u"pages"_s, {}, u"expected.txt"_s);
    row("a model is loaded once for many images", u"warm"_s, {u"--loading"_s, u"0"_s}, u"expected.txt"_s);
    row("a slow function is computed once for its arguments", u"memory"_s, {}, u"expected.txt"_s);
    row("defaults and globals count", u"globals"_s, {}, u"expected.txt"_s);
    row("eigen-images are computed once for their settings", u"digits"_s, {}, u"expected.txt"_s);
    row("an array is known by the call that made it", u"make"_s, {}, u"expected.txt"_s);
    row("programs are run one after the other", u"words"_s, {}, u"expected.txt"_s);
    row("four years of weather", u"dailyweather"_s, {}, u"expected.txt"_s);
}

void Samples::printWhatLiesBesideTheirSources()
{
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    QFETCH(QString, file);
    const Place place;
    const Ended ended = run(place, program, arguments);
    QCOMPARE(ended.out, expected(file));
    QVERIFY(!ended.out.isEmpty());
    QCOMPARE(ended.exitCode, 0);
}

void Samples::aSecondStartRunsWhatIsLeftToRun_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<int>("lines"); // of the first start that are printed again, counted from the last
    QTest::addColumn<int>("runs"); // after both
    QTest::newRow("sweep") << u"sweep"_s << 0 << 101;
    QTest::newRow("flaky, whose failure is tried once more") << u"flaky"_s << 3 << 3;
    QTest::newRow("symbols") << u"symbols"_s << 1 << 8;
    QTest::newRow("pages") << u"pages"_s << 0 << 3;
    QTest::newRow("branches") << u"branches"_s << 1 << 6;
    QTest::newRow("words, of which one program's failure is tried once more") << u"words"_s << 5 << 5;
}

void Samples::aSecondStartRunsWhatIsLeftToRun()
{
    QFETCH(QString, program);
    QFETCH(int, lines);
    const Place place;
    const QString first = run(place, program).out;
    const Ended again = run(place, program);
    QCOMPARE(again.out, first.section(u'\n', -1 - lines));
    QCOMPARE(again.exitCode, 0);
    QTEST(int(run(place, program, {u"runs"_s, u"-n"_s, u"1000"_s}).out.count(u'\n')), "runs");
}

void Samples::theAttemptsOfARunAreShown()
{
    const Place place;
    run(place, u"flaky"_s);
    const QString shown = run(place, u"flaky"_s, {u"show"_s, u"last:origin"_s}).out;
    QCOMPARE(shown.count(u"\tno answer from origin.example\n"_s), 2);
    QVERIFY2(shown.contains(u"\nattempt 2\tfailed\t"_s), qPrintable(shown));
}

void Samples::fourYearsOfWeatherStayBelowThirtyMegabytes()
{
    const Place place;
    run(place, u"dailyweather"_s);
    const qint64 bytes = once::bytesIn(place.data());
    qInfo("%.1f MB", double(bytes) / 1e6);
    QVERIFY(bytes > 1'000'000 && bytes < 30'000'000);
}

void Samples::aCachedCallIsRememberedByTheNextStart()
{
    const Place place;
    QCOMPARE(run(place, u"props"_s, {u"--app"_s}).out, expected(u"props/expected-cached.txt"_s));
    const Ended again = run(place, u"props"_s, {u"--app"_s});
    QCOMPARE(again.out, QString());
    QCOMPARE(again.exitCode, 0);
}

void Samples::cachedFunctionsComputeNothingInASecondStart_data()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("memory") << u"memory"_s;
    QTest::newRow("digits") << u"digits"_s;
}

void Samples::cachedFunctionsComputeNothingInASecondStart()
{
    QFETCH(QString, program);
    const Place place;
    const qint64 kept = run(place, program).exitCode == 0 ? once::CallCatalog::open(place.data())->calls().size() : 0;
    const Ended again = run(place, program);
    QCOMPARE(again.out, expected(program + u"/expected-again.txt"_s));
    QCOMPARE(again.err, QString());
    QCOMPARE(once::CallCatalog::open(place.data())->calls().size(), kept);
}

void Samples::aCallThatIsNeverPassedIsWarnedAboutOnce()
{
    const Place place;
    const Ended ended = run(place, u"unreachable"_s, {u"--times"_s, u"20"_s});
    QCOMPARE(ended.out.count(u"HERE BEFORE"_s), 20);
    QCOMPARE(ended.err.count(u"never gets past it"_s), 1);
}

void Samples::aReplayEndsWithTheSameLineHoweverOftenItIsStarted()
{
    const Place place;
    const QString line = replay(place, u"2012-01-01"_s, u"2012-04-01"_s).out;
    QVERIFY2(line.startsWith(u"mean absolute error: "_s), qPrintable(line));
    QVERIFY(line.endsWith(u"over 59 days\n"_s));
    QCOMPARE(replay(place, u"2012-01-01"_s, u"2012-04-01"_s).out, line);
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
    Place here, there;
    here.set(u"TZ"_s, u"UTC"_s);
    there.set(u"TZ"_s, zone);
    const QString line = replay(here, u"2012-01-01"_s, u"2012-03-01"_s).out;
    QVERIFY2(line.endsWith(u"over 28 days\n"_s), qPrintable(line));
    QCOMPARE(replay(there, u"2012-01-01"_s, u"2012-03-01"_s).out, line);
}

void Samples::aReplayThatStaysSaysHowItWentWhenItIsStopped()
{
    const Place place;
    const auto app =
        place.start(programNamed(u"dailyweather"_s), {"--stay", "--to", "2012-04-01", "--data-dir", place.data()});
    const auto lastDay = [&] { return run(place, u"dailyweather"_s, {u"show"_s, u"last:score"_s}).out; };
    QTRY_VERIFY_WITH_TIMEOUT(lastDay().contains(u"2012-04-01"_s) && lastDay().contains(u"succeeded"_s), 60'000);
    QCOMPARE(run(place, u"dailyweather"_s, {u"stop"_s}).exitCode, 0);
    const Ended ended = Place::ended(*app);
    QCOMPARE(ended.exitCode, 0);
    QCOMPARE(ended.out, replay(Place(), u"2012-01-01"_s, u"2012-04-01"_s).out);
}

void Samples::aReplayFromALaterToAnEarlierDayIsRefused()
{
    const Ended ended = replay(Place(), u"2013-01-01"_s, u"2012-01-01"_s);
    QCOMPARE(ended.exitCode, 2);
    QCOMPARE(ended.err,
             u"error: --from is a later day than --to.\n"
             "because: A replay goes from the first day to the last.\n"
             "try: dailyweather --from 2012-01-01 --to 2015-12-31\n"_s);
}

void Samples::aReplayOfDaysThatAreNotThereEndsWithTheSentence()
{
    const Ended ended = replay(Place(), u"2015-12-30"_s, u"2016-01-02"_s);
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.err.contains(u"There is no weather record for 2016-01-01."_s), qPrintable(ended.err));
    QCOMPARE(ended.out, QString());
}

QTEST_GUILESS_MAIN(Samples)
#include "tst_samples.moc"
