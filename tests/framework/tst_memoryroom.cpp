// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// How much a Memory holds, on disk and in the process, when others use its folder as well.
#include <support/child.h>
#include <support/memoryplace.h>
#include <support/sql.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Series
{
    QString name;
    std::vector<double> values;
};
ONCE_DESCRIBE(Series, name, values)

Series series(int length) { return {.name = u"series"_s, .values = std::vector<double>(std::size_t(length))}; }

Json nested(int length) { return {{"values", std::vector<double>(std::size_t(length))}}; }

std::vector<std::vector<double>> table(int length) { return {std::vector<double>(std::size_t(length)), {1}}; }

Array<double> zeros(int length) { return Array<double>({length}); }

} // namespace

class MemoryRoomTest : public QObject, private MemoryPlace
{
    Q_OBJECT

    qint64 onDiskNow() const { return CallCatalog::open(place())->calls().size(); }

private Q_SLOTS:
    void init()
    {
        renew();
    }

    void withoutRoomInMemoryEachAnswerIsReadAnew() // E10
    {
        const auto f = onDisk({.inMemory = {.bytes = 0}}).cache(u"f"_s, same, versioned);
        f(1);
        QCOMPARE(f.call(1).by, AnsweredBy::Disk);
        QCOMPARE(f.call(1).by, AnsweredBy::Disk);
    }

    void whatWasUsedLongestAgoGoesFirst() // E5
    {
        const Memory kept = onDisk({.limits = {.items = 10}});
        const auto f = kept.cache(u"f"_s, same, versioned);
        for (int x = 1; x <= 10; ++x, m_clock.advance(1s))
            f(x);
        f(1);
        m_clock.advance(1s);
        f(11); // takes out two
        QVERIFY(f.contains(1) && f.contains(11));
        QVERIFY(!f.contains(2) && !f.contains(3));
        QVERIFY(f.contains(4));
    }

