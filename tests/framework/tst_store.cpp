// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/history.h>

#include <support/madeup.h>
#include <support/stored.h>

using namespace once;
using namespace Qt::StringLiterals;

class StoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatWasWritten_data();
    void readsBackWhatWasWritten();
    void readsBackWhatIsOnlyGathered();
    void keepsComponentsInTheOrderOfTheirAppearance();
    void countsTheRunsThatAWorksRowDoesNotKnowOf();
    void aRunThatStartsAndEndsBetweenTwoCommitsIsOneRow();
    void givesStreaksTheirIds();
    void keepsLargePropsOutOfCalls();
    void keepsAValueOnce();
    void putsLargeValuesAndLogsIntoFiles();
    void leavesAPlainFile();
    void closingLetsGoOfEveryFile();
    void remembersHowTheSessionEnded();
    void staysSmallWhenStatesAreShared();
};

void StoreTest::readsBackWhatWasWritten_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<bool>("durable");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed << (seed == 8);
}

void StoreTest::readsBackWhatWasWritten()
{
    QFETCH(quint32, seed);
    QFETCH(bool, durable);
    MadeUp random(seed);
    QTemporaryDir folder;
    QMap<RunId, Run> runs;
    auto store = Store::open(folder.path(), durable);
    for (RunId id = 1; id <= 60; ++id) {
        const RunId known =
            random.upTo(3) == 0 && id > 1 ? 1 + random.upTo(int(id) - 2) : id; // some come twice
        runs[known] = random.run(known);
        store->put(runs[known]);
        store->put(callOf(runs[known]));
        if (random.upTo(4) == 0)
            store->commit();
        if (random.upTo(15) == 0) {
            store.reset();
            store = Store::open(folder.path(), durable);
        }
    }
    store->commit();
    const auto history = History::open(folder.path());
    QCOMPARE(history->countRuns(), runs.size());
    for (const Run &run : std::as_const(runs)) {
        QCOMPARE(allOf(*history->run(run.id)), allOf(run));
        QCOMPARE(allOf(*store->run(run.id)), allOf(run));
        const auto call = store->call(run.key);
        QVERIFY(call);
        QCOMPARE(call->run, run.id);
        QCOMPARE(call->status, run.status);
        QCOMPARE(call->props,
                 run.props.encoding().size() > CallRecord::storedPropsLimit ? Value() : run.props);
        QCOMPARE(call->states, run.states);
        QCOMPARE(call->result, run.result);
        QCOMPARE(call->error, run.error);
    }
}

void StoreTest::readsBackWhatIsOnlyGathered()
{
    const auto store = Store::inMemory();
    MadeUp random(5);
    const Run run = random.run(store->lastRunId() + 1);
    QVERIFY(!store->run(run.id));
    QVERIFY(!store->hasUncommitted());
    store->put(run);
    store->put(callOf(run));
    store->put(ComponentRecord{.path = u"root.train"_s, .counts = {.successes = 7}});
    store->setSetting(u"app"_s, u"nightly"_s);
    for (const bool committed : {false, true}) {
        QCOMPARE(store->hasUncommitted(), !committed);
        QCOMPARE(allOf(*store->run(run.id)), allOf(run));
        QCOMPARE(store->call(run.key)->states, run.states);
        QCOMPARE(store->component(u"root.train"_s)->counts.successes, 7);
        QCOMPARE(store->setting(u"app"_s), u"nightly"_s);
        QCOMPARE(store->lastRunId(), run.id);
        store->commit();
    }
    QCOMPARE(store->file(), QString());
    QCOMPARE(store->setting(u"nothing"_s), QString());
    QVERIFY(!store->component(u"root.nothing"_s));
    QVERIFY(!store->call(Digest::of("nothing")));
}

// Its work's row is older than its runs, as after a kill.
void StoreTest::countsTheRunsThatAWorksRowDoesNotKnowOf()
{
    QTemporaryDir folder;
    const auto ended = [](RunId id, Status status) {
        Run run{.id = id, .work = u"root.train"_s, .key = Digest::of(QByteArray::number(id)), .status = status};
        run.queued = run.started = run.finished = Instant(Microseconds(id));
        return run;
    };
    auto store = Store::open(folder.path());
    store->put(ComponentRecord{.path = u"root.train"_s, .isWork = true, .shown = Digest::of("2"), .lastRun = 2, .counts = {.successes = 10}});
    for (const Run &run : {ended(2, Status::Succeeded), ended(3, Status::Succeeded), ended(4, Status::Failed),
                            ended(5, Status::TimedOut), ended(6, Status::Cancelled)})
        store->put(run);
    store->commit();
    const auto compare = [](const ComponentRecord &train) {
        QCOMPARE(train.shown, Digest::of("3"));
        QCOMPARE(train.lastRun, 6);
        QCOMPARE(train.counts.successes, 11);
        QCOMPARE(train.counts.failures, 2);
        QCOMPARE(train.counts.timeouts, 1);
        QCOMPARE(train.counts.cancelled, 1);
    };
    compare(History::open(folder.path())->components().constFirst());
    for (int opening = 0; opening < 2; ++opening) { // counted once, however often it is killed
        store.reset();
        store = Store::open(folder.path());
        compare(*store->component(u"root.train"_s));
        compare(History::open(folder.path())->components().constFirst());
    }
}

