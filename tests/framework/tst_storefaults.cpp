// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/history.h>

#include <support/child.h>
#include <support/diskfull.h>
#include <support/madeup.h>
#include <support/stored.h>

#include <atomic>
#include <thread>

using namespace once;
using namespace Qt::StringLiterals;

class StoreFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhichValueIsDamaged();
    void believesNoSizeThatABlobCannotHold();
    void aKillLeavesWholeCommits_data();
    void aKillLeavesWholeCommits();
    void marksInterruptedRunsAsLost();
    void aFolderHasOneApp();
    void theLockEndsWithItsProcess();
    void aForkedChildDoesNotHoldTheFolder();
    void refusesWhatItCannotUse_data();
    void refusesWhatItCannotUse();
    void refusesAFolderWithoutPermission();
    void keepsWhatAFullDiskRefuses();
    void survivesAFullDiskAtClosing();
    void closesWhileSomebodyReads();
    void readersInOtherThreadsSeeWholeCommits();
};

void StoreFaults::saysWhichValueIsDamaged()
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

void StoreFaults::believesNoSizeThatABlobCannotHold()
{
    QTemporaryDir folder;
    const auto store = Store::open(folder.path());
    Run run = simpleRun(1);
    run.states = Value::of(QString(1'000'000, u'x'));
    store->put(callOf(run));
    store->commit();
    QFile blob(folder.filePath(u"blobs/%1.zst"_s.arg(run.states.digest().toHex())));
    QVERIFY(blob.open(QIODevice::WriteOnly | QIODevice::Truncate));
    blob.write(QByteArray::fromHex("28b52ffd" "a0" "0000ff7f" "230000" "78")); // 2 GB, it says, and holds "xxxx"
    blob.close();
    const auto refused = errorOf([&] { store->call(run.key); });
    QVERIFY(refused);
    QCOMPARE(refused->kind, StoreError::Kind::Damaged);
    QVERIFY2(refused->why.contains(u"13 bytes, which cannot be the 2147418112"_s), refused->what());
}

void StoreFaults::aKillLeavesWholeCommits_data()
{
    QTest::addColumn<int>("commits");
    QTest::addColumn<int>("uncommitted");
    QTest::newRow("before anything is put") << 0 << 0;
    QTest::newRow("between the first put and its commit") << 0 << 3;
    QTest::newRow("right after a commit") << 4 << 0;
    QTest::newRow("between a put and its commit") << 4 << 1;
    QTest::newRow("with many puts gathered") << 20 << 30;
}

void StoreFaults::aKillLeavesWholeCommits()
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

void StoreFaults::marksInterruptedRunsAsLost()
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

void StoreFaults::aFolderHasOneApp()
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

void StoreFaults::theLockEndsWithItsProcess()
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

void StoreFaults::aForkedChildDoesNotHoldTheFolder()
{
    QTemporaryDir folder;
    auto store = Store::open(folder.path());
    int end[2], begun[2];
    QCOMPARE(::pipe(end), 0);
    QCOMPARE(::pipe(begun), 0);
    char byte = 0;
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(end[1]);
        const bool isTold = ::write(begun[1], "x", 1) == 1;
        ::_exit(isTold ? int(::read(end[0], &byte, 1)) : 1); // lives until the parent says so
    }
    const auto over = qScopeGuard([&] {
        for (const int pipe : {end[0], end[1], begun[0], begun[1]})
            ::close(pipe);
        ::waitpid(child, nullptr, 0);
    });
    QCOMPARE(::read(begun[0], &byte, 1), 1);
    store = nullptr;
    QCOMPARE(History::open(folder.path())->info().pid, 0);
    QVERIFY(Store::open(folder.path()));
}

void StoreFaults::refusesWhatItCannotUse_data()
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

void StoreFaults::refusesWhatItCannotUse()
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

void StoreFaults::refusesAFolderWithoutPermission()
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

void StoreFaults::keepsWhatAFullDiskRefuses()
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

void StoreFaults::survivesAFullDiskAtClosing()
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

void StoreFaults::closesWhileSomebodyReads()
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

void StoreFaults::readersInOtherThreadsSeeWholeCommits()
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

QTEST_GUILESS_MAIN(StoreFaults)
#include "tst_storefaults.moc"