    void aResultAboveAllLimitsIsHeldByItsReference() // S9
    {
        const auto f = onDisk({.limits = {.bytes = 1'000}, .inMemory = {.bytes = 1'000}}).cache(u"zeros"_s, zeros, versioned);
        QCOMPARE(f.shelve(50'000).get().size(), 50'000);
    }

    void whatIsPinnedIsNotLookedAtWithEachPut() // E9
    {
        const Memory kept = onDisk({.limits = {.items = 20}});
        const auto f = kept.cache(u"f"_s, same, versioned);
        for (int x = 1; x <= 20; ++x)
            f(x);
        const auto catalog = CallCatalog::open(place());
        for (const StoredCall &call : catalog->calls())
            catalog->pin(call.key, true);
        f(21); // goes, as nothing else may
        QCOMPARE(catalog->calls().size(), 20);
        f(22); // the next look is after another tenth
        QCOMPARE(catalog->calls().size(), 21);
        f(23);
        QCOMPARE(catalog->calls().size(), 20);
    }

    void roomForOneHoldsTheLast() // E10
    {
        const Memory kept = Memory::inProcess(heard({.inMemory = {.items = 1}}));
        const auto f = kept.cache(u"f"_s, same, versioned);
        for (const int x : {1, 2, 1, 2, 2})
            f(x);
        QCOMPARE(executed.take(), QStringList({u"1"_s, u"2"_s, u"1"_s, u"2"_s}));
        QCOMPARE(kept.held(), 1);
    }

    void withoutALimitNothingGoes() // E10, E1
    {
        const Memory kept = Memory::inProcess(heard({.inMemory = {}}));
        const auto f = kept.cache(u"f"_s, same, versioned);
        for (int x = 0; x < 1000; ++x)
            f(x);
        QCOMPARE(kept.held(), 1000);
        QCOMPARE(kept.reduceSize({}), 0);
    }

    void aLargeValueWeighsWhatItHoldsInside() // E10
    {
        const Memory kept = Memory::inProcess(heard({.inMemory = {.bytes = 10'000}}));
        const auto holds = [&](const auto &f) {
            f(10);
            const bool holdsSmall = f.contains(10);
            f(5'000);
            return holdsSmall && !f.contains(5'000);
        };
        QVERIFY(holds(kept.cache(u"series"_s, series, versioned)));
        QVERIFY(holds(kept.cache(u"nested"_s, nested, versioned)));
        QVERIFY(holds(kept.cache(u"table"_s, table, versioned)));
        QVERIFY(holds(kept.cache(u"zeros"_s, zeros, versioned)));
    }

    void whatHasNoValueTakesRoomAsWell() // E10
    {
        const Memory kept = Memory::inProcess(heard({.inMemory = {.bytes = 100'000}}));
        const auto f = kept.cache(u"f"_s, +[](int) {}, versioned);
        for (int i = 0; i < 10'000; ++i)
            f(i);
        QVERIFY(kept.held() > 0 && kept.held() < 1'000);
        const Memory none = Memory::inProcess(heard({.inMemory = {.bytes = 0}}));
        none.cache(u"f"_s, +[](int) {}, versioned)(1);
        QCOMPARE(none.held(), 0);
    }

    void theMemoryOfTheProcessCanBeReduced() // E3, E4
    {
        const Memory kept = Memory::inProcess(heard());
        const auto f = kept.cache(u"f"_s, same, versioned);
        for (int x = 0; x < 10; ++x)
            f(x);
        m_clock.advance(10s);
        f(10);
        QCOMPARE(kept.reduceSize({.items = 20}), 0);
        QCOMPARE(kept.reduceSize({.age = 10s}), 10);
        QVERIFY(f.contains(10));
        QCOMPARE(kept.reduceSize({.items = 0}), 1);
    }

    void aNegativeLimitIsRefused_data() // E4
    {
        QTest::addColumn<bool>("hasFolder");
        QTest::newRow("in a folder") << true;
        QTest::newRow("in the process") << false;
    }
    void aNegativeLimitIsRefused()
    {
        QFETCH(bool, hasFolder);
        const Memory kept = hasFolder ? onDisk() : Memory::inProcess(heard());
        kept.cache(u"f"_s, same, versioned)(1);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, kept.reduceSize({.items = -1}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, kept.reduceSize({.bytes = -1}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, kept.reduceSize({.age = -1s}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, onDisk({.limits = {.items = -1}}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, Memory::inProcess({.inMemory = {.bytes = -1}}));
    }

    void aLimitHoldsWhenSeveralProcessesPut() // E7, E8
    {
        const auto fill = [&](int from) {
            const auto f = onDisk({.limits = {.items = 20}}).cache(u"f"_s, same, versioned);
            for (int x = from; x < from + 100; ++x)
                f(x);
            return 7;
        };
        QList<pid_t> children;
        for (int i = 0; i < 3; ++i) {
            const pid_t child = ::fork();
            if (child == 0)
                ::_exit(fill(1000 * i));
            children.append(child);
        }
        for (const pid_t child : children) {
            int status = 0;
            ::waitpid(child, &status, 0);
            QCOMPARE(WEXITSTATUS(status), 7);
        }
        QVERIFY2(onDiskNow() <= 20 + 3 * 2, qPrintable(QString::number(onDiskNow()))); // a tenth for each
        QVERIFY(onDiskNow() >= 18 - 3 * 2);
    }

    void theFilesOfArraysCountForALimit() // E2, E7
    {
        const Memory kept = onDisk({.limits = {.bytes = 2'000'000}});
        const auto f = kept.cache(u"zeros"_s, zeros, versioned);
        for (int i = 0; i < 10; ++i) // 400 KB each
            f(50'000 + i);
        const auto calls = CallCatalog::open(place())->calls();
        QVERIFY2(calls.size() >= 3 && calls.size() <= 5, qPrintable(QString::number(calls.size())));
        QVERIFY(calls[0].bytes > 400'000);
        QCOMPARE(QDir(place() + u"/blobs"_s).entryList(QDir::Files).size(), calls.size());
    }

    void whatComesToSomethingElseTakesNoMoreRoom_data() // E7
    {
        QTest::addColumn<int>("length");
        QTest::newRow("among the contents") << 1'000;
        QTest::newRow("in a file of its own") << 20'000;
    }
    void whatComesToSomethingElseTakesNoMoreRoom()
    {
        QFETCH(int, length);
        static int times;
        times = 0;
        const Memory kept = onDisk();
        const auto f = kept.cache(u"f"_s, +[](int size) { return Array<int>({size}, ++times); }, {.version = u"1"_s, .isAlwaysComputed = true});
        const auto left = [this] {
            return numberIn(place() + u"/calls.db"_s, "SELECT count(*) FROM contents") + QDir(place() + u"/blobs"_s).entryList(QDir::Files).size();
        };
        f(length);
        const qint64 once = left();
        for (int i = 0; i < 20; ++i)
            f(length);
        QCOMPARE(times, 21);
        QCOMPARE(left(), once);
        kept.reduceSize({.bytes = 0});
        QCOMPARE(left(), 0);
    }

    void ageIsEnforcedThoughTheClockIsSetBack() // V6, E7
    {
        const Memory kept = onDisk({.limits = {.age = std::chrono::seconds(100s)}});
        const auto f = kept.cache(u"f"_s, same, versioned);
        f(1);
        m_clock.step(-1h);
        f(2);
        m_clock.advance(101s);
        f(3);
        QVERIFY(!f.contains(2));
        QVERIFY(f.contains(3));
    }

    void whatAnotherHasClearedIsAnsweredFromMemoryAndPutAnew() // E8, P10
    {
        const Memory kept = onDisk();
        const auto f = kept.cache(u"f"_s, same, versioned);
        f(1);
        QCOMPARE(inChild([&] { return onDisk().clear(), 7; }), 7);
        QCOMPARE(f.call(1).by, AnsweredBy::Memory);
        f(2);
        const auto catalog = CallCatalog::open(place());
        QCOMPARE(catalog->calls().size(), 1);
        QCOMPARE(catalog->functions().value(0).name, u"f"_s);
        QCOMPARE(kept.reduceSize({.items = 0}), 1);
    }

    void theLastCallAloneIsOnDisk() // M9
    {
        const auto f = onDisk().cache(u"f"_s, same, {.version = u"1"_s, .kept = Kept::Last});
        f(1), f(2), f(3);
        QCOMPARE(onDiskNow(), 1);
        QCOMPARE(onDisk().cache(u"f"_s, same, versioned).call(3).by, AnsweredBy::Disk);
    }

    void besideTheLastCallThosePinnedStay() // M9
    {
        const auto f = onDisk().cache(u"f"_s, same, {.version = u"1"_s, .kept = Kept::Last});
        f(1);
        const auto catalog = CallCatalog::open(place());
        catalog->pin(catalog->calls()[0].key, true);
        f(2), f(3);
        QCOMPARE(onDiskNow(), 2);
    }
};

QTEST_GUILESS_MAIN(MemoryRoomTest)
#include "tst_memoryroom.moc"
