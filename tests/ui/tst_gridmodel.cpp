// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/cputime.h>
#include <once/gridview.h>
#include <once/runsmodel.h>

#include <ui/fakehistory.h>

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

const QTimeZone berlin("Europe/Berlin");

qint64 at(const QDate &date, const QTime &time, const QTimeZone &zone = berlin)
{
    return toMicroseconds(fromDateTime(QDateTime(date, time, zone)));
}

RunRow rowOf(RunId id, qint32 work, Status status, qint64 startUs)
{
    return {.id = id, .work = work, .status = status, .startedUs = startUs, .finishedUs = startUs + 1, .queuedUs = startUs};
}

QString text(const GridModel &model, int row, QDate day)
{
    for (int column = 0; column < model.columnCount(); ++column) {
        if (model.date(column) == day)
            return model.index(row, column).data(Qt::AccessibleTextRole).toString();
    }
    return u"no column"_s;
}

RunRow randomRow(RunId id, QRandomGenerator &random)
{
    const qint64 us = at(QDate(2026, 3, 1), QTime(0, 0)) + random.bounded(120 * 86'400) * 1'000'000LL;
    RunRow row = rowOf(id, random.bounded(1, 4), Status(random.bounded(1, 8)), us);
    if (row.status == Status::Queued)
        row.startedUs = row.finishedUs = 0;
    return row;
}

struct Grid
{
    Grid()
    {
        model.setZone(berlin);
        model.setComponents(test::fakeData()->works);
    }
    void append(const QList<RunRow> &rows)
    {
        runs.append(rows);
        model.appendRuns(runs);
    }
    void change(const RunRow &row)
    {
        runs.set(runs.indexOf(row.id), row);
        model.changeRuns(runs, {row});
    }

    RunTable runs;
    GridModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

} // namespace

class TestGridModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCellHasTheWorstStateAndTheCount()
    {
        Grid grid;
        const QDate day(2026, 11, 20);
        grid.append({rowOf(1, 1, Status::Succeeded, at(day, QTime(0, 0))), rowOf(2, 1, Status::Failed, at(day, QTime(12, 0))),
                     rowOf(3, 1, Status::Succeeded, at(day, QTime(23, 59))), rowOf(4, 3, Status::Running, at(day, QTime(13, 0)))});
        QCOMPARE(grid.model.columnCount(), 1);
        QCOMPARE(grid.model.rowCount(), 3);
        const QModelIndex cell = grid.model.index(0, 0);
        QCOMPARE(cell.data().toString(), u"3"_s);
        QCOMPARE(cell.data(StatusRole).toInt(), int(Status::Failed));
        QCOMPARE(text(grid.model, 0, day), u"a.b, 2026-11-20, 3 runs: 1 failed, 2 succeeded"_s);
        QCOMPARE(text(grid.model, 1, day), u"a.c, 2026-11-20, no run"_s);
        QVERIFY(!grid.model.index(1, 0).data(StatusRole).isValid());
        QCOMPARE(grid.model.index(2, 0).data(StatusRole).toInt(), int(Status::Running));
    }

    void daysBeginAtMidnightOfTheZoneWhateverClocksAreSetTo()
    {
        Grid grid;
        const QDate spring(2026, 3, 29), autumn(2026, 10, 25);
        grid.append({rowOf(1, 1, Status::Succeeded, at(spring, QTime(0, 0)) - 1),
                     rowOf(2, 1, Status::Succeeded, at(spring, QTime(0, 0))),
                     rowOf(3, 1, Status::Succeeded, at(spring, QTime(0, 0)) + 23 * 3'600'000'000LL - 1),
                     rowOf(4, 1, Status::Succeeded, at(spring, QTime(0, 0)) + 23 * 3'600'000'000LL),
                     rowOf(5, 1, Status::Succeeded, at(autumn, QTime(0, 0)) + 25 * 3'600'000'000LL - 1)});
        QVERIFY(text(grid.model, 0, spring.addDays(-1)).endsWith(u"1 run: 1 succeeded"));
        QVERIFY(text(grid.model, 0, spring).endsWith(u"2 runs: 2 succeeded"));
        QVERIFY(text(grid.model, 0, spring.addDays(1)).endsWith(u"1 run: 1 succeeded"));
        QVERIFY(text(grid.model, 0, autumn).endsWith(u"1 run: 1 succeeded"));
    }

    void aDayThatTheZoneLeftOutIsEmpty()
    {
        Grid grid;
        const QTimeZone apia("Pacific/Apia");
        grid.model.setZone(apia);
        const QDate missing(2011, 12, 30);
        grid.append({rowOf(1, 1, Status::Succeeded, at(missing.addDays(-1), QTime(23, 59), apia)),
                     rowOf(2, 1, Status::Succeeded, at(missing.addDays(1), QTime(0, 0), apia))});
        QCOMPARE(grid.model.columnCount(), 3);
        QVERIFY(text(grid.model, 0, missing).endsWith(u"no run"));
        QVERIFY(text(grid.model, 0, missing.addDays(1)).endsWith(u"1 run: 1 succeeded"));
    }

    void aRunThatMovesOnIsCountedOnce()
    {
        Grid grid;
        const QDate day(2026, 11, 20);
        RunRow run{.id = 1, .work = 1, .status = Status::Queued, .queuedUs = at(day, QTime(23, 59))};
        grid.append({run});
        QVERIFY(text(grid.model, 0, day).endsWith(u"1 run: 1 queued"));
        run.status = Status::Running;
        run.startedUs = at(day.addDays(1), QTime(0, 1));
        grid.change(run);
        QVERIFY(text(grid.model, 0, day).endsWith(u"no run"));
        QVERIFY(text(grid.model, 0, day.addDays(1)).endsWith(u"1 run: 1 running"));
        run.status = Status::Succeeded;
        grid.change(run);
        QVERIFY(text(grid.model, 0, day.addDays(1)).endsWith(u"1 run: 1 succeeded"));
    }

    void daysComeAtBothEnds()
    {
        Grid grid;
        const QDate day(2026, 11, 20);
        grid.append({rowOf(1, 1, Status::Succeeded, at(day, QTime(12, 0)))});
        grid.append({rowOf(2, 1, Status::Failed, at(day.addDays(-2), QTime(12, 0))), rowOf(3, 2, Status::Lost, at(day.addDays(3), QTime(12, 0)))});
        QCOMPARE(grid.model.columnCount(), 6);
        QCOMPARE(grid.model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), u"2026-11-18"_s);
        QVERIFY(text(grid.model, 0, day).endsWith(u"1 run: 1 succeeded"));
        QVERIFY(text(grid.model, 1, day.addDays(3)).endsWith(u"1 run: 1 lost"));
    }

    void whatIsCountedLiveIsWhatIsCountedAtOnce()
    {
        QRandomGenerator random(7);
        Grid live;
        RunId id = 0;
        for (int step = 0; step < 300; ++step) {
            if (id == 0 || random.bounded(3) > 0) {
                QList<RunRow> rows;
                for (int row = random.bounded(1, 5); row > 0; --row)
                    rows.append(randomRow(++id, random));
                live.append(rows);
            } else {
                live.change(randomRow(random.bounded(1, int(id) + 1), random));
            }
        }
        Grid once;
        once.model.replaceRuns(live.runs);
        QCOMPARE(live.model.columnCount(), once.model.columnCount());
        for (int column = 0; column < once.model.columnCount(); ++column) {
            for (int row = 0; row < once.model.rowCount(); ++row)
                QCOMPARE(text(live.model, row, once.model.date(column)), text(once.model, row, once.model.date(column)));
        }
    }

    void theFilterFindsTheRunsOfACell()
    {
        QRandomGenerator random(11);
        Grid grid;
        QList<RunRow> rows;
        for (RunId id = 1; id <= 2'000; ++id)
            rows.append(randomRow(id, random));
        grid.append(rows);
        for (int column = 0; column < grid.model.columnCount(); column += 7) {
            const QString day = grid.model.date(column).toString(Qt::ISODate);
            Query query = Query::parse(u"work:%1 since:%2 until:%2"_s.arg(grid.model.work(0), day), Instant(), berlin);
            query.bind(test::fakeData()->works);
            const auto found = std::ranges::count_if(rows, [&](const RunRow &row) { return query.matches(row); });
            QCOMPARE(found ? shortCount(found) : QString(), grid.model.index(0, column).data().toString());
        }
    }

    void countsAreShort()
    {
        QCOMPARE(shortCount(999), u"999"_s);
        QCOMPARE(shortCount(1'000), u"1k"_s);
        QCOMPARE(shortCount(999'999), u"999k"_s);
        QCOMPARE(shortCount(12'000'000), u"12M"_s);
    }

    void opensAtTheNewestDayAndStaysThere()
    {
        Grid grid;
        GridView view(&grid.model);
        view.resize(600, 200);
        view.show();
        const QDate first(2024, 1, 1);
        QList<RunRow> rows;
        for (int day = 0; day < 400; ++day)
            rows.append(rowOf(day + 1, 1, Status::Succeeded, at(first.addDays(day), QTime(12, 0))));
        grid.append(rows);
        const auto *bar = view.horizontalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        QTRY_COMPARE(bar->value(), bar->maximum());
        grid.append({rowOf(401, 1, Status::Succeeded, at(first.addDays(400), QTime(12, 0)))});
        QTRY_VERIFY(view.columnViewportPosition(400) < view.viewport()->width());
        view.horizontalScrollBar()->setValue(10);
        grid.append({rowOf(402, 1, Status::Succeeded, at(first.addDays(401), QTime(12, 0)))});
        QCOMPARE(view.horizontalScrollBar()->value(), 10);
    }

    void aCellIsOpenedByKeyAndByMouse()
    {
        Grid grid;
        grid.append({rowOf(1, 1, Status::Succeeded, at(QDate(2026, 11, 20), QTime(12, 0)))});
        GridView view(&grid.model);
        view.resize(400, 200);
        view.show();
        QSignalSpy chosen(&view, &GridView::dayChosen);
        view.setCurrentIndex(grid.model.index(0, 0));
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        const QPoint cell = view.visualRect(grid.model.index(0, 0)).center();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, cell);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, cell);
        QCOMPARE(chosen.count(), 2);
        QCOMPARE(chosen.last().first().toString(), u"a.b"_s);
        QCOMPARE(chosen.last().last().toDate(), QDate(2026, 11, 20));
        view.setCurrentIndex(grid.model.index(1, 0)); // without runs
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(chosen.count(), 2);
    }

    void fourYearsOfAMillionRunsOpenAtOnce()
    {
        const qint64 first = at(QDate(2023, 1, 1), QTime(0, 0)), step = 1'461LL * 86'400'000'000 / 1'000'000;
        QList<RunRow> rows;
        for (RunId id = 1; id <= 1'000'000; ++id)
            rows.append(rowOf(id, qint32(id % 10), Status::Succeeded, first + (id - 1) * step));
        const RunTable runs(rows);
        GridModel model;
        model.setZone(berlin);
        const CpuTime time;
        model.replaceRuns(runs);
        qInfo("%lld us", time.elapsedUs());
        QCOMPARE(model.columnCount(), 1'461);
        QVERIFY(time.elapsedUs() < 1'000'000);
        const CpuTime more;
        RunTable grown = runs;
        grown.append({rowOf(1'000'001, 1, Status::Running, first + 1'000'000 * step)});
        model.appendRuns(grown);
        model.changeRuns(grown, {rowOf(1'000'001, 1, Status::Succeeded, first + 1'000'000 * step)});
        qInfo("%lld us for one more", more.elapsedUs());
        QVERIFY(more.elapsedUs() < 20'000);
    }
};

QTEST_MAIN(TestGridModel)
#include "tst_gridmodel.moc"