void StoreTest::keepsComponentsInTheOrderOfTheirAppearance()
{
    QTemporaryDir folder;
    const auto store = Store::open(folder.path());
    ComponentRecord train{.path = u"root.train"_s,
                          .type = u"TrainModel"_s,
                          .isWork = true,
                          .options = {{"cacheCalls", false}, {"version", "2"}},
                          .propNames = {u"data"_s, u"quote\"d"_s},
                          .shown = Digest::of("shown"),
                          .lastRun = 12,
                          .counts = {.successes = 10, .failures = 2, .timeouts = 1, .cancelled = 3}};
    store->put(train);
    store->put(ComponentRecord{.path = u"root"_s, .type = u"Daily"_s, .states = Value::of(Json{{"day", 3}})});
    store->commit();
    train.counts.successes = 11;
    store->put(train);
    store->put(ComponentRecord{.path = u"root.clean"_s});
    store->commit();
    const auto components = History::open(folder.path())->components();
    QCOMPARE(components.size(), 3);
    QCOMPARE(components[0].path, train.path);
    QCOMPARE(components[0].type, train.type);
    QCOMPARE(components[0].isWork, true);
    QVERIFY(components[0].options == train.options);
    QCOMPARE(components[0].propNames, train.propNames);
    QCOMPARE(components[0].shown, train.shown);
    QCOMPARE(components[0].lastRun, 12);
    QVERIFY(components[0].counts == train.counts);
    QCOMPARE(components[1].path, u"root"_s);
    QVERIFY(components[1].states.toJson() == Json({{"day", 3}}));
    QCOMPARE(components[2].path, u"root.clean"_s);
    QVERIFY(store->component(u"root.train"_s)->options == train.options);
}

void StoreTest::aRunThatStartsAndEndsBetweenTwoCommitsIsOneRow()
{
    QTemporaryDir folder;
    const auto store = Store::open(folder.path());
    store->put(simpleRun(1, Status::Running));
    store->put(simpleRun(1));
    store->put(simpleRun(2, Status::Running));
    store->commit();
    store->put(simpleRun(2));
    store->commit();
    const auto history = History::open(folder.path());
    QCOMPARE(history->countRuns(), 2);
    for (const RunRow &row : history->rows(0, 10))
        QCOMPARE(row.status, Status::Succeeded);
}

void StoreTest::givesStreaksTheirIds()
{
    QTemporaryDir folder;
    Streak first{
        .work = u"root.train"_s, .key = Digest::of("a"), .run = 3, .cause = SkipCause::AlreadyRunning};
    first.first = first.last = fromMicroseconds(5);
    Streak second = first;
    {
        const auto store = Store::open(folder.path());
        store->put(first);
        store->put(second);
        QCOMPARE(first.id, 1);
        QCOMPARE(second.id, 2);
        first.count = 10;
        first.last = fromMicroseconds(9);
        first.firstTick = 4, first.lastTick = 8;
        store->put(first);
        store->commit();
        first.count = 11;
        store->put(first);
    }
    const auto store = Store::open(folder.path());
    Streak third = second;
    third.id = 0;
    store->put(third);
    QCOMPARE(third.id, 3);
    const auto streaks = History::open(folder.path())->streaks();
    QCOMPARE(streaks.size(), 2);
    const Streak &kept = streaks.last();
    QCOMPARE(kept.id, 1);
    QCOMPARE(kept.work, first.work);
    QCOMPARE(kept.key, first.key);
    QCOMPARE(kept.run, 3);
    QCOMPARE(kept.cause, SkipCause::AlreadyRunning);
    QCOMPARE(kept.count, 11);
    QCOMPARE(kept.first, first.first);
    QCOMPARE(kept.last, first.last);
    QCOMPARE(kept.firstTick, 4);
    QCOMPARE(kept.lastTick, 8);
}

void StoreTest::keepsLargePropsOutOfCalls()
{
    const auto store = Store::inMemory();
    Run run = simpleRun(1);
    run.props = Value::of(Json{QString(5000, u'x')});
    store->put(run);
    store->put(callOf(run));
    QVERIFY(store->call(run.key)->props.isNull());
    store->commit();
    QVERIFY(store->call(run.key)->props.isNull());
    QCOMPARE(store->run(1)->props, run.props);
}

