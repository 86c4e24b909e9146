// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/runsmodel.h>

#include <ui/fakehistory.h>

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 nowUs = 1'800'000'000'000'000;

// What the model should show, kept in the simplest way.
struct NaiveRuns
{
    std::map<RunId, RunRow> rows;
    Query query;
    RunColumn column = RunColumn::Started;
    Qt::SortOrder direction = Qt::DescendingOrder;

    qint64 key(const RunRow &row) const
    {
        switch (column) {
        case RunColumn::State:
            return qint64(row.status);
        case RunColumn::Work:
            return row.work;
        case RunColumn::Duration:
            return row.startedUs ? (row.finishedUs ? row.finishedUs : nowUs) - row.startedUs : 0;
        case RunColumn::Tick:
            return row.tick;
        case RunColumn::Try:
            return row.attempt;
        case RunColumn::Started:
            return row.startedUs ? row.startedUs : row.queuedUs;
        default:
            return row.id;
        }
    }

    QList<RunId> shown() const
    {
        QList<RunId> ids;
        for (const auto &[id, row] : rows) {
            if (query.matches(row))
                ids.append(id);
        }
        std::ranges::sort(ids, [this](RunId a, RunId b) {
            const auto left = std::pair(key(rows.at(a)), a), right = std::pair(key(rows.at(b)), b);
            return direction == Qt::AscendingOrder ? left < right : left > right;
        });
        return ids;
    }
};

QList<RunId> shownBy(const RunsModel &model)
{
    QList<RunId> ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids.append(model.index(row, 0).data(IdRole).toLongLong());
    return ids;
}

