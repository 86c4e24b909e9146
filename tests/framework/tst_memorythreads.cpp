// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Threads that call cached functions at once, and wait for each other.
#include <support/gate.h>
#include <support/memoryplace.h>

#include <QTest>

#include <latch>
#include <thread>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

Gate gate;

} // namespace

class MemoryThreadsTest : public QObject, private MemoryPlace
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        renew();
        gate.open();
    }

    void aCallThatIsOverHoldsUpNobody() // P6
    {
        static std::function<int(int)> inner;
        for (int round = 0; round < 50; ++round) {
            const Memory kept = Memory::inProcess(heard());
            const auto f = kept.cache(u"f"_s, +[](int x) { return executed.add(u"at it"_s), gate.pass(), x; }, versioned);
            const auto g = kept.cache(u"g"_s, +[](int x) { return inner(x); }, versioned);
            inner = f;
            gate.close();
            std::jthread first([&] {
                f(1);
                QCOMPARE(g(1), 1); // which the other thread is at, and which waited for this one just now
            });
            QTRY_VERIFY(executed.contains(u"at it"_s));
            std::jthread second([&] { QCOMPARE(g(1), 1); });
            QTRY_COMPARE(f.info().waiting, 1);
            gate.open();
            first.join(), second.join();
            executed.take();
        }
        inner = nullptr;
    }

    void aCircleThroughTwoMemoriesIsRefused_data() // P6
    {
        QTest::addColumn<QString>("other");
        QTest::newRow("of two folders") << u"two"_s;
        QTest::newRow("of one folder") << u"one"_s;
    }
    void aCircleThroughTwoMemoriesIsRefused()
    {
        QFETCH(QString, other);
        static std::function<int(int)> f, g;
        static std::latch *both = nullptr;
        std::latch latch(2);
        both = &latch;
        f = Memory(m_folder->filePath(u"one"_s), heard()).cache(u"f"_s, +[](int x) { return both->arrive_and_wait(), g(x); }, versioned);
        g = Memory(m_folder->filePath(other), heard()).cache(u"g"_s, +[](int x) { return both->arrive_and_wait(), f(x); }, versioned);
        std::atomic<int> refused = 0;
        const auto call = [&refused](const auto &function) {
            try {
                function(1);
            } catch (const std::logic_error &) {
                ++refused;
            }
        };
        {
            std::jthread first([&] { call(f); }), second([&] { call(g); });
        }
        QCOMPARE(refused.load(), 2); // one of them has closed the circle, and the other has waited for it
        f = g = nullptr;
    }

    void whoJoinsACallThatIsNotKeptGetsNoKeyOfIt() // L4
    {
        static int counted = 0;
        const auto f = onDisk().cache(u"f"_s, +[](int x) { return executed.add(u"at it"_s), gate.pass(), x + ++counted; },
                                      {.version = u"1"_s, .dependsOn = {dependency(u"counted"_s, &counted)}});
        gate.close();
        std::jthread first([&] { f(1); });
        QTRY_VERIFY(executed.contains(u"at it"_s));
        std::optional<Answer<int>> joined;
        std::jthread second([&] { joined = f.call(1); });
        QTRY_COMPARE(f.info().waiting, 1);
        gate.open();
        second.join();
        QCOMPARE(joined->by, AnsweredBy::Another);
        QVERIFY(joined->key.isNone());
    }

    void whatIsForgottenWhileItIsComputedIsOfThoseWhoWaitAlone_data() // P10
    {
        QTest::addColumn<bool>("clears");
        QTest::addColumn<bool>("hasFolder");
        for (const bool hasFolder : {false, true})
            for (const bool clears : {false, true})
                QTest::addRow("%s, %s", clears ? "clear" : "forget", hasFolder ? "on disk" : "in memory") << clears << hasFolder;
    }
    void whatIsForgottenWhileItIsComputedIsOfThoseWhoWaitAlone()
    {
        QFETCH(bool, clears);
        QFETCH(bool, hasFolder);
        static std::atomic<int> times;
        times = 0;
        const Memory kept = hasFolder ? onDisk() : Memory::inProcess(heard());
        const auto f = kept.cache(u"f"_s, +[](int) { const int now = ++times; return executed.add(u"at it"_s), gate.pass(), now; }, versioned);
        gate.close();
        int before = 0, after = 0;
        std::jthread first([&] { before = f(1); });
        QTRY_VERIFY(executed.contains(u"at it"_s));
        if (clears)
            f.clear();
        else
            f.forget(1);
        std::jthread second([&] { after = f(1); });
        if (!hasFolder) // nobody has the call to himself there
            QTRY_COMPARE(times.load(), 2);
        gate.open();
        first.join(), second.join();
        QCOMPARE(before, 1);
        QCOMPARE(after, 2);
        QCOMPARE(f(1), 2);
    }

    void whatIsClearedWhileItIsReadDoesNotComeBack() // P10
    {
        onDisk().cache(u"f"_s, same, versioned)(3);
        std::function<void()> clear = [] {};
        const auto f = onDisk().cache(u"f"_s, same, {.version = u"1"_s, .isValid = [&clear](const KeptResult &) {
            std::exchange(clear, [] {})();
            return true;
        }});
        clear = [&f] { f.clear(); };
        QCOMPARE(f.call(3).by, AnsweredBy::Disk);
        QVERIFY(!f.contains(3));
    }
};

QTEST_GUILESS_MAIN(MemoryThreadsTest)
#include "tst_memorythreads.moc"
