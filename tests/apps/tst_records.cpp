// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <records.h>

#include <once/value.h>

#include <QTemporaryDir>
#include <QTest>

using namespace weather;

namespace {

const QByteArray header = "date,precipitation,temp_max,temp_min,wind,weather\n";

// The sentences of the error, or nothing when there was none.
template <typename Action>
QStringList complaint(const Action &action)
{
    try {
        action();
    } catch (const std::runtime_error &error) {
        return QString::fromUtf8(error.what()).split(u'\n');
    }
    return {};
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(file.errorString()));
    file.write(content);
}

} // namespace

class TestRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineBecomesARecord();
    void aWrongLineIsRefusedWithASentence_data();
    void aWrongLineIsRefusedWithASentence();
    void theRealFileHasEachDayOnce();
    void aDayThatNoFileHasIsAFailureThatSaysSo();
    void aFileThatWasAddedLaterCorrectsEarlierOnes();
    void aFileOfAnotherFormIsRefused();
    void cleaningMakesARecordOneCanRelyOn_data();
    void cleaningMakesARecordOneCanRelyOn();
    void cleaningRefusesWhatCannotBeTrue_data();
    void cleaningRefusesWhatCannotBeTrue();
    void aRecordSurvivesItsWayThroughJson();
};

void TestRecords::aLineBecomesARecord()
{
    const Record record = parsed("2012-01-02,10.9,10.6,2.8,4.5,rain\r\n");
    QCOMPARE(record.day, QStringLiteral("2012-01-02"));
    QCOMPARE(record.rain, 10.9);
    QCOMPARE(record.maximum, 10.6);
    QCOMPARE(record.minimum, 2.8);
    QCOMPARE(record.wind, 4.5);
    QCOMPARE(record.sky, QStringLiteral("rain"));
    QCOMPARE(parsed("2012-01-02,,10.6,2.8,-9999,rain").rain, missing);
    QCOMPARE(parsed("2012-01-02,,10.6,2.8,-9999,rain").wind, missing);
}

void TestRecords::aWrongLineIsRefusedWithASentence_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("why");
    QTest::newRow("too few columns") << QByteArray("2012-01-02,10.9,10.6")
                                     << "It has 3 columns instead of 6.";
    QTest::newRow("too many columns")
        << QByteArray("2012-01-02,1,2,3,4,rain,5") << "It has 7 columns instead of 6.";
    QTest::newRow("empty") << QByteArray() << "It has 1 columns instead of 6.";
    QTest::newRow("no number") << QByteArray("2012-01-02,much,10.6,2.8,4.5,rain")
                               << "\"much\" is not a number.";
    QTest::newRow("not a number") << QByteArray("2012-01-02,nan,10.6,2.8,4.5,rain")
                                  << "\"nan\" is not a number.";
    QTest::newRow("endless") << QByteArray("2012-01-02,1,inf,2.8,4.5,rain") << "\"inf\" is not a number.";
    QTest::newRow("no such day") << QByteArray("2013-02-29,1,10.6,2.8,4.5,rain")
                                 << "\"2013-02-29\" is not a day of the calendar.";
    QTest::newRow("another way of dates")
        << QByteArray("1/2/2012,1,10.6,2.8,4.5,rain") << "\"1/2/2012\" is not a day of the calendar.";
}

void TestRecords::aWrongLineIsRefusedWithASentence()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, why);
    const QStringList sentences = complaint([&] { parsed(line); });
    QCOMPARE(sentences.size(), 3);
    QVERIFY(sentences[0].contains(QString::fromUtf8(line)));
    QCOMPARE(sentences[1], why);
    QVERIFY(sentences[2].startsWith(QStringLiteral("Write ")));
}

void TestRecords::theRealFileHasEachDayOnce()
{
    const std::vector<DataFile> files = dataFiles(QStringLiteral(SEATTLE));
    QCOMPARE(files.size(), 1u);
    int days = 0;
    for (QDate day(2012, 1, 1); day <= QDate(2015, 12, 31); day = day.addDays(1), ++days) {
        const QString iso = day.toString(Qt::ISODate);
        const Record record = cleaned(recordOf(iso, files));
        QCOMPARE(record.day, iso);
        QVERIFY(record.minimum <= record.maximum);
    }
    QCOMPARE(days, 1461);
}

