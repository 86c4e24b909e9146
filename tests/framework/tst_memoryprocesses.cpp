// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Processes that use one folder at once, that fork, and that are killed.
#include <support/child.h>
#include <support/memoryplace.h>
#include <support/noted.h>
#include <support/stored.h>

#include <QTest>

#include <csignal>
#include <thread>

#include <semaphore.h>
#include <sys/mman.h>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

// Of many processes: each says that it is about to call, and whoever computes waits until all have said so.
class Meeting
{
public:
    explicit Meeting(int most) : m_most(most) { ::sem_init(&m_come->come, 1, 0); }
    ~Meeting() { ::munmap(m_come, sizeof *m_come); }
    Meeting(const Meeting &) = delete;
    Meeting &operator=(const Meeting &) = delete;

    void come() { ::sem_post(&m_come->come); }
    void waitForAll()
    {
        for (int i = 0; i < m_most; ++i)
            while (::sem_wait(&m_come->come) != 0) { }
    }

private:
    struct Shared
    {
        sem_t come;
    };

    int m_most;
    Shared *m_come = static_cast<Shared *>(::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
};

Meeting *meeting = nullptr;

qint64 metSquare(qint64 x)
{
    noteRun("met");
    meeting->waitForAll();
    return x * x;
}

} // namespace