void StoreTest::keepsAValueOnce()
{
    QTemporaryDir folder;
    const auto store = Store::open(folder.path());
    const Value table = Value::of(QString(50'000, u'x'));
    for (RunId id = 1; id <= 100; ++id) {
        Run run = simpleRun(id);
        run.states = run.result = table;
        store->put(run);
        store->put(callOf(run));
        store->commit();
    }
    store->close();
    QVERIFY2(bytesIn(folder.path()) < 250'000, qPrintable(QString::number(bytesIn(folder.path()))));
}

void StoreTest::putsLargeValuesAndLogsIntoFiles()
{
    QTemporaryDir folder;
    const auto store = Store::open(folder.path());
    Run run = simpleRun(1);
    run.states = Value::of(QString(1'000'000, u'x'));
    run.log = QByteArray(20'000, 'l');
    store->put(run);
    Run small = simpleRun(2);
    small.log = "one line\n";
    store->put(small);
    store->commit();
    const QString blob = folder.filePath(u"blobs/%1.zst"_s.arg(run.states.digest().toHex()));
    QVERIFY(contentOf(blob).size() > 0);
    QVERIFY(contentOf(blob).size() < 10'000); // compressed
    QCOMPARE(contentOf(folder.filePath(u"logs/1.log"_s)), run.log);
    QVERIFY(!QFileInfo::exists(folder.filePath(u"logs/2.log"_s)));
    const auto history = History::open(folder.path());
    QCOMPARE(history->run(1)->states, run.states);
    QCOMPARE(history->run(1)->log, run.log);
    QCOMPARE(history->run(2)->log, small.log);
}

void StoreTest::leavesAPlainFile()
{
    QTemporaryDir folder;
    {
        const auto store = Store::open(folder.path());
        store->put(simpleRun(1));
        store->commit();
        QVERIFY(QFileInfo::exists(historyIn(folder) + u"-wal"_s));
    }
    QVERIFY(!QFileInfo::exists(historyIn(folder) + u"-wal"_s));
    QVERIFY(!QFileInfo::exists(historyIn(folder) + u"-shm"_s));
    QCOMPARE(contentOf(historyIn(folder)).at(18), '\1'); // its header asks for no log beside it
}

void StoreTest::closingLetsGoOfEveryFile()
{
    QTemporaryDir folder;
    const auto openFiles = [&folder] {
        QStringList files;
        for (const QFileInfo &descriptor : QDir(u"/proc/self/fd"_s).entryInfoList(QDir::Files | QDir::System))
            if (descriptor.symLinkTarget().startsWith(folder.path()))
                files.append(descriptor.symLinkTarget());
        return files;
    };
    {
        const auto store = Store::open(folder.path());
        store->put(simpleRun(1));
        store->commit();
        const auto history = History::open(folder.path());
        QCOMPARE(history->countRuns(), 1);
        QVERIFY(!openFiles().isEmpty());
        store->close();
    }
    QCOMPARE(openFiles(), QStringList());
}

void StoreTest::remembersHowTheSessionEnded()
{
    QTemporaryDir folder;
    {
        const auto store = Store::open(folder.path());
        store->setTicks(41);
        QVERIFY(!store->hasUncommitted());
        store->endSession(3);
    }
    const auto ended = History::open(folder.path())->info();
    QCOMPARE(ended.ticks, 41);
    QCOMPARE(ended.exitCode, 3);
    QVERIFY(ended.started != Instant() && ended.ended >= ended.started);
    { // ends without a word
        const auto store = Store::open(folder.path());
        store->setTicks(5);
        store->put(simpleRun(1));
    }
    const auto killed = History::open(folder.path())->info();
    QCOMPARE(killed.ticks, 5);
    QCOMPARE(killed.ended, Instant());
    QCOMPARE(killed.runs, 1);
}

void StoreTest::staysSmallWhenStatesAreShared()
{
    QTemporaryDir folder;
    constexpr int runs = 7300; // five works a day for four years
    auto store = Store::open(folder.path());
    for (RunId id = 1; id <= runs; ++id) {
        Run run = simpleRun(id);
        run.cause = {.kind = Cause::Kind::PropsChanged, .other = id - 1, .paths = {u"day"_s}};
        QList<double> numbers;
        for (int i = 0; i < 180; ++i)
            numbers.append(double(id / 2) + 0.1 * i); // 1.4 kB; every second one is shared
        run.states = Value::of(numbers);
        store->put(run);
        store->put(callOf(run));
        if (id % 100 == 0)
            store->commit();
    }
    store->close();
    const qint64 bytes = bytesIn(folder.path());
    QVERIFY2(bytes > runs / 2 * 1440 && bytes < 15'000'000, qPrintable(QString::number(bytes)));
}

QTEST_GUILESS_MAIN(StoreTest)
#include "tst_store.moc"
