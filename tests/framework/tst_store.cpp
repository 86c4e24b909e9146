// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/history.h>
#include <once/store.h>

#include <QTemporaryDir>
#include <QtTest>

using namespace once;
using namespace Qt::StringLiterals;

class StoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsPutIsReadBack();
};

void StoreTest::whatIsPutIsReadBack()
{
    QTemporaryDir folder;
    auto store = Store::open(folder.path());
    Run run{.id = store->lastRunId() + 1, .work = u"root.train"_s, .key = Digest::of("k"), .status = Status::Running};
    run.propNames = {u"day"_s};
    run.props = Value::of(Json{"2026-11-21"});
    run.queued = run.started = fromMicroseconds(1'000'000);
    store->put(run);
    store->commit();
    run.status = Status::Succeeded;
    run.finished = fromMicroseconds(2'000'000);
    run.result = Value::of(QString(5000, u'x'));
    run.states = Value::of(QString(500'000, u'y'));
    store->put(run);
    store->put(CallRecord{.key = run.key, .run = 1, .props = run.props, .states = run.states, .result = run.result});
    store->commit();
    auto history = History::open(folder.path());
    const qint64 before = history->changeCounter();
    QCOMPARE(history->run(1)->states, run.states);
    QCOMPARE(history->run(1)->result, run.result);
    QCOMPARE(history->countRuns(), 1);
    QCOMPARE(history->info().pid, qint64(getpid()));
    store->setSetting(u"app"_s, u"nightly"_s);
    store->endSession(3);
    store->commit();
    QVERIFY(history->changeCounter() > before);
    QCOMPARE(history->search(u"XXXX"_s), QList<RunId>{1});
    store->close();
    QCOMPARE(history->info().pid, 0);
    QCOMPARE(history->info().exitCode, 3);
    QCOMPARE(history->info().app, u"nightly"_s);
    history.reset();
    store = Store::open(folder.path());
    QCOMPARE(store->lastRunId(), 1);
    QCOMPARE(store->call(run.key)->states, run.states);
}

QTEST_GUILESS_MAIN(StoreTest)
#include "tst_store.moc"
