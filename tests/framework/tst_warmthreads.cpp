// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Warm objects that many threads ask for at once.
#include <once/warm.h>

#include <support/gate.h>
#include <support/model.h>
#include <support/pump.h>

#include <QTest>

#include <latch>

using namespace once;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int manyThreads = 8;

// In so many threads, all of which have begun before any goes on.
void inThreads(int count, const std::function<void(int thread)> &body)
{
    std::latch all(count);
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back([&, i] {
            all.arrive_and_wait();
            body(i);
        });
}

template <typename Warm>
void waitForJoins(Warm &warm, quint64 count)
{
    while (warm.info().joins < count)
        std::this_thread::yield();
}

// Threads share an exception, and ThreadSanitizer does not see how the library counts them: so none of them
// is the last.
class Caught
{
public:
    void keepCurrent()
    {
        const std::lock_guard lock(m_mutex);
        m_all.push_back(std::current_exception());
    }
    void clear() { m_all.clear(); }

private:
    std::mutex m_mutex;
    std::vector<std::exception_ptr> m_all;
};

Caught caught;

// What a call came to.
QString said(const auto &call)
{
    try {
        return QString::number(call()->id());
    } catch (const std::exception &error) {
        caught.keepCurrent();
        return QString::fromUtf8(error.what());
    }
}

const QString ownObject =
    u"once: the initialiser of a warm object asks, itself or by way of others, for the object "
    "that it is to make; give it what it needs in its configuration"_s;

Warm shared{loadModel};

class Classifies : public Work
{
public:
    int run(int image) { return shared.get(7)->id() * image; }
};

class ClassifiesMany : public Flow
{
public:
    Child<Classifies> a{this, "a", {.parallel = true}}, b{this, "b", {.parallel = true}},
        c{this, "c", {.parallel = true}};
    int sum = 0;

    void run()
    {
        sum = 0;
        for (int image = 1; image <= 10; ++image)
            for (auto *work : {&a, &b, &c})
                if (const auto result = work->run(image); result.isReady())
                    sum += result;
    }
};

} // namespace

class WarmThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        executed.take();
        caught.clear();
    }

    // I10
    void threadsThatAskFirstShareOneInitialisation()
    {
        Gate gate;
        gate.close();
        Warm<Model, int> model{[&gate](int id) {
            gate.pass();
            return Model(id);
        }};
        std::atomic<const Model *> got = nullptr;
        std::atomic<int> others = 0;
        std::jthread opens([&] {
            waitForJoins(model, manyThreads - 1);
            gate.open();
        });
        inThreads(manyThreads, [&](int) {
            const auto use = model.get(1);
            const Model *first = nullptr;
            others += !got.compare_exchange_strong(first, use.get()) && first != use.get();
        });
        QCOMPARE(others.load(), 0);
        QCOMPARE(executed.take(), QStringList({"up 1"}));
        QCOMPARE(model.info().misses, 1u);
    }

    // I13
    void aFailureIsToldToAllWhoWaitAndToNobodyElse()
    {
        Gate gate;
        std::atomic<int> attempts = 0;
        Warm<Model, int> model{[&](int id) {
            gate.pass();
            if (++attempts == 1)
                throw std::runtime_error("the first fails");
            return Model(id);
        }};
        gate.close();
        std::atomic<int> failed = 0;
        std::jthread opens([&] {
            waitForJoins(model, manyThreads - 1);
            gate.open();
        });
        inThreads(manyThreads,
                  [&](int) { failed += said([&] { return model.get(1); }) == u"the first fails"_s; });
        QCOMPARE(failed.load(), manyThreads);
        QCOMPARE(attempts.load(), 1);
        QCOMPARE(model.info().current, 0);
        QCOMPARE(model.get(1)->id(), 1);
        QCOMPARE(attempts.load(), 2);
    }

    void differentConfigurationsAreMadeSideBySide()
    {
        std::latch both(2);
        Warm<Model, int> model{[&both](int id) {
                                   both.arrive_and_wait(); // ends only if both are here
                                   return Model(id);
                               },
                               {.most = 2}};
        inThreads(2, [&](int id) { model.get(id); });
        QCOMPARE(model.info().misses, 2u);
    }

    void anInitialiserThatAsksForItsOwnObjectIsToldSo_data()
    {
        QTest::addColumn<bool>("inOwnThread");
        QTest::newRow("in the thread that asks") << false;
        QTest::newRow("in a thread of its own") << true;
    }
    void anInitialiserThatAsksForItsOwnObjectIsToldSo()
    {
        QFETCH(bool, inOwnThread);
        std::optional<Warm<Model, int>> model;
        model.emplace([&model](int id) { return std::make_unique<Model>(model->get(id % 3)->id()); },
                      WarmOptions<Model>{.inOwnThread = inOwnThread});
        QCOMPARE(said([&] { return model->get(1); }), ownObject);
        QCOMPARE(said([&] { return model->get(4); }), ownObject); // 4 asks for 1
        QCOMPARE(model->info().current, 0);
    }

    void anInitialiserMayAskForAnotherObject()
    {
        std::optional<Warm<Model, int>> model;
        model.emplace(
            [&model](int id) { return std::make_unique<Model>(id > 0 ? model->get(id - 1)->id() + 1 : 0); },
            WarmOptions<Model>{.inOwnThread = true});
        QCOMPARE(model->get(3)->id(), 3);
        QCOMPARE(executed.take().filter(u"up"_s), QStringList({"up 0", "up 1", "up 2", "up 3"}));
    }

    void initialisersThatWaitForEachOtherAreToldSo()
    {
        std::latch both(2);
        std::optional<Warm<Model>> a, b;
        const auto asking = [&both](auto &other) {
            return [&both, &other] {
                both.arrive_and_wait();
                return std::make_unique<Model>(other->get()->id() + 1);
            };
        };
        a.emplace(asking(b));
        b.emplace(asking(a));
        QString answers[2];
        inThreads(2, [&](int i) { answers[i] = said([&] { return (i ? b : a)->get(); }); });
        // One of them sees it, and the other one has failed with it since it waited for that.
        QCOMPARE(answers[0], ownObject);
        QCOMPARE(answers[1], ownObject);
    }

    // I11: the thread that an object comes from has ended when it goes
    void withAThreadOfItsOwnAllIsMadeAndTornDownThere()
    {
        std::atomic<int> elsewhere = 0;
        {
            Warm model{
                loadModel,
                {.most = 2, .tearDown = [&](Model &m) { elsewhere += !m.hasThread(); }, .inOwnThread = true}};
            inThreads(manyThreads, [&](int thread) {
                for (int i = 0; i < 50; ++i)
                    elsewhere += model.get((i + thread) % 5)->hasThread();
            });
        }
        QCOMPARE(elsewhere.load(), 0);
        const QStringList lines = executed.take();
        QCOMPARE(lines.filter(u"up"_s).size(), lines.filter(u"down"_s).size());
    }

    void oneThatIsLocalToAThreadGoesWithIt()
    {
        inThreads(2, [](int thread) {
            static thread_local Warm model{loadModel};
            for (int i = 0; i < 3; ++i)
                model.get(thread);
        });
        QStringList lines = executed.take();
        lines.sort();
        QCOMPARE(lines, QStringList({"down 0", "down 1", "up 0", "up 1"}));
    }

    // Nobody asks for anything while it waits.
    void whatIsOverItsTimeGoesByItself()
    {
        for (const bool isIdle : {false, true}) {
            Gate gone;
            gone.close();
            WarmOptions<Model> options{.tearDown = [&gone](Model &) { gone.open(); }};
            (isIdle ? options.idleTime : options.timeToLive) = 5ms;
            Warm model{loadModel, options};
            model.get(1);
            gone.pass();
            while (model.info().current > 0)
                std::this_thread::yield();
        }
    }

    // I12: while one is torn down, none is made
    void aTearDownIsWaitedForByWhoMakesAnother()
    {
        Gate gate, begun;
        gate.close();
        begun.close();
        Warm model{loadModel, {.most = 1, .tearDown = [&](Model &) {
                                   begun.open();
                                   gate.pass();
                                   executed.add(u"torn down"_s);
                               }}};
        model.get(1);
        std::jthread clears([&] { model.clear(); });
        begun.pass();
        std::jthread asks([&] { model.get(1); });
        while (model.info().misses < 2)
            std::this_thread::yield();
        gate.open();
        clears.join();
        asks.join();
        QCOMPARE(executed.take(), QStringList({"up 1", "torn down", "down 1", "up 1"}));
        QCOMPARE(model.info().peak, 1);
    }

    // I14
    void nothingIsUsedAfterItsEndAndEachEndComesOnce_data()
    {
        QTest::addColumn<WarmOptions<Model>>("options");
        QTest::newRow("none kept") << WarmOptions<Model>{.most = 0};
        QTest::newRow("one kept") << WarmOptions<Model>{.most = 1};
        QTest::newRow("three kept, in a thread of their own")
            << WarmOptions<Model>{.most = 3, .inOwnThread = true};
        QTest::newRow("three kept by size")
            << WarmOptions<Model>{.most = 99, .bytes = 3, .sizeOf = [](const Model &) { return 1; }};
        QTest::newRow("short lives") << WarmOptions<Model>{.most = 3, .timeToLive = 100us, .idleTime = 50us};
    }
    void nothingIsUsedAfterItsEndAndEachEndComesOnce()
    {
        QFETCH(WarmOptions<Model>, options);
        const int before = Model::living;
        std::atomic<int> wrong = 0, tearDowns = 0;
        options.tearDown = [&tearDowns](Model &) { ++tearDowns; };
        quint64 misses = 0;
        {
            Warm model{loadModel, options};
            inThreads(manyThreads, [&](int thread) {
                for (int i = 0; i < 200; ++i) {
                    const int id = (i * (thread + 1) + i / 7) % 6;
                    const auto use = model.get(id), same = model.get(id);
                    wrong += use->id() != id || same->id() != id;
                    if (i % 50 == thread)
                        model.clear();
                }
            });
            misses = model.info().misses;
            QVERIFY(options.bytes > 0 || model.info().current <= options.most);
            QVERIFY(model.info().peak <= 99);
        }
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(quint64(tearDowns), misses);
        QCOMPARE(Model::living.load(), before);
        const QStringList lines = executed.take();
        QCOMPARE(quint64(lines.filter(u"up"_s).size()), misses);
        QCOMPARE(lines.size(), 2 * lines.filter(u"up"_s).size());
    }

    void worksShareAnObject()
    {
        Root<ClassifiesMany> root;
        Pump pump(root);
        pump.settle();
        QCOMPARE(root.sum, 3 * 7 * 55);
        QCOMPARE(executed.take(), QStringList({"up 7"}));
    }
};

QTEST_GUILESS_MAIN(WarmThreads)
#include "tst_warmthreads.moc"