class MemoryProcessesTest : public QObject, private MemoryPlace
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        renew();
        runsFile = m_folder->filePath(u"runs"_s).toUtf8();
    }

    void eightProcessesWithEightThreadsComputeOnce() // P4
    {
        Meeting all(64);
        meeting = &all;
        QList<pid_t> children;
        for (int i = 0; i < 8; ++i) {
            const pid_t child = ::fork();
            if (child == 0) {
                const auto f = onDisk().cache(u"met"_s, metSquare, versioned);
                std::atomic<int> right = 0;
                {
                    std::vector<std::jthread> threads;
                    for (int j = 0; j < 8; ++j)
                        threads.emplace_back([&] {
                            meeting->come();
                            right += f(4) == 16;
                        });
                }
                ::_exit(right == 8 ? 0 : 1);
            }
            children.append(child);
        }
        for (const pid_t child : children) {
            int status = 1;
            ::waitpid(child, &status, 0);
            QCOMPARE(status, 0);
        }
        QCOMPARE(runs(), 1);
    }

    void whoeverIsKilledLeavesTheCallToTheNext() // P4
    {
        int pipe[2];
        QCOMPARE(::pipe(pipe), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            static int *out = pipe;
            onDisk().cache(u"f"_s, [](qint64 x) {
                if (::write(out[1], "x", 1) == 1)
                    ::pause();
                return x;
            }, versioned)(1);
            ::_exit(0);
        }
        char byte = 0;
        QCOMPARE(::read(pipe[0], &byte, 1), 1);
        int waits = 0;
        const Memory kept = onDisk({.verbose = 2, .onEvent = [&](const MemoryEvent &event) {
            if (event.kind == MemoryEvent::Kind::Waiting && ++waits == 1)
                ::kill(child, SIGKILL);
        }});
        QCOMPARE(kept.cache(u"f"_s, [](qint64 x) { return 10 * x; }, versioned)(1), 10);
        QCOMPARE(waits, 1);
        ::waitpid(child, nullptr, 0);
    }

    void whatAChildKeepsAfterItsParentHasLeftIsKept() // P1
    {
        constexpr int calls = 40;
        int pipe[2];
        QCOMPARE(::pipe(pipe), 0);
        pid_t child = 0;
        {
            const Memory kept = onDisk();
            const auto f = kept.cache(u"square"_s, square, versioned);
            f(-1);
            child = ::fork();
            if (child == 0) {
                f(0);
                char byte = 0;
                if (::read(pipe[0], &byte, 1) != 1) // until the parent has closed the folder
                    ::abort();
                for (int x = 1; x < calls; ++x)
                    f(x);
                kept.flush();
                ::_exit(0);
            }
        }
        QCOMPARE(::write(pipe[1], "x", 1), 1);
        int status = 1;
        ::waitpid(child, &status, 0);
        QCOMPARE(status, 0);
        QCOMPARE(CallCatalog::open(place())->calls().size(), calls + 1);
        QVERIFY(CallCatalog::open(place())->verify(false).isEmpty());
    }

    void aChildThatIsForkedInTheMiddleOfACallLeavesTheFolderAlone() // P1
    {
        static MemoryProcessesTest *test = nullptr;
        static pid_t child = 0;
        test = this;
        const auto f = onDisk().cache(u"forking"_s, +[](int) {
            child = ::fork();
            if (child == 0) {
                const auto inside = test->onDisk().cache(u"square"_s, square, versioned);
                ::_exit(inside(3) == 9 && inside.call(3).by == AnsweredBy::Memory ? 0 : 1);
            }
            int status = 1;
            ::waitpid(child, &status, 0);
            return status;
        }, versioned);
        QCOMPARE(f(1), 0);
        QVERIFY(f.contains(1));
    }

    // Its parent had forked before, in the middle of the same call.
    void aChildOfALaterForkLeavesTheFolderAloneAsWell() // P1
    {
        static MemoryProcessesTest *test = nullptr;
        test = this;
        const Memory kept = onDisk();
        static const Memory *memory = nullptr;
        memory = &kept;
        const auto f = kept.cache(u"forking"_s, +[](int) {
            const auto g = memory->cache(u"square"_s, square, versioned);
            inChild([] { return 0; });
            g(2);
            return inChild([&] { return g(3) == 9 && g.call(3).by == AnsweredBy::Memory && test->told(MemoryEvent::Kind::Degraded).size() == 1 ? 7 : 0; });
        }, versioned);
        QCOMPARE(f(1), 7);
        QCOMPARE(CallCatalog::open(place())->calls().size(), 2);
    }

    void aChildThatIsForkedBesideACatalogLeavesTheFolderAlone() // P1
    {
        const Memory kept = onDisk();
        const auto f = kept.cache(u"square"_s, square, versioned);
        f(1);
        const auto catalog = CallCatalog::open(place());
        catalog->calls();
        QCOMPARE(inChild([&] { return f(3) == 9 && f.call(3).by == AnsweredBy::Memory && told(MemoryEvent::Kind::Degraded).size() == 1 ? 7 : 0; }), 7);
        QCOMPARE(catalog->calls().size(), 1);
    }

    void aChildThatIsForkedInTheMiddleOfACallTakesNothingOut() // P1
    {
        const Memory kept = onDisk();
        static const Memory *memory = nullptr;
        memory = &kept;
        const auto f = kept.cache(u"forking"_s, +[](int x) {
            return x == 0 ? 0 : inChild([] {
                const auto g = memory->cache(u"square"_s, square, versioned);
                g.explain(5);
                g.clear();
                memory->clear();
                return memory->reduceSize({.items = 0}) == 0 ? 7 : 0;
            });
        }, versioned);
        f(0);
        QCOMPARE(f(1), 7);
        QCOMPARE(CallCatalog::open(place())->calls().size(), 2);
    }

    void noChildOfABusyProcessHangs_data() // P1
    {
        QTest::addColumn<bool>("isCalling");
        QTest::newRow("that calls") << true;
        QTest::newRow("that makes room") << false;
    }
    void noChildOfABusyProcessHangs()
    {
        QFETCH(bool, isCalling);
        const Memory kept = onDisk();
        const auto f = kept.cache(u"same"_s, +[](int x) { return x; }, versioned);
        f(0);
        std::atomic<bool> isOver = false;
        int hung = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 1; i <= 2; ++i)
                threads.emplace_back([&, i] {
                    for (int x = 0; !isOver; ++x)
                        isCalling ? void(f(i * 1'000'000 + x)) : void(kept.reduceSize({.items = 1'000'000}));
                });
            for (int i = 1; i <= 10; ++i)
                if (inChild([&] { ::alarm(20); return f(-i) == -i ? 7 : 0; }) != 7)
                    ++hung;
            isOver = true;
        }
        QCOMPARE(hung, 0);
    }

    void theStoreIsTakenOverByAnotherMemoryAfterFork() // P1
    {
        const Memory kept = onDisk();
        const auto f = kept.cache(u"square"_s, square, versioned);
        f(3);
        QCOMPARE(inChild([&] { return f(4) == 16 && f(3) == 9 ? 7 : 0; }), 7);
        QCOMPARE(onDisk().cache(u"square"_s, square, versioned).call(4).by, AnsweredBy::Disk);
    }
};

QTEST_GUILESS_MAIN(MemoryProcessesTest)
#include "tst_memoryprocesses.moc"
