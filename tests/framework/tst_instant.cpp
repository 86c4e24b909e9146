// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/instant.h>

#include <QtTest>

using namespace once;
using namespace Qt::StringLiterals;

class InstantTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durationsInTwoUnitsAtMost_data();
    void durationsInTwoUnitsAtMost();
    void isoForMachines_data();
    void isoForMachines();
    void dateTimesHoldMilliseconds();
};

void InstantTest::durationsInTwoUnitsAtMost_data()
{
    constexpr qint64 second = 1'000'000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
    QTest::addColumn<qint64>("us");
    QTest::addColumn<QString>("text");
    const auto add = [](qint64 us, const char *text) {
        QTest::newRow(text) << us << QString::fromLatin1(text);
    };
    add(0, "0 s");
    add(1, "1 us");
    add(420, "420 us");
    add(999, "999 us");
    add(1'000, "1 ms");
    add(12'340, "12.3 ms");
    add(999'400, "999 ms");
    add(999'900, "1.0 s");
    add(second, "1.0 s");
    add(12'400'000, "12.4 s");
    add(59'949'000, "59.9 s");
    add(59'980'000, "1 m 00 s");
    add(minute, "1 m 00 s");
    add(88 * second, "1 m 28 s");
    add(hour - second, "59 m 59 s");
    add(3 * hour + 2 * minute, "3 h 02 m");
    add(day - second, "23 h 59 m");
    add(5 * day + 4 * hour, "5 d 04 h");
    add(1000 * day, "1000 d 00 h");
    QTest::newRow("a clock that was set back") << qint64(-5) << u"0 s"_s;
}

void InstantTest::durationsInTwoUnitsAtMost()
{
    QFETCH(qint64, us);
    QFETCH(QString, text);
    QCOMPARE(durationText(Microseconds(us)), text);
}

void InstantTest::isoForMachines_data()
{
    QTest::addColumn<qint64>("us");
    QTest::addColumn<QString>("iso");
    QTest::newRow("not yet") << qint64(0) << QString();
    QTest::newRow("microseconds") << qint64(1'732'155'271'123'456) << u"2024-11-21T02:14:31.123456Z"_s;
    QTest::newRow("leading zeros") << qint64(1'732'155'271'000'007) << u"2024-11-21T02:14:31.000007Z"_s;
    QTest::newRow("before 1970") << qint64(-1) << u"1969-12-31T23:59:59.999999Z"_s;
}

void InstantTest::isoForMachines()
{
    QFETCH(qint64, us);
    QFETCH(QString, iso);
    QCOMPARE(toIso(fromMicroseconds(us)), iso);
}

void InstantTest::dateTimesHoldMilliseconds()
{
    const Instant instant = fromMicroseconds(1'732'155'271'123'456);
    const QDateTime there = toDateTime(instant, QTimeZone("Europe/Berlin"));
    QCOMPARE(there.toString(Qt::ISODateWithMs), u"2024-11-21T03:14:31.123+01:00"_s);
    QCOMPARE(fromDateTime(there), fromMicroseconds(1'732'155'271'123'000));
}

QTEST_GUILESS_MAIN(InstantTest)
#include "tst_instant.moc"