void TestRecords::aDayThatNoFileHasIsAFailureThatSaysSo()
{
    const QStringList sentences =
        complaint([] { recordOf(QStringLiteral("2016-01-01"), dataFiles(QStringLiteral(SEATTLE))); });
    QCOMPARE(sentences.size(), 3);
    QCOMPARE(sentences[0], QStringLiteral("There is no weather record for 2016-01-01."));
    QVERIFY(sentences[1].contains(QStringLiteral("seattle-weather.csv")));

    QVERIFY(dataFiles(QStringLiteral("/nowhere/at/all")).empty());
    QCOMPARE(complaint([] { recordOf(QStringLiteral("2016-01-01"), {}); })[1],
             QStringLiteral("There is no weather file to look in."));
}

void TestRecords::aFileThatWasAddedLaterCorrectsEarlierOnes()
{
    QTemporaryDir folder;
    write(folder.filePath(QStringLiteral("2016-01.csv")),
          header + "2016-01-01,0,5,1,2,sun\n2016-01-02,0,6,2,2,sun\n");
    write(folder.filePath(QStringLiteral("2016-02.csv")),
          header + "2016-01-02,0,7,2,2,sun"); // no last line feed
    write(folder.filePath(QStringLiteral("notes.txt")), "no weather");
    const std::vector<DataFile> files = dataFiles(folder.path());
    QCOMPARE(files.size(), 2u);
    QCOMPARE(recordOf(QStringLiteral("2016-01-01"), files).maximum, 5.0);
    QCOMPARE(recordOf(QStringLiteral("2016-01-02"), files).maximum, 7.0);
}

void TestRecords::aFileOfAnotherFormIsRefused()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("other.csv"));
    write(path, "day;rain\n2016-01-01;0\n");
    const QStringList sentences =
        complaint([&] { recordOf(QStringLiteral("2016-01-01"), dataFiles(folder.path())); });
    QCOMPARE(sentences.size(), 3);
    QVERIFY(sentences[0].contains(path));
    QVERIFY(sentences[1].contains(QStringLiteral("date,precipitation,temp_max,temp_min,wind,weather")));
}

void TestRecords::cleaningMakesARecordOneCanRelyOn_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("clean");
    const QByteArray good = "2012-01-02,10.9,10.6,2.8,4.5,rain";
    QTest::newRow("a good record stays as it is") << good << good;
    QTest::newRow("temperatures the wrong way round are turned")
        << QByteArray("2012-01-02,10.9,2.8,10.6,4.5,rain") << good;
    QTest::newRow("missing rain and wind are none")
        << QByteArray("2012-01-02,,10.6,2.8,-9999,rain") << QByteArray("2012-01-02,0,10.6,2.8,0,rain");
}

void TestRecords::cleaningMakesARecordOneCanRelyOn()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, clean);
    QCOMPARE(once::Value::of(cleaned(parsed(line))), once::Value::of(parsed(clean)));
}

void TestRecords::cleaningRefusesWhatCannotBeTrue_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("why");
    QTest::newRow("missing maximum") << QByteArray("2012-01-02,1,,2.8,4.5,rain")
                                     << "One of its temperatures is missing.";
    QTest::newRow("missing minimum") << QByteArray("2012-01-02,1,10.6,-9999,4.5,rain")
                                     << "One of its temperatures is missing.";
    QTest::newRow("degrees Fahrenheit")
        << QByteArray("2012-07-02,1,81,60,4.5,sun") << "81 C was never measured on Earth.";
}

void TestRecords::cleaningRefusesWhatCannotBeTrue()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, why);
    const QStringList sentences = complaint([&] { cleaned(parsed(line)); });
    QCOMPARE(sentences.size(), 3);
    QCOMPARE(sentences[1], why);
}

void TestRecords::aRecordSurvivesItsWayThroughJson()
{
    const once::Value value = once::Value::of(parsed("2012-01-02,10.9,10.6,2.8,4.5,rain"));
    QCOMPARE(once::Value::of(value.to<Record>()), value);
    QCOMPARE(value.to<Record>().maximum, 10.6);
}

QTEST_GUILESS_MAIN(TestRecords)
#include "tst_records.moc"