RunRow randomRow(RunId id, QRandomGenerator &random)
{
    RunRow row{.id = id,
               .work = random.bounded(1, 4),
               .status = Status(random.bounded(1, 8)),
               .cause = Cause::Kind(random.bounded(10)),
               .attempt = quint16(random.bounded(1, 4)),
               .tick = random.bounded(1'000)};
    row.queuedUs = nowUs - 1'000'000 * (100'000 - id) + random.bounded(3'000'000);
    if (row.status != Status::Queued)
        row.startedUs = row.queuedUs + random.bounded(2'000'000);
    if (isFinished(row.status))
        row.finishedUs = row.startedUs + random.bounded(1, 900'000'000);
    return row;
}

QList<RunRow> manyRows(RunId from, RunId to)
{
    QRandomGenerator random(3);
    QList<RunRow> rows;
    for (RunId id = from; id <= to; ++id)
        rows.append(randomRow(id, random));
    return rows;
}

QList<HistoryWork> works() { return test::fakeData()->works; }

Query queryOf(const QString &text)
{
    Query query = Query::parse(text, fromMicroseconds(nowUs), QTimeZone::utc());
    query.bind(works());
    return query;
}

} // namespace

class TestRunsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithANaiveModelUnderAnyScript_data();
    void agreesWithANaiveModelUnderAnyScript();
    void ordersManyRunsInAnotherThread();
    void keepsTheSelectionOnItsRun();
    void asksOnceForTextsThatAreSeen();
    void showsSkipsAsMutedRows();
    void namesTheTermWhoseRemovalHelpsMost();
    void findsRunsById();
    void describesRowsForScreenReaders();
    void saysWhichAttemptItIs();
    void aRunThatEndedBeforeItStartedTookNoTime();
};

void TestRunsModel::agreesWithANaiveModelUnderAnyScript_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestRunsModel::agreesWithANaiveModelUnderAnyScript()
{
    QFETCH(unsigned, seed);
    static const QStringList queries{u""_s,           u"state:failed"_s,    u"work:a"_s, u"-work:d dur>1m"_s,
                                     u"id:20..200"_s, u"why:propsChanged"_s};
    static constexpr std::array columns{RunColumn::Started,  RunColumn::State, RunColumn::Work,
                                        RunColumn::Duration, RunColumn::Tick,  RunColumn::Id,
                                        RunColumn::Try};
    QRandomGenerator random(seed);
    RunsModel model;
    model.setClock([] { return nowUs; });
    model.setWorks(works());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    NaiveRuns naive;
    RunId last = 0;
    for (int step = 0; step < 150; ++step) {
        QList<RunRow> rows;
        switch (random.bounded(8)) {
        case 0:
            naive.query = queryOf(queries[random.bounded(queries.size())]);
            model.setQuery(naive.query);
            break;
        case 1:
            naive.column = columns[std::size_t(random.bounded(int(columns.size())))];
            naive.direction = Qt::SortOrder(random.bounded(2));
            model.sort(int(naive.column), naive.direction);
            break;
        case 2:
            for (const auto &[id, row] : naive.rows)
                rows.append(row);
            model.replaceRuns(rows);
            break;
        case 3:
        case 4:
            for (int i = random.bounded(1, 4); i > 0 && last > 0; --i)
                rows.append(randomRow(random.bounded(1, int(last) + 1), random));
            model.changeRuns(rows);
            break;
        default:
            for (int i = random.bounded(1, 6); i > 0; --i)
                rows.append(randomRow(++last, random));
            model.appendRuns(rows);
        }
        for (const RunRow &row : rows)
            naive.rows[row.id] = row;
        QCOMPARE(shownBy(model), naive.shown());
        QCOMPARE(model.runCount(), qsizetype(naive.rows.size()));
    }
}

void TestRunsModel::ordersManyRunsInAnotherThread()
{
    RunsModel model;
    model.setClock([] { return nowUs; });
    model.setWorks(works());
    model.replaceRuns(manyRows(1, 50'000));
    QSignalSpy reordered(&model, &RunsModel::reordered);
    model.setQuery(queryOf(u"state:failed"_s));
    QCOMPARE(model.rowCount(), 50'000); // the old order stays until the new one is there
    model.appendRuns(manyRows(50'001, 50'100));
    QTRY_VERIFY(model.rowCount() < 50'000);
    NaiveRuns naive;
    naive.query = model.query();
    for (const RunRow &row : manyRows(1, 50'000) + manyRows(50'001, 50'100))
        naive.rows[row.id] = row;
    QCOMPARE(shownBy(model), naive.shown());
}

void TestRunsModel::keepsTheSelectionOnItsRun()
{
    RunsModel model;
    model.setClock([] { return nowUs; });
    model.setWorks(works());
    model.replaceRuns(manyRows(1, 500));
    QTableView view;
    view.setModel(&model);
    view.setCurrentIndex(model.indexOf(250));
    model.appendRuns(manyRows(501, 5'500));
    QCOMPARE(view.currentIndex().data(IdRole).toLongLong(), 250);
    model.sort(int(RunColumn::Duration), Qt::AscendingOrder);
    QCOMPARE(view.currentIndex().data(IdRole).toLongLong(), 250);
    model.setQuery(queryOf(u"id:200..300"_s));
    QCOMPARE(view.currentIndex().data(IdRole).toLongLong(), 250);
    model.replaceRuns(manyRows(100, 5'500));
    QCOMPARE(view.currentIndex().data(IdRole).toLongLong(), 250);
    model.setQuery(queryOf(u"id:1"_s));
    QVERIFY(!view.currentIndex().isValid());
}

void TestRunsModel::asksOnceForTextsThatAreSeen()
{
    RunsModel model;
    model.setWorks(works());
    model.replaceRuns(manyRows(1, 100));
    QSignalSpy wanted(&model, &RunsModel::textsWanted);
    const QModelIndex why = model.indexOf(7, int(RunColumn::Why));
    for (int i = 0; i < 3; ++i)
        why.data();
    model.indexOf(8, int(RunColumn::Result)).data();
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(
        QSet<RunId>(wanted[0][0].value<QList<RunId>>().cbegin(), wanted[0][0].value<QList<RunId>>().cend()),
        (QSet<RunId>{7, 8}));
    model.setTexts({{7, u"props changed: day"_s, u"3f21aa00"_s, u"{\"rows\":3}"_s}});
    QCOMPARE(why.data().toString(), u"props changed: day"_s);
    QCOMPARE(why.siblingAtColumn(int(RunColumn::Props)).data().toString(), u"3f21aa00"_s);
    QCOMPARE(why.siblingAtColumn(int(RunColumn::Result)).data().toString(), u"{\"rows\":3}"_s);
    model.changeRuns({model.runs().at(6)}); // has moved on: read again
    why.data();
    QTRY_COMPARE(wanted.size(), 2);
}

void TestRunsModel::showsSkipsAsMutedRows()
{
    RunsModel model;
    model.setWorks(works());
    model.replaceRuns(manyRows(1, 10));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    Streak streak{.id = 1,
                  .work = u"root.a.b"_s,
                  .run = 3,
                  .count = 1'204,
                  .first = fromMicroseconds(nowUs),
                  .last = fromMicroseconds(nowUs + 60'000'000)};
    model.setStreaks({streak});
    QCOMPARE(model.rowCount(), 10);
    model.setShowsSkips(true);
    QCOMPARE(model.rowCount(), 11);
    const QModelIndex row = model.index(0, 0);
    QVERIFY(row.data(IsSkipRole).toBool());
    QCOMPARE(row.data().toString(), u"Skipped"_s);
    QCOMPARE(row.siblingAtColumn(int(RunColumn::Work)).data().toString(), u"a.b"_s);
    QCOMPARE(row.siblingAtColumn(int(RunColumn::Why)).data().toString(),
             u"skipped ×1\u202f204: same props as run 3"_s);
    QCOMPARE(row.siblingAtColumn(int(RunColumn::Duration)).data().toString(), u"1 m 00 s"_s);
    streak.count = 1'205;
    model.setStreaks({streak});
    QCOMPARE(model.rowCount(), 11);
    QCOMPARE(model.index(0, int(RunColumn::Why)).data().toString(),
             u"skipped ×1\u202f205: same props as run 3"_s);
    model.setQuery(queryOf(u"state:skipped"_s));
    QCOMPARE(model.rowCount(), 1);
    model.setShowsSkips(false);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.skipCounts().value(1), 1'205);
}

void TestRunsModel::namesTheTermWhoseRemovalHelpsMost()
{
    RunsModel model;
    model.setWorks(works());
    model.replaceRuns(manyRows(1, 100));
    model.setQuery(queryOf(u"id:1..5 id:50..90"_s));
    const RemovableTerm term = model.mostHelpfulRemoval();
    QCOMPARE(term.term, u"id:1..5"_s);
    QCOMPARE(term.rest, u"id:50..90"_s);
    QCOMPARE(term.matches, 41);
}

void TestRunsModel::findsRunsById()
{
    QList<RunRow> rows;
    for (RunId id = 1; id <= 30'000; ++id)
        rows.append(RunRow{.id = id * 3});
    const RunTable table(rows);
    QCOMPARE(table.size(), 30'000);
    for (RunId id = 0; id <= 90'004; id += 7)
        QCOMPARE(table.indexOf(id),
                 id % 3 == 0 && id > 0 && id <= 90'000 ? qsizetype(id / 3 - 1) : qsizetype(-1));
}

void TestRunsModel::describesRowsForScreenReaders()
{
    RunsModel model;
    model.setClock([] { return nowUs; });
    model.setZone(QTimeZone::utc());
    model.setWorks(works());
    model.replaceRuns({{.id = 1,
                        .work = 1,
                        .status = Status::Failed,
                        .cause = Cause::Kind::Retry,
                        .startedUs = nowUs - 88'000'000,
                        .finishedUs = nowUs}});
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
             u"Failed, a.b, started Today 07:58:32, took 1 m 28 s, because retry"_s);
}

void TestRunsModel::saysWhichAttemptItIs()
{
    static_assert(sizeof(RunRow) == 48);
    RunsModel model;
    model.setWorks(works());
    model.replaceRuns({{.id = 1, .work = 1}, {.id = 2, .work = 1, .attempt = 3}});
    model.setStreaks({Streak{.id = 1, .work = u"root.a.b"_s, .run = 2, .count = 5}});
    model.setShowsSkips(true);
    QCOMPARE(model.headerData(int(RunColumn::Try), Qt::Horizontal, Qt::DisplayRole).toString(), u"Try"_s);
    QCOMPARE(model.indexOf(1, int(RunColumn::Try)).data().toString(), u"1"_s);
    QCOMPARE(model.indexOf(2, int(RunColumn::Try)).data().toString(), u"3"_s);
    model.setQuery(queryOf(u"state:skipped"_s));
    QCOMPARE(model.index(0, int(RunColumn::Try)).data().toString(), QString());
}

void TestRunsModel::aRunThatEndedBeforeItStartedTookNoTime()
{
    RunsModel model;
    model.setWorks(works());
    model.replaceRuns(
        {{.id = 1, .work = 1, .status = Status::Cancelled, .finishedUs = nowUs, .queuedUs = nowUs}});
    const QModelIndex duration = model.indexOf(1, int(RunColumn::Duration));
    QCOMPARE(duration.data().toString(), QString());
    QCOMPARE(duration.data(Qt::ToolTipRole).toString(), QString());
}

QTEST_MAIN(TestRunsModel)
#include "tst_runsmodel.moc"
