// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/logview.h>

#include <QScrollBar>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

QByteArray manyLines(int count)
{
    QByteArray log;
    for (int i = 0; i < count; ++i)
        log += "line " + QByteArray::number(i) + (i % 7 ? " ok\n" : " Error: äöü\n");
    return log;
}

} // namespace

class TestLogView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsLines_data();
    void splitsLines();
    void findsAsManyLinesAsANaiveCount_data();
    void findsAsManyLinesAsANaiveCount();
    void goesAroundItsMatches();
    void scrollsToBothEnds();
    void paintsWhateverBytesThereAre_data();
    void paintsWhateverBytesThereAre();
};

void TestLogView::splitsLines_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("none") << QByteArray() << QStringList{};
    QTest::newRow("one without an end") << "a"_ba << QStringList{u"a"_s};
    QTest::newRow("one with an end") << "a\n"_ba << QStringList{u"a"_s};
    QTest::newRow("empty ones") << "\n\na\n\n"_ba << QStringList{u""_s, u""_s, u"a"_s, u""_s};
    QTest::newRow("of another system") << "a\r\nb\r\n"_ba << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("invalid UTF-8") << "a\xff\nb"_ba << QStringList{u"a\ufffd"_s, u"b"_s};
}

void TestLogView::splitsLines()
{
    QFETCH(QByteArray, log);
    LogView view;
    view.setLog(log);
    QStringList lines;
    for (qsizetype i = 0; i < view.lineCount(); ++i)
        lines.append(view.line(i));
    QTEST(lines, "lines");
}

void TestLogView::findsAsManyLinesAsANaiveCount_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text :
         {u"error"_s, u"ERROR:"_s, u"99"_s, u"line 1"_s, u"äöü"_s, u"nowhere"_s, u" "_s})
        QTest::newRow(qPrintable(text)) << text;
}

void TestLogView::findsAsManyLinesAsANaiveCount()
{
    QFETCH(QString, text);
    const QByteArray log = manyLines(100'000);
    LogView view;
    view.setLog(log);
    QCOMPARE(view.lineCount(), 100'000);
    view.search(text);
    qsizetype naive = 0;
    for (const QByteArray &line : log.split('\n'))
        naive += QString::fromUtf8(line).contains(text, Qt::CaseInsensitive);
    QCOMPARE(view.matchCount(), naive);
}

void TestLogView::goesAroundItsMatches()
{
    LogView view;
    view.setLog("a\nb\na\n");
    view.search(u"a"_s);
    QCOMPARE(view.matchCount(), 2);
    QCOMPARE(view.currentMatch(), 0);
    view.goToMatch(1);
    QCOMPARE(view.currentMatch(), 1);
    view.goToMatch(1);
    QCOMPARE(view.currentMatch(), 0);
    view.goToMatch(-1);
    QCOMPARE(view.currentMatch(), 1);
    view.search({});
    QCOMPARE(view.matchCount(), 0);
    QCOMPARE(view.currentMatch(), -1);
    view.goToMatch(1);
    QCOMPARE(view.currentMatch(), -1);
}

void TestLogView::scrollsToBothEnds()
{
    LogView view;
    view.resize(400, 300);
    view.setLog(manyLines(100'000));
    view.show();
    QTest::keyClick(&view, Qt::Key_End);
    QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    QVERIFY(view.verticalScrollBar()->maximum() > 99'000);
    QTest::keyClick(&view, Qt::Key_Home);
    QCOMPARE(view.verticalScrollBar()->value(), 0);
    view.search(u"line 50000 "_s);
    QCOMPARE(view.matchCount(), 1);
    const int first = view.verticalScrollBar()->value();
    QVERIFY(first <= 50'000 && 50'000 < first + view.verticalScrollBar()->pageStep());
}

void TestLogView::paintsWhateverBytesThereAre_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("zeros") << QByteArray(100, '\0');
    QTest::newRow("half of a character at the end") << "abc \xe2\x82"_ba;
    QTest::newRow("a line of ten megabytes") << QByteArray(10'000'000, 'x');
    QTest::newRow("tabs and escapes") << "\tred: \x1b[31mred\x1b[0m\n"_ba;
}

void TestLogView::paintsWhateverBytesThereAre()
{
    QFETCH(QByteArray, log);
    LogView view;
    view.resize(400, 300);
    view.setLog(log);
    view.horizontalScrollBar()->setValue(view.horizontalScrollBar()->maximum());
    QVERIFY(!view.grab().isNull());
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {60, 60});
    QTest::keyClick(&view, Qt::Key_Down);
    QVERIFY(!view.grab().isNull());
}

QTEST_MAIN(TestLogView)
#include "tst_logview.moc"
