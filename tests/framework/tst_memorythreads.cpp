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

    void aCircleThroughTwoMemoriesIsRefused() // P6
    {
        static std::function<int(int)> f, g;
        static std::latch *both = nullptr;
        std::latch latch(2);
        both = &latch;
        f = Memory(m_folder->filePath(u"one"_s), heard()).cache(u"f"_s, +[](int x) { return both->arrive_and_wait(), g(x); }, versioned);
        g = Memory(m_folder->filePath(u"two"_s), heard()).cache(u"g"_s, +[](int x) { return both->arrive_and_wait(), f(x); }, versioned);
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
