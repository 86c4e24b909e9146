// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What is made once for each configuration, how long it stays, and how it goes.
#include <once/warm.h>

#include <support/model.h>

#include <QTest>

#include <set>
#include <unordered_map>

using namespace once;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

struct Settings
{
    QString name;
    std::unordered_map<std::string, double> weights;
    double rate = 0.1;
};
ONCE_DESCRIBE(Settings, name, weights, rate)

Model ofTheNamespace() { return Model(1); }
Warm models{ofTheNamespace};

Model &ofAFunction()
{
    static Warm own{loadModel};
    return *own.get(2);
}

// The weights, put in in another order.
std::unordered_map<std::string, double> weights(bool isForward)
{
    std::unordered_map<std::string, double> weights(isForward ? 8 : 512);
    for (int i = 0; i < 100; ++i)
        weights[std::to_string(isForward ? i : 99 - i)] = isForward ? i : 99 - i;
    return weights;
}

// A way out: options, and what is done after the object was made and let go of.
struct WayOut
{
    WarmOptions<Model> options;
    std::function<void(Warm<Model, int> &, FakeClock &)> leave;
};

const auto askForAnother = [](Warm<Model, int> &warm, FakeClock &) { warm.get(2); };
const auto waitAndAskForAnother = [](Warm<Model, int> &warm, FakeClock &clock) {
    clock.advance(1min);
    warm.get(2);
};
const auto askAgain = [](Warm<Model, int> &warm, FakeClock &) { warm.get(1); };
const auto nothing = [](Warm<Model, int> &, FakeClock &) {};

} // namespace

Q_DECLARE_METATYPE(WayOut)

class WarmTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { executed.take(); }

    // I1, I4
    void anObjectIsMadeByTheFirstCallAndServesAllLaterOnes()
    {
        QCOMPARE(executed.take(), QStringList());
        const Model *first = models.get().get();
        for (int i = 0; i < 3; ++i)
            QCOMPARE(models.get().get(), first);
        QCOMPARE(executed.take(), QStringList({"up 1"}));
        Model &(*const otherWay)() = ofAFunction;
        QCOMPARE(&ofAFunction(), &otherWay());
        QCOMPARE(executed.take(), QStringList({"up 2"}));
    }

    void theInitialiserMayReturnAValueOrAPointerThatIsItsOnlyOwner()
    {
        struct Derived : Model
        {
            using Model::Model;
        };
        Warm<Model, int> pointers{[](int id) { return std::make_unique<Derived>(id); }};
        Warm<const Model, int> constants{[](int id) { return std::make_unique<Model>(id); }};
        const auto withDeleter = [](int id) {
            auto close = [](int *number) {
                executed.add(u"close %1"_s.arg(*number));
                delete number;
            };
            return std::unique_ptr<int, decltype(close)>(new int(id), close);
        };
        Warm<int, int> handles{withDeleter};
        QCOMPARE(pointers.get(5)->id(), 5);
        QCOMPARE(constants.get(6)->id(), 6);
        QCOMPARE(*handles.get(7), 7);
        handles.clear();
        QCOMPARE(executed.take(), QStringList({"up 5", "up 6", "close 7"}));
        Warm<Model> none{[] { return std::unique_ptr<Model>(); }};
        QVERIFY_EXCEPTION_THROWN(none.get(), std::logic_error);
    }

    // I2, I3: what was slow is in the log
    void withRoomForOneAnotherConfigurationIsPaidForAgain()
    {
        Warm model{loadModel, {.most = 1}};
        const auto classify = [&model](int id, int image) {
            executed.add(u"%1 by %2"_s.arg(image).arg(model.get(id)->id()));
        };
        classify(1, 1);
        classify(1, 2);
        const WarmInfo info = model.info();
        QCOMPARE(info.hits, 1u);
        QCOMPARE(info.misses, 1u);
        QCOMPARE(info.most, 1);
        QCOMPARE(info.current, 1);
        classify(2, 1);
        classify(2, 1);
        classify(1, 3);
        QCOMPARE(executed.take(),
                 QStringList({"up 1", "1 by 1", "2 by 1", "down 1", "up 2", "1 by 2", "1 by 2", "down 2",
                              "up 1", "3 by 1"}));
    }

    void whatWasUsedLastStays()
    {
        Warm model{loadModel, {.most = 2}};
        {
            const auto one = model.get(1);
            model.get(2);
        } // the use of 1 ends after that of 2
        model.get(3);
        QCOMPARE(executed.take(), QStringList({"up 1", "up 2", "down 2", "up 3"}));
        model.get(1);
        model.get(4);
        QCOMPARE(executed.take(), QStringList({"down 3", "up 4"}));
    }

    void withoutRoomAnObjectIsSharedAndGoesWithItsLastUser()
    {
        Warm model{loadModel, {.most = 0}};
        {
            const auto one = model.get(1);
            const auto same = model.get(1);
            QCOMPARE(one.get(), same.get());
        }
        QCOMPARE(executed.take(), QStringList({"up 1", "down 1"}));
        QCOMPARE(model.info().current, 0);
    }

    // I8
    void equalConfigurationsAreOne()
    {
        Warm<Model, Settings, std::optional<int>> model{
            [](const Settings &, std::optional<int>) { return Model(1); }, {.most = 9}};
        const auto first = model.get({"a", weights(true), 0.5}, 3);
        QCOMPARE(model.get({.name = "a", .weights = weights(false), .rate = 0.5}, 3).get(), first.get());
        QCOMPARE(model.info().misses, 1u);
        model.get({"a", weights(true), 0.25}, 3);
        model.get({"a", weights(true), 0.5}, {});
        QCOMPARE(model.info().misses, 3u);
        Warm<Model, Json> byJson{[](const Json &) { return Model(1); }};
        byJson.get(Json{{"x", 1}, {"y", 2}});
        byJson.get(Json{{"y", 2}, {"x", 1}});
        QCOMPARE(byJson.info().hits, 1u);
    }

    void theTypeOfAConfigurationIsThatOfTheParameter()
    {
        Warm<Model, double> model{[](double) { return Model(1); }};
        model.get(1);
        model.get(1.0F);
        QCOMPARE(model.info().hits, 1u);
    }

    // I11
    void anObjectIsTornDownOnceOnEachWayOut_data()
    {
        QTest::addColumn<WayOut>("way");
        QTest::newRow("another takes its place") << WayOut{{.most = 1}, askForAnother};
        QTest::newRow("nothing is kept") << WayOut{{.most = 0}, nothing};
        QTest::newRow("it is too large")
            << WayOut{{.bytes = 5, .sizeOf = [](const Model &) { return 6; }}, nothing};
        QTest::newRow("together they are too large")
            << WayOut{{.most = 9, .bytes = 5, .sizeOf = [](const Model &) { return 3; }}, askForAnother};
        QTest::newRow("it is too old") << WayOut{{.most = 9, .timeToLive = 1min}, waitAndAskForAnother};
        QTest::newRow("it is too old for whoever wants it")
            << WayOut{{.most = 9, .timeToLive = 1min}, [](auto &warm, auto &clock) {
                          clock.advance(1min);
                          warm.get(1);
                      }};
        QTest::newRow("nobody has used it") << WayOut{{.most = 9, .idleTime = 1min}, waitAndAskForAnother};
        QTest::newRow("it is not well")
            << WayOut{{.isHealthy = [](const Model &) { return false; }}, askAgain};
        QTest::newRow("its check fails") << WayOut{
            {.isHealthy = [](const Model &) -> bool { throw std::runtime_error("no answer"); }}, askAgain};
        QTest::newRow("all are cleared") << WayOut{{}, [](auto &warm, auto &) { warm.clear(); }};
        QTest::newRow("the end") << WayOut{{}, nothing};
    }
    void anObjectIsTornDownOnceOnEachWayOut()
    {
        QFETCH(WayOut, way);
        for (const bool inOwnThread : {false, true}) {
            FakeClock clock;
            way.options.clock = &clock;
            way.options.inOwnThread = inOwnThread;
            way.options.tearDown = [](Model &model) {
                executed.add(u"tear down %1%2"_s.arg(model.id()).arg(model.hasThread() ? "" : " elsewhere"));
            };
            {
                Warm model{loadModel, way.options};
                model.get(1);
                way.leave(model, clock);
            }
            const QStringList lines = executed.take();
            QCOMPARE(lines.filter(u"1"_s).first(3), QStringList({"up 1", "tear down 1", "down 1"}));
            QCOMPARE(lines.filter(u"up"_s).size(), lines.filter(u"tear down"_s).size());
            QCOMPARE(lines.filter(u"elsewhere"_s), QStringList());
        }
    }

    void anObjectThatIsUsedAgainIsNotTornDown()
    {
        FakeClock clock;
        Warm model{loadModel,
                   {.isHealthy = [](const Model &) { return true; },
                    .timeToLive = 3min,
                    .idleTime = 2min,
                    .clock = &clock}};
        for (int i = 0; i < 3; ++i) {
            model.get(1);
            clock.advance(1min - 1us);
        }
        model.get(1);
        QCOMPARE(executed.take(), QStringList({"up 1"}));
    }

    void itsTimeWithoutUseBeginsWithTheEndOfItsLastUse()
    {
        FakeClock clock;
        Warm model{loadModel, {.most = 9, .idleTime = 2min, .clock = &clock}};
        {
            const auto use = model.get(1);
            clock.advance(5min);
            model.get(2);
            QCOMPARE(model.get(1).get(), use.get());
        }
        clock.advance(2min - 1us);
        model.get(3);
        QCOMPARE(executed.take(), QStringList({"up 1", "up 2", "up 3"}));
        clock.advance(1us);
        model.get(4);
        QStringList lines = executed.take();
        lines.sort();
        QCOMPARE(lines, QStringList({"down 1", "down 2", "up 4"}));
    }

    void aTearDownThatFailsIsAWarning()
    {
        Warm model{loadModel, {.tearDown = [](Model &) { throw std::runtime_error("the card is gone"); }}};
        model.get(1);
        QTest::ignoreMessage(QtWarningMsg, "once: the tear-down of a warm object failed: the card is gone");
        model.clear();
        QCOMPARE(executed.take(), QStringList({"up 1", "down 1"}));
    }

    // I12
    void roomIsMadeBeforeAnObjectIs()
    {
        const int before = Model::living;
        Warm model{loadModel, {.most = 3}};
        for (int id = 0; id < 20; ++id) {
            model.get(id);
            QVERIFY(Model::living - before <= 3);
        }
        QCOMPARE(model.info().peak, 3);
        QCOMPARE(executed.take().mid(0, 7),
                 QStringList({"up 0", "up 1", "up 2", "down 0", "up 3", "down 1", "up 4"}));
    }

    // I12: what is in use does not wait for room, so that nobody waits for oneself
    void whoHoldsAnObjectGetsAnotherBesideItUntilOneIsLetGo()
    {
        Warm model{loadModel, {.most = 1}};
        {
            const auto one = model.get(1);
            const auto two = model.get(2);
            QCOMPARE(one->id() + two->id(), 3);
            QCOMPARE(model.get(1).get(), one.get()); // still found
            QCOMPARE(model.info().current, 2);
        }
        QCOMPARE(executed.take(), QStringList({"up 1", "up 2", "down 2"}));
        QCOMPARE(model.info().peak, 2);
    }

    // I14
    void anObjectInUseIsTornDownAtTheEndOfItsLastUse_data()
    {
        QTest::addColumn<WayOut>("way");
        QTest::newRow("cleared") << WayOut{{}, [](auto &warm, auto &) { warm.clear(); }};
        QTest::newRow("too old") << WayOut{{.most = 9, .timeToLive = 1min}, waitAndAskForAnother};
        const auto once = [checks = 0](const Model &) mutable { return ++checks == 1; };
        QTest::newRow("not well") << WayOut{{.most = 9, .isHealthy = once}, askAgain};
    }
    void anObjectInUseIsTornDownAtTheEndOfItsLastUse()
    {
        QFETCH(WayOut, way);
        FakeClock clock;
        way.options.clock = &clock;
        Warm model{loadModel, way.options};
        {
            const auto use = model.get(1);
            auto other = model.get(1);
            way.leave(model, clock);
            QCOMPARE(use->id(), 1);
            QVERIFY(!executed.contains(u"down 1"_s));
            const auto moved = std::move(other);
            QCOMPARE(moved->id(), 1);
        }
        QCOMPARE(executed.take().count(u"down 1"_s), 1);
    }

    void aUseMayOutliveWhatItCameFrom()
    {
        std::optional<Lease<Model>> use;
        {
            Warm model{loadModel};
            use = model.get(1);
        }
        QCOMPARE((*use)->id(), 1);
        QCOMPARE(executed.take(), QStringList({"up 1"}));
        use.reset();
        QCOMPARE(executed.take(), QStringList({"down 1"}));
    }

    // I15
    void whatIsNotWellIsMadeAnew()
    {
        std::set<int> broken;
        Warm model{loadModel,
                   {.most = 9, .isHealthy = [&broken](const Model &m) { return !broken.contains(m.id()); }}};
        model.get(1);
        model.get(2);
        broken = {1};
        QCOMPARE(model.get(1)->id(), 1);
        model.get(2);
        QCOMPARE(executed.take(), QStringList({"up 1", "up 2", "down 1", "up 1"}));
        QCOMPARE(model.info().hits, 1u);
        QCOMPARE(model.info().misses, 3u);
    }

    void infoTellsTheTimeThatWasSpentAndSaved()
    {
        FakeClock clock;
        Warm<Model, int> model{
            [&clock](int id) {
                clock.advance(id * 1s);
                if (id == 5)
                    throw std::runtime_error("no such model");
                return std::make_unique<Model>(id);
            },
            {.most = 9, .bytes = 100, .sizeOf = [](const Model &m) { return m.id() * 10; }, .clock = &clock}};
        for (const int id : {1, 2, 2, 2, 1})
            model.get(id);
        QVERIFY_EXCEPTION_THROWN(model.get(5), std::runtime_error);
        const WarmInfo info = model.info();
        QCOMPARE(info.spent, Microseconds(8s));
        QCOMPARE(info.saved, Microseconds(5s));
        QCOMPARE(info.bytes, 30);
        QCOMPARE(info.current, 2);
    }

    void optionsThatDoNotFitAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN((Warm{loadModel, {.bytes = 5}}), std::logic_error);
        QVERIFY_EXCEPTION_THROWN((Warm{loadModel, {.most = -1}}), std::logic_error);
    }

    void aSizeThatCannotBeToldIsAFailureAndTheObjectGoes()
    {
        Warm model{loadModel, {.bytes = 5, .sizeOf = [](const Model &) -> qint64 {
                                   throw std::runtime_error("no size");
                               }}};
        QVERIFY_EXCEPTION_THROWN(model.get(1), std::runtime_error);
        QCOMPARE(executed.take(), QStringList({"up 1", "down 1"}));
        QCOMPARE(model.info().current, 0);
    }
};

QTEST_GUILESS_MAIN(WarmTest)
#include "tst_warm.moc"
