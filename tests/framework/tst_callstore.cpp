// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The store of calls that many processes share: what it keeps, who may compute, and what it makes of damage.
#include <once/callcatalog.h>
#include <once/callstore.h>

#include <support/child.h>
#include <support/diskfull.h>
#include <support/memorycalls.h>
#include <support/sql.h>
#include <support/stored.h>

#include <csignal>
#include <map>
#include <thread>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

const CallKey key = Digest::of("a call");

SharedCall outcome(const CallKey &of, qsizetype length = 500)
{
    return {{.key = of,
            .run = 12,
            .finished = fromMicroseconds(1'337'918'400'000'001),
            .props = Value::of(Json{1, 2}),
            .states = Value::of(Json{{"sum", QString(length, u'x')}}),
             .result = Value::of(3)}};
}

SharedCall failure(const CallKey &of)
{
    return {{.key = of, .run = 13, .status = Status::Failed, .error = u"no such host"_s}};
}

std::unique_ptr<CallStore> openIn(const QTemporaryDir &folder, const QString &user = u"prices"_s)
{
    return CallStore::open(folder.path(), user);
}

// Two keys whose locks are one.
CallKey withByte(char last) { return Digest::fromBytes("eight by" + QByteArray(7, '-') + last); }

qint64 valuesIn(const QTemporaryDir &folder) { return numberIn(folder.filePath(u"calls.db"_s), "SELECT count(*) FROM contents"); }

QStringList blobsIn(const QTemporaryDir &folder)
{
    return QDir(folder.filePath(u"blobs"_s)).entryList(QDir::Files | QDir::Hidden);
}

} // namespace

class CallStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatOneHasPutTheOtherFinds_data()
    {
        QTest::addColumn<int>("length");
        QTest::newRow("in the row") << 3;
        QTest::newRow("among the contents") << 500;
        QTest::newRow("in a file of its own") << 200'000;
    }
    void whatOneHasPutTheOtherFinds()
    {
        QFETCH(int, length);
        const QTemporaryDir folder;
        const auto prices = openIn(folder), weather = openIn(folder, u"weather"_s);
        QVERIFY(!weather->find(key));
        const SharedCall put = outcome(key, length);
        prices->put(put);
        const auto found = weather->find(key);
        QVERIFY(found);
        QCOMPARE(found->status, Status::Succeeded);
        QCOMPARE(found->finished, put.finished);
        QCOMPARE(found->props, put.props);
        QCOMPARE(found->states, put.states);
        QCOMPARE(found->result.to<int>(), 3);
        QCOMPARE(found->whose(), "run 12 of prices");
        QVERIFY(!weather->find(Digest::of("another call")));
    }

    void itIsThereWhenAllHaveLeft()
    {
        const QTemporaryDir folder;
        openIn(folder)->put(outcome(key));
        QVERIFY(openIn(folder)->find(key));
    }

    void eachOutcomeHasAnIdOfItsOwn()
    {
        const QTemporaryDir folder;
        const auto store = openIn(folder);
        store->put(failure(key));
        const auto first = store->find(key);
        QCOMPARE(first->status, Status::Failed);
        QCOMPARE(first->error, "no such host");
        store->put(failure(key));
        QVERIFY(store->find(key)->id != first->id);
    }

    void whatIsForgottenIsNotThere()
    {
        const QTemporaryDir folder;
        const auto prices = openIn(folder), weather = openIn(folder);
        prices->put(outcome(key));
        weather->forget(key);
        QVERIFY(!prices->find(key));
    }

    void aValueGoesWithTheLastCallThatRefersToIt_data()
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<bool>("hasFile");
        QTest::newRow("among the contents") << 500 << false;
        QTest::newRow("in a file of its own") << 200'000 << true;
    }
    void aValueGoesWithTheLastCallThatRefersToIt()
    {
        QFETCH(int, length);
        QFETCH(bool, hasFile);
        const QTemporaryDir folder;
        const auto store = openIn(folder);
        const auto haveStayed = [&](int values) { return valuesIn(folder) == values && blobsIn(folder).size() == (hasFile ? values : 0); };
        const CallKey other = Digest::of("another call");
        store->put(outcome(key, length));
        store->put(outcome(other, length));
        store->put(outcome(key, length + 1));
        QVERIFY(haveStayed(2));
        store->forget(other);
        QVERIFY(haveStayed(1));
        QCOMPARE(store->find(key)->states, outcome(key, length + 1).states);
        store->put(outcome(key, length + 1));
        QVERIFY(haveStayed(1));
        store->put(outcome(key, 3));
        QVERIFY(haveStayed(0));
        QVERIFY(store->find(key));
    }

    void aFileGoesWithTheLastCallThatRefersToIt()
    {
        const QTemporaryDir folder;
        const auto store = openIn(folder);
        putFileOf(folder.path(), *store, callTo(store->function(sineOf()), 1), "numbers");
        const QString name = putFileOf(folder.path(), *store, callTo(store->function(sineOf()), 2), "numbers");
        store->put(callTo(store->function(sineOf()), 1));
        QCOMPARE(blobsIn(folder), QStringList{name});
        store->forget(keyOf(2));
        QCOMPARE(blobsIn(folder), QStringList());
    }

    void aCallWhoseFileIsGoneIsNotPut()
    {
        const QTemporaryDir folder;
        const auto store = openIn(folder);
        SharedCall call = outcome(key);
        call.file = u"gone.npy"_s;
        const auto error = errorOf([&] { store->put(call); });
        QVERIFY(error);
        QCOMPARE(error->kind, StoreError::Kind::Missing);
        QVERIFY(!store->find(key));
    }

    void ofCallsThatArePutAloneTheLastStaysAndWhatIsPinned()
    {
        const QTemporaryDir folder;
        const auto prices = openIn(folder), weather = openIn(folder, u"weather"_s);
        for (int version = 1; version <= 4; ++version) {
            CallStore &store = version % 2 ? *prices : *weather;
            store.putAlone(callTo(store.function(sineOf(QString::number(version))), version));
            if (version == 1)
                CallCatalog::open(folder.path())->pin(keyOf(1), true);
        }
        QVERIFY(prices->find(keyOf(1)));
        QVERIFY(!prices->find(keyOf(2)));
        QVERIFY(!prices->find(keyOf(3)));
        QVERIFY(prices->find(keyOf(4)));
        QCOMPARE(valuesIn(folder), 2);
    }

    void aCallIsClaimedByOneAtATime()
    {
        const QTemporaryDir folder;
        const auto prices = openIn(folder), weather = openIn(folder, u"weather"_s);
        auto claim = prices->claim(key);
        prices->sign(key);
        QVERIFY(claim);
        QVERIFY(!prices->claim(key));
        QVERIFY(!weather->claim(key));
        QCOMPARE(weather->claimant(key), u"process %1 of prices"_s.arg(::getpid()));
        QVERIFY(weather->claim(Digest::of("another call")));
        claim.reset();
        QVERIFY(weather->claim(key));
        QVERIFY(prices->claim(key));
    }

    void aProcessDoesNotWaitForAByteThatItHoldsItself()
    {
        const QTemporaryDir folder;
        const auto prices = openIn(folder), weather = openIn(folder);
        auto one = prices->claim(withByte('1')), two = prices->claim(withByte('2'));
        QVERIFY(one && two);
        QVERIFY(!weather->claim(withByte('3')));
        one.reset();
        QVERIFY(!weather->claim(withByte('1'))); // the byte is that of the second still
        two.reset();
        QVERIFY(weather->claim(withByte('1')));
    }

    void aClaimEndsWithItsProcess()
    {
        const QTemporaryDir folder;
        int pipe[2];
        QCOMPARE(::pipe(pipe), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            const auto store = openIn(folder);
            const auto claim = store->claim(key);
            store->sign(key);
            if (!claim || ::write(pipe[1], "!", 1) != 1)
                ::_exit(1);
            ::pause(); // until it is killed
        }
        char sign = 0;
        QCOMPARE(::read(pipe[0], &sign, 1), 1);
        const auto store = openIn(folder, u"weather"_s);
        QVERIFY(!store->claim(key));
        QCOMPARE(store->claimant(key), u"process %1 of prices"_s.arg(child));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QVERIFY(store->claim(key));
        ::close(pipe[0]);
        ::close(pipe[1]);
    }

    void aClaimEndsWithItsProcessThoughAChildOfItLives()
    {
        const QTemporaryDir folder;
        int pipe[2], begun[2];
        QCOMPARE(::pipe(pipe), 0);
        QCOMPARE(::pipe(begun), 0);
        const int answer = inChild([&]() -> int {
            const auto store = openIn(folder);
            const auto claim = store->claim(key);
            const pid_t forked = ::fork();
            char byte = 0;
            if (forked == 0) {
                ::close(pipe[1]);
                const bool isTold = ::write(begun[1], "x", 1) == 1;
                ::_exit(isTold ? int(::read(pipe[0], &byte, 1)) : 1); // until the test has come to its end
            }
            ::_exit(::read(begun[0], &byte, 1) == 1 && claim ? 7 : 0);
        });
        QCOMPARE(answer, 7);
        QVERIFY(openIn(folder)->claim(key));
        ::close(begun[0]);
        ::close(begun[1]);
        ::close(pipe[0]);
        ::close(pipe[1]);
    }

    // Each thread as if it were a process: with a store of its own.
    void manyComputeEachCallOnce()
    {
        constexpr int users = 6, calls = 40;
        const QTemporaryDir folder;
        std::mutex mutex;
        std::map<CallKey, int> computed;
        std::atomic<int> wrong = 0;
        const auto computeAll = [&](int user) {
            const auto store = openIn(folder, QString::number(user));
            for (int i = 0; i < calls; ++i) {
                const CallKey of = Digest::of(QByteArray::number((i * (user + 1)) % calls));
                std::optional<SharedCall> known;
                while (!(known = store->find(of))) {
                    const auto claim = store->claim(of);
                    if (!claim || store->find(of)) {
                        std::this_thread::yield();
                        continue;
                    }
                    {
                        const std::lock_guard guard(mutex);
                        ++computed[of];
                    }
                    store->put(outcome(of, i % 3 ? 10 : 100'000));
                }
                wrong += known->result.to<int>() != 3;
            }
        };
        {
            std::vector<std::jthread> threads;
            for (int user = 0; user < users; ++user)
                threads.emplace_back(computeAll, user);
        }
        QCOMPARE(wrong.load(), 0);
        QVERIFY(!computed.empty());
        for (const auto &[of, times] : computed)
            QCOMPARE(times, 1);
    }

    void theThreadsOfOneStoreComputeACallOnce()
    {
        const QTemporaryDir folder;
        const auto store = openIn(folder);
        std::atomic<int> computed = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 6; ++i)
                threads.emplace_back([&] {
                    while (!store->find(key))
                        if (const auto claim = store->claim(key); claim && !store->find(key)) {
                            ++computed;
                            store->put(outcome(key));
                        }
                });
        }
        QCOMPARE(computed.load(), 1);
    }

    void damageIsFoundOnceAndTheCallCanBePutAnew_data()
    {
        QTest::addColumn<QByteArray>("damage"); // SQL; empty: the file of its own
        QTest::addColumn<int>("length");
        QTest::newRow("another result in the row")
            << QByteArray("UPDATE calls SET result = x'030400000000000000'") << 500;
        QTest::newRow("another status") << QByteArray("UPDATE calls SET status = 4") << 500;
        QTest::newRow("the key of another call")
            << QByteArray("UPDATE calls SET key = key, id = id + 1") << 500;
        QTest::newRow("no seal") << QByteArray("UPDATE calls SET seal = NULL") << 500;
        QTest::newRow("a value that is gone") << QByteArray("DELETE FROM contents") << 500;
        QTest::newRow("a value that is another") << QByteArray("UPDATE contents SET data = x'00'") << 500;
        QTest::newRow("a reference that is cut") << QByteArray("UPDATE calls SET states = x'ff00'") << 500;
        QTest::newRow("a file that is cut") << QByteArray() << 200'000;
    }
    void damageIsFoundOnceAndTheCallCanBePutAnew()
    {
        QFETCH(QByteArray, damage);
        QFETCH(int, length);
        const QTemporaryDir folder;
        const auto store = openIn(folder);
        const SharedCall put = outcome(key, length);
        store->put(put);
        if (damage.isEmpty())
            QVERIFY(QFile::resize(folder.filePath(u"blobs/%1.zst"_s.arg(put.states.digest().toHex())), 30));
        else
            QCOMPARE(execute(store->file(), damage), 1);

        const auto error = errorOf([&] { store->find(key); });
        QVERIFY(error);
        QCOMPARE(error->kind, StoreError::Kind::Damaged);
        QVERIFY(!store->find(key));
        store->put(put);
        QCOMPARE(store->find(key)->states, put.states);
    }

    // Two processes have the value; one finds it damaged, and the other puts it again without knowing that.
    void aValueThatAnotherHasTakenOutIsWrittenAnew()
    {
        const QTemporaryDir folder;
        const auto prices = openIn(folder), weather = openIn(folder);
        prices->put(outcome(key));
        QCOMPARE(execute(prices->file(), "UPDATE contents SET data = x'00'"), 1);
        QVERIFY(errorOf([&] { weather->find(key); }));
        prices->put(outcome(key));
        QVERIFY(weather->find(key));
    }

    void manyWhoComeAtOnceMakeOneFile()
    {
        for (int round = 0; round < 20; ++round) {
            const QTemporaryDir place;
            const QString folder = place.filePath(u"a/b"_s);
            std::atomic<int> failed = 0;
            {
                std::vector<std::jthread> threads;
                for (int i = 0; i < 4; ++i)
                    threads.emplace_back([&, i] {
                        const CallKey own = Digest::of(QByteArray::number(i));
                        failed +=
                            errorOf([&] { CallStore::open(folder, {})->put(outcome(own)); }).has_value();
                    });
            }
            QCOMPARE(failed.load(), 0);
            const auto store = CallStore::open(folder, {});
            for (int i = 0; i < 4; ++i)
                QVERIFY(store->find(Digest::of(QByteArray::number(i))));
            QCOMPARE(QDir(folder).entryList(QDir::Files).filter(".part"), QStringList());
        }
    }

    void refusesWhatItCannotUse_data()
    {
        QTest::addColumn<QByteArray>("content"); // of calls.db, at an offset
        QTest::addColumn<int>("at");
        QTest::addColumn<StoreError::Kind>("kind");
        QTest::newRow("a newer format") << QByteArray("\0\0\0\x63", 4) << 60 << StoreError::Kind::Newer;
        QTest::newRow("a database of another program")
            << QByteArray("else") << 68 << StoreError::Kind::NotAHistory;
        QTest::newRow("a text") << QByteArray("Once upon a time") << 0 << StoreError::Kind::NotAHistory;
    }
    void refusesWhatItCannotUse()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, at);
        QFETCH(StoreError::Kind, kind);
        const QTemporaryDir folder;
        openIn(folder);
        overwrite(folder.filePath(u"calls.db"_s), content, at);
        const auto before = filesIn(folder.path());
        const auto error = errorOf([&] { openIn(folder); });
        QVERIFY(error);
        QCOMPARE(error->kind, kind);
        QVERIFY2(error->attempt.contains("--store"), qPrintable(error->attempt));
        QCOMPARE(filesIn(folder.path()), before);
    }

    void refusesAFolderThatCannotBeMade()
    {
        const QTemporaryDir folder;
        overwrite(folder.filePath(u"file"_s), "no folder");
        const auto error = errorOf([&] { CallStore::open(folder.filePath(u"file/calls"_s), {}); });
        QVERIFY(error);
        QCOMPARE(error->kind, StoreError::Kind::Unreadable);
    }

    void refusesAFolderWithoutPermission()
    {
        const QTemporaryDir folder;
        openIn(folder)->put(outcome(key));
        QFile::setPermissions(folder.path(),
                              QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
        const int answer = inChild([&] {
            const auto error = becomeNobody() ? errorOf([&] { openIn(folder); }) : std::nullopt;
            return error && error->kind == StoreError::Kind::Unreadable && error->attempt.contains("--store")
                ? 7
                : 0;
        });
        QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QCOMPARE(answer, 7);
    }

    void aFullDiskRefusesTheOneCallAndLosesNothing()
    {
        const QTemporaryDir folder;
        const auto store = openIn(folder);
        store->put(outcome(key));
        const CallKey other = Digest::of("another call");
        {
            const DiskFull full;
            const auto error = errorOf([&] { store->put(outcome(other, 300'000)); });
            QVERIFY(error);
            QCOMPARE(error->kind, StoreError::Kind::Full);
            QVERIFY(store->find(key));
            QVERIFY(store->claim(other));
            store->sign(other); // is left out
        }
        QVERIFY(!store->find(other));
        store->put(outcome(other, 300'000));
        QVERIFY(store->find(other));
    }
};

QTEST_GUILESS_MAIN(CallStoreTest)
#include "tst_callstore.moc"
