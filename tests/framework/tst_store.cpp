// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/history.h>
#include <once/store.h>

#include <support/child.h>
#include <support/diskfull.h>
#include <support/madeup.h>

#include <QDirIterator>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <thread>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &bytes, qint64 at = 0)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(at));
    QCOMPARE(file.write(bytes), bytes.size());
}

// Every file below a folder, with what it holds.
QMap<QString, QByteArray> filesIn(const QString &folder)
{
    QMap<QString, QByteArray> files;
    for (QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        const QString path = it.next();
        files[path] = contentOf(path);
    }
    return files;
}

qint64 bytesIn(const QString &folder)
{
    qint64 bytes = 0;
    for (const QByteArray &content : filesIn(folder))
        bytes += content.size();
    return bytes;
}

CallRecord callOf(const Run &run)
{
    return {.key = run.key,
            .run = run.id,
            .status = run.status,
            .props = run.props,
            .states = run.states,
            .result = run.result,
            .error = run.error};
}

Run simpleRun(RunId id, Status status = Status::Succeeded)
{
    Run run{.id = id, .work = u"root.train"_s, .key = Digest::of(QByteArray::number(id)), .status = status};
    run.queued = run.started = fromMicroseconds(id * 1'000'000);
    run.finished = isFinished(status) ? run.started + Microseconds(500) : Instant();
    run.props = Value::of(Json{id});
    return run;
}

QString historyIn(const QTemporaryDir &folder) { return folder.filePath(u"history.db"_s); }

std::optional<StoreError> errorOf(const std::function<void()> &body)
{
    try {
        body();
    } catch (const StoreError &error) {
        return error;
    }
    return {};
}

} // namespace

class StoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatWasWritten_data();
    void readsBackWhatWasWritten();
    void readsBackWhatIsOnlyGathered();
    void keepsComponentsInTheOrderOfTheirAppearance();
    void aRunThatStartsAndEndsBetweenTwoCommitsIsOneRow();
    void givesStreaksTheirIds();
    void keepsLargePropsOutOfCalls();
    void keepsAValueOnce();
    void putsLargeValuesAndLogsIntoFiles();
    void saysWhichValueIsDamaged();
    void aKillLeavesWholeCommits_data();
    void aKillLeavesWholeCommits();
    void marksInterruptedRunsAsLost();
    void aFolderHasOneApp();
    void theLockEndsWithItsProcess();
    void refusesWhatItCannotUse_data();
    void refusesWhatItCannotUse();
    void refusesAFolderWithoutPermission();
    void keepsWhatAFullDiskRefuses();
    void survivesAFullDiskAtClosing();
    void leavesAPlainFile();
    void closesWhileSomebodyReads();
    void remembersHowTheSessionEnded();
    void staysSmallWhenStatesAreShared();
    void readersInOtherThreadsSeeWholeCommits();
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
    store->put(ComponentRecord{.path = u"root.train"_s, .successes = 7});
    store->setSetting(u"app"_s, u"nightly"_s);
    for (const bool committed : {false, true}) {
        QCOMPARE(store->hasUncommitted(), !committed);
        QCOMPARE(allOf(*store->run(run.id)), allOf(run));
        QCOMPARE(store->call(run.key)->states, run.states);
        QCOMPARE(store->component(u"root.train"_s)->successes, 7);
        QCOMPARE(store->setting(u"app"_s), u"nightly"_s);
        QCOMPARE(store->lastRunId(), run.id);
        store->commit();
    }
    QCOMPARE(store->file(), QString());
    QCOMPARE(store->setting(u"nothing"_s), QString());
    QVERIFY(!store->component(u"root.nothing"_s));
    QVERIFY(!store->call(Digest::of("nothing")));
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
                          .successes = 10,
                          .failures = 2};
    store->put(train);
    store->put(ComponentRecord{.path = u"root"_s, .type = u"Daily"_s, .states = Value::of(Json{{"day", 3}})});
    store->commit();
    train.successes = 11;
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
    QCOMPARE(components[0].successes, 11);
    QCOMPARE(components[0].failures, 2);
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

void StoreTest::saysWhichValueIsDamaged()
{
    QTemporaryDir folder;
    const auto store = Store::open(folder.path());
    Run run = simpleRun(1);
    run.states = Value::of(QString(1'000'000, u'x'));
    store->put(callOf(run));
    store->commit();
    const QString blob = folder.filePath(u"blobs/%1.zst"_s.arg(run.states.digest().toHex()));
    overwrite(blob, "damage", 20);
    const auto broken = errorOf([&] { store->call(run.key); });
    QVERIFY(broken);
    QCOMPARE(broken->kind, StoreError::Kind::Damaged);
    QVERIFY(QFile::remove(blob));
    const auto gone = errorOf([&] { store->call(run.key); });
    QVERIFY(gone);
    QCOMPARE(gone->kind, StoreError::Kind::Damaged);
    QVERIFY2(gone->happened.contains(run.states.digest().toHex()), gone->what());
}

