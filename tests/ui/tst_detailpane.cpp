// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detailpane.h>

#include <QLabel>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Its first two attempts failed, each in its own way.
Run triedThreeTimes(Status status, const QString &error = {})
{
    const Instant start = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);
    Run run{.id = 7, .work = u"root.fetch"_s, .status = status, .tick = 3, .error = error};
    run.queued = start;
    run.started = start + 20s;
    run.finished = start + 23s;
    run.attempts = {{start, start + 2s, Status::Failed, u"connection reset"_s},
                    {start + 5s, start + 10s, Status::TimedOut, u"it took too long"_s}};
    return run;
}

QStringList textsIn(const QWidget &widget)
{
    QStringList texts;
    for (const QLabel *label : widget.findChildren<QLabel *>())
        texts += label->text();
    return texts;
}

} // namespace

class TestDetailPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsTheEarlierAttemptsBelowTheError_data();
    void listsTheEarlierAttemptsBelowTheError();
    void saysNothingOfAttemptsWhereThereWasOne();
};

void TestDetailPane::listsTheEarlierAttemptsBelowTheError_data()
{
    QTest::addColumn<Status>("status");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("text");
    const QString earlier = u"Attempt 1, failed after 2.0 s:\nconnection reset\n\n"
                            "Attempt 2, timed out after 5.0 s:\nit took too long"_s;
    QTest::newRow("of a run that succeeded in the end") << Status::Succeeded << QString() << earlier;
    QTest::newRow("of a run that waits for its next one") << Status::Queued << QString() << earlier;
    QTest::newRow("of a run that failed for good")
        << Status::Failed << u"no route"_s << u"no route\n\n"_s + earlier;
}

void TestDetailPane::listsTheEarlierAttemptsBelowTheError()
{
    QFETCH(Status, status);
    QFETCH(QString, error);
    QFETCH(QString, text);
    DetailPane pane;
    pane.setDetail({.run = triedThreeTimes(status, error)}, QTimeZone::utc());
    QVERIFY2(textsIn(pane).contains(text), qPrintable(textsIn(pane).join(u'\n')));
    QCOMPARE(pane.emptyText(DetailPane::Error), QString());
    QVERIFY(!textsIn(pane).filter(u"attempt 3"_s).isEmpty());
}

void TestDetailPane::saysNothingOfAttemptsWhereThereWasOne()
{
    Run run = triedThreeTimes(Status::Succeeded);
    run.attempts.clear();
    DetailPane pane;
    pane.setDetail({.run = run}, QTimeZone::utc());
    QCOMPARE(textsIn(pane).filter(u"attempt"_s, Qt::CaseInsensitive), QStringList());
    QCOMPARE(pane.emptyText(DetailPane::Error), u"This run ended without an error."_s);
}

QTEST_MAIN(TestDetailPane)
#include "tst_detailpane.moc"