void StoreTest::aKillLeavesWholeCommits_data()
{
    QTest::addColumn<int>("commits");
    QTest::addColumn<int>("uncommitted");
    QTest::newRow("before anything is put") << 0 << 0;
    QTest::newRow("between the first put and its commit") << 0 << 3;
    QTest::newRow("right after a commit") << 4 << 0;
    QTest::newRow("between a put and its commit") << 4 << 1;
    QTest::newRow("with many puts gathered") << 20 << 30;
}

void StoreTest::aKillLeavesWholeCommits()
{
    QFETCH(int, commits);
    QFETCH(int, uncommitted);
    QTemporaryDir folder;
    const auto finishedRun = [](RunId id) {
        Run run = simpleRun(id);
        run.states = Value::of(QString(id % 5 == 0 ? 100'000 : 500, QChar(int('a' + id % 20))));
        return run;
    };
    const int answer = inChild([&] {
        const auto store = Store::open(folder.path());
        for (RunId id = 1; id <= commits + uncommitted; ++id) {
            store->put(finishedRun(id));
            store->put(callOf(finishedRun(id)));
            if (id <= commits)
                store->commit();
        }
        ::_exit(7);
        return 0;
    });
    QCOMPARE(answer, 7);
    const auto store = Store::open(folder.path());
    QCOMPARE(store->lastRunId(), commits);
    for (RunId id = 1; id <= commits + uncommitted; ++id) {
        QCOMPARE(store->run(id).has_value(), id <= commits);
        QCOMPARE(store->call(finishedRun(id).key).has_value(), id <= commits);
        if (id <= commits)
            QCOMPARE(allOf(*store->run(id)), allOf(finishedRun(id)));
    }
}

void StoreTest::marksInterruptedRunsAsLost()
{
    QTemporaryDir folder;
    QCOMPARE(inChild([&] {
                 const auto store = Store::open(folder.path());
                 store->put(simpleRun(1));
                 store->put(simpleRun(2, Status::Running));
                 store->put(simpleRun(3, Status::Queued));
                 store->put(Activity{.at = fromMicroseconds(9'000'000), .what = u"warning"_s});
                 store->commit();
                 return 0;
             }),
             0);
    {
        const auto store = Store::open(folder.path());
        QCOMPARE(store->lostRun(simpleRun(1).key), 0);
        QCOMPARE(store->lostRun(simpleRun(2).key), 2);
        QCOMPARE(store->lostRun(simpleRun(3).key), 3);
        QCOMPARE(store->run(1)->status, Status::Succeeded);
        QCOMPARE(store->run(2)->status, Status::Lost);
        QCOMPARE(store->run(2)->finished, fromMicroseconds(9'000'000)); // the last sign of life
        QVERIFY(!store->run(3)->error.isEmpty());
        QVERIFY(!store->hasUncommitted());
    }
    QCOMPARE(Store::open(folder.path())->lostRun(simpleRun(2).key), 0); // lost to the process before the last
}

void StoreTest::aFolderHasOneApp()
{
    QTemporaryDir folder;
    const auto store = Store::open(folder.path());
    QCOMPARE(History::open(folder.path())->info().pid, ::getpid());
    const int answer = inChild([&] {
        const auto error = errorOf([&] { Store::open(folder.path()); });
        const QString pid = u"Process %1 "_s.arg(::getppid());
        return error && error->kind == StoreError::Kind::Locked && error->why.startsWith(pid) ? 1 : 0;
    });
    QCOMPARE(answer, 1);
    QVERIFY(errorOf([&] { Store::open(folder.path()); })); // nor twice in one process
    store->put(simpleRun(1));
    store->commit();
}

void StoreTest::theLockEndsWithItsProcess()
{
    QTemporaryDir folder;
    const int answer = inChild([&] {
        static const auto store = Store::open(folder.path());
        ::_exit(5);
        return 0;
    });
    QCOMPARE(answer, 5);
    QCOMPARE(History::open(folder.path())->info().pid, 0);
    QVERIFY(Store::open(folder.path()));
}

void StoreTest::refusesWhatItCannotUse_data()
{
    using Damage = std::function<void(const QString &)>;
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<StoreError::Kind>("kind");
    const auto add = [](const char *name, StoreError::Kind kind, Damage damage) {
        QTest::newRow(name) << damage << kind;
    };
    add("a file of a newer version", StoreError::Kind::Newer,
        [](const QString &file) { overwrite(file, QByteArray("\0\0\0\7", 4), 60); });
    add("a file that is no database", StoreError::Kind::NotAHistory,
        [](const QString &file) { overwrite(file, "This is a letter to my aunt."); });
    add("a database of another program", StoreError::Kind::NotAHistory,
        [](const QString &file) { overwrite(file, QByteArray(4, '\0'), 68); });
    add("an empty file", StoreError::Kind::NotAHistory, [](const QString &file) { QFile::resize(file, 0); });
    add("a file cut off in its first bytes", StoreError::Kind::NotAHistory,
        [](const QString &file) { QFile::resize(file, 50); });
    add("a file cut off in its first page", StoreError::Kind::Damaged,
        [](const QString &file) { QFile::resize(file, 3000); });
    add("a folder in the place of the file", StoreError::Kind::Unreadable, [](const QString &file) {
        QFile::remove(file);
        QDir().mkdir(file);
    });
}

void StoreTest::refusesWhatItCannotUse()
{
    QFETCH(std::function<void(const QString &)>, damage);
    QFETCH(StoreError::Kind, kind);
    QTemporaryDir folder;
    Store::open(folder.path())->put(simpleRun(1));
    damage(historyIn(folder));
    const auto before = filesIn(folder.path());
    const auto writing = errorOf([&] { Store::open(folder.path()); });
    QVERIFY(writing);
    QCOMPARE(writing->kind, kind);
    QVERIFY(!writing->happened.isEmpty() && !writing->why.isEmpty() && !writing->attempt.isEmpty());
    QCOMPARE(QString::fromUtf8(writing->what()).split(u'\n'),
             (QStringList{writing->happened, writing->why, writing->attempt}));
    QCOMPARE(filesIn(folder.path()), before);
    const auto reading = errorOf([&] { History::open(historyIn(folder))->newestRows(10); });
    QVERIFY(reading);
    QCOMPARE(filesIn(folder.path()), before);
}

void StoreTest::refusesAFolderWithoutPermission()
{
    QTemporaryDir folder;
    Store::open(folder.path())->put(simpleRun(1));
    QFile::setPermissions(folder.path(),
                          QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
    const auto isRefused = [](const QString &path) {
        const auto error = errorOf([&] { Store::open(path); });
        return error && error->kind == StoreError::Kind::Unreadable;
    };
    const int answer = inChild([&] {
        if (!becomeNobody())
            return 2;
        return isRefused(folder.path()) && isRefused(folder.filePath(u"below"_s)) ? 1 : 0;
    });
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (answer == 2)
        QSKIP("the rights of root cannot be given away here");
    QCOMPARE(answer, 1);
    QVERIFY(isRefused(historyIn(folder))); // a file is no folder
}

void StoreTest::keepsWhatAFullDiskRefuses()
{
    QTemporaryDir folder;
    const auto store = Store::open(folder.path());
    store->put(simpleRun(1));
    store->commit();
    Run large = simpleRun(2);
    large.states = Value::of(QString(200'000, u'x'));
    large.log = QByteArray(20'000, 'l');
    large.code = u"2.0"_s;
    for (const Run &run : {large, simpleRun(3)}) {
        store->put(run);
        store->put(callOf(run));
        const auto error = errorOf([&] {
            const DiskFull full;
            store->commit();
        });
        QVERIFY(error);
        QCOMPARE(error->kind, StoreError::Kind::Full);
        QVERIFY(store->hasUncommitted());
    }
    QCOMPARE(History::open(folder.path())->countRuns(), 1);
    QCOMPARE(allOf(*store->run(2)), allOf(large)); // still known meanwhile
    store->commit();
    QVERIFY(!store->hasUncommitted());
    const auto history = History::open(folder.path());
    QCOMPARE(history->countRuns(), 3);
    QCOMPARE(allOf(*history->run(2)), allOf(large));
    QCOMPARE(allOf(*history->run(3)), allOf(simpleRun(3)));
}

void StoreTest::survivesAFullDiskAtClosing()
{
    QTemporaryDir folder;
    auto store = Store::open(folder.path());
    store->put(simpleRun(1));
    {
        const DiskFull full;
        QVERIFY(errorOf([&] { store->close(); }));
    }
    store->close();
    QVERIFY(Store::open(folder.path())->run(1));
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

void StoreTest::closesWhileSomebodyReads()
{
    QTemporaryDir folder;
    auto store = Store::open(folder.path());
    const auto history = History::open(folder.path());
    QCOMPARE(history->countRuns(), 0);
    store->put(simpleRun(1));
    store->close();
    QCOMPARE(history->countRuns(), 1);
    QCOMPARE(history->info().pid, 0);
    store = Store::open(folder.path());
    store->put(simpleRun(2));
    store->commit();
    QCOMPARE(history->countRuns(), 2);
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

void StoreTest::readersInOtherThreadsSeeWholeCommits()
{
    QTemporaryDir folder;
    const auto store = Store::open(folder.path());
    std::atomic<bool> done = false;
    std::atomic<qint64> torn = 0, looks = 0;
    std::thread reader([&] {
        const auto history = History::open(folder.path());
        while (!done || looks == 0) {
            torn += history->countRuns() % 2; // runs are committed in pairs
            history->newestRows(10);
            ++looks;
        }
    });
    for (RunId id = 1; id <= 400 || looks == 0; id += 2) {
        store->put(simpleRun(id));
        store->put(simpleRun(id + 1));
        store->commit();
    }
    done = true;
    reader.join();
    QCOMPARE(torn.load(), 0);
}

Q_DECLARE_METATYPE(std::function<void(const QString &)>)
Q_DECLARE_METATYPE(once::StoreError::Kind)
QTEST_GUILESS_MAIN(StoreTest)
#include "tst_store.moc"
