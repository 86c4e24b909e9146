// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What a cached function answers, and what makes it compute again. Over a folder, and in the memory of a process.
#include <support/memoryplace.h>

#include <QTest>

#include <cmath>
#include <numeric>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

int twelve(int x, int a) // f2 of the seed: (2) and (2, 3) give 12, (2, 4) gives 16
{
    executed.add(u"%1,%2"_s.arg(x).arg(a));
    return 2 * x * a;
}

double shown(double x, bool verbose)
{
    executed.add(verbose ? u"loud"_s : u"quiet"_s);
    return x;
}

int failing(int x)
{
    executed.add(u"failing"_s);
    throw std::out_of_range(std::to_string(x));
}

void nothing(int) { executed.add(u"nothing"_s); }

qint64 squared(qint64 x)
{
    executed.add(u"squared"_s);
    return x * x;
}

qint64 product(qint64 x)
{
    executed.add(u"product"_s);
    return 3 * x;
}

struct Options
{
    int depth = 3;
    QString kind = u"tree"_s;

    static int twice(int x) { return 2 * x; }
};
ONCE_DESCRIBE(Options, depth, kind)

QString grow(const Options &options)
{
    executed.add(u"grow"_s);
    return options.kind.repeated(options.depth);
}

struct Row
{
    QString name;
    std::vector<double> values;
};
ONCE_DESCRIBE(Row, name, values)

int mutating(const Row &row)
{
    const_cast<Row &>(row).values[1] = 9;
    executed.add(u"mutating"_s);
    return 1;
}

FunctionOptions with(FunctionOptions options)
{
    options.version = u"1"_s;
    return options;
}

} // namespace

class MemoryTest : public QObject, private MemoryPlace
{
    Q_OBJECT

    Memory memory(MemoryOptions options = {})
    {
        QFETCH_GLOBAL(bool, hasFolder);
        return hasFolder ? onDisk(options) : Memory::inProcess(heard(options));
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("hasFolder");
        QTest::newRow("in a folder") << true;
        QTest::newRow("in the process") << false;
    }

    void init()
    {
        renew();
    }

    void eachArgumentIsComputedOnce() // B1
    {
        const auto f = memory().cache(u"same"_s, same, versioned);
        for (const int x : {0, 1, 2, 0, 1, 2})
            QCOMPARE(f(x), x);
        QCOMPARE(executed.take(), QStringList({u"0"_s, u"1"_s, u"2"_s}));
    }

    void theOrderOfArgumentsCounts() // B10, H13
    {
        const auto f = memory().cache(u"f"_s, twelve, versioned);
        f(1, 2), f(2, 1), f(1, 2);
        QCOMPARE(executed.take(), QStringList({u"1,2"_s, u"2,1"_s}));
    }

    void aDefaultIsAnArgumentLikeAnother() // A1-A3, B6
    {
        const auto f2 = memory().cache(u"f2"_s, twelve, with({.defaults = std::tuple{3}}));
        for (int round = 0; round < 2; ++round) {
            QCOMPARE(f2(2), 12);
            QCOMPARE(f2(2, 3), 12);
            QCOMPARE(f2(2, 4), 16);
        }
        QCOMPARE(executed.take(), QStringList({u"2,3"_s, u"2,4"_s}));
    }

    void aDefaultThatIsAnotherNowComputesWhatRestsOnItAlone() // A13
    {
        const Memory kept = memory();
        kept.cache(u"f2"_s, twelve, with({.defaults = std::tuple{3}}))(2);
        const auto now = kept.cache(u"f2"_s, twelve, with({.defaults = std::tuple{4}}));
        QCOMPARE(now(2), 16);
        QCOMPARE(now(2, 3), 12);
        QCOMPARE(executed.take(), QStringList({u"2,3"_s, u"2,4"_s}));
    }

    void aParameterThatCameLaterLeavesWhatWasBefore() // A14
    {
        const Memory kept = memory();
        const auto before = kept.cache(u"power"_s, +[](int x) { return executed.add(u"before"_s), x; }, versioned);
        before(5);
        const auto now = kept.cache(u"power"_s, +[](int x, int times) { return executed.add(u"now"_s), x * times; },
                                    with({.defaults = std::tuple{1}, .laterProps = std::tuple{1}}));
        QCOMPARE(now(5), 5);
        QCOMPARE(now(5, 1), 5);
        QCOMPARE(now(5, 2), 10);
        QCOMPARE(executed.take(), QStringList({u"before"_s, u"now"_s}));
    }

    void tooFewArgumentsAreRefused() // A7
    {
        const auto f = memory().cache(u"f"_s, twelve, versioned);
        QVERIFY_THROWS_EXCEPTION(std::logic_error, f(1));
    }

    void anIgnoredArgumentDoesNotCount() // B7
    {
        const auto f = memory().cache(u"shown"_s, shown, with({.props = {u"x"_s, u"verbose"_s}, .ignore = {u"verbose"_s}}));
        f(0.5, true), f(0.5, false);
        QCOMPARE(executed.take(), QStringList({u"loud"_s}));
    }

    void optionsThatDoNotFitAreRefusedWithTheirNames_data() // B8
    {
        QTest::addColumn<QStringList>("props");
        QTest::addColumn<QStringList>("ignore");
        QTest::addColumn<QString>("named");
        QTest::newRow("ignores what is no parameter") << QStringList({u"x"_s, u"verbose"_s}) << QStringList({u"loud"_s}) << u"\"loud\""_s;
        QTest::newRow("names too few") << QStringList({u"x"_s}) << QStringList() << u"2 parameters"_s;
    }
    void optionsThatDoNotFitAreRefusedWithTheirNames()
    {
        QFETCH(QStringList, props);
        QFETCH(QStringList, ignore);
        QFETCH(QString, named);
        try {
            memory().cache(u"shown"_s, shown, {.props = props, .ignore = ignore});
            QFAIL("not refused");
        } catch (const std::logic_error &error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains(named), error.what());
        }
    }

    void anOptionStructCountsFieldByField()
    {
        const auto f = memory().cache(u"grow"_s, grow, versioned);
        QCOMPARE(f({}), u"treetreetree"_s);
        QCOMPARE(f({.depth = 1}), u"tree"_s);
        QCOMPARE(f({.kind = u"tree"_s}), u"treetreetree"_s);
        QCOMPARE(executed.take(), QStringList({u"grow"_s, u"grow"_s}));
    }

    void anExceptionIsThrownEachTimeAsItIs() // B12
    {
        const auto f = memory().cache(u"failing"_s, failing, versioned);
        for (int i = 0; i < 3; ++i)
            QVERIFY_THROWS_EXCEPTION(std::out_of_range, f(1));
        QCOMPARE(executed.take().size(), 3);
        QVERIFY(!f.contains(1));
        QCOMPARE(f.info().failed, 3);
    }

    void aFunctionThatReturnsNothingIsComputedOnce() // B13
    {
        const auto f = memory().cache(u"nothing"_s, nothing, versioned);
        f(1), f(1);
        QCOMPARE(executed.take(), QStringList({u"nothing"_s}));
    }

    void recursionThroughTheCacheIsLinear() // B15
    {
        static std::function<qint64(int)> cached;
        const auto fibonacci = memory().cache(u"fibonacci"_s, +[](int n) -> qint64 {
            executed.add(QString::number(n));
            return n < 2 ? n : cached(n - 1) + cached(n - 2);
        }, with({}));
        cached = fibonacci;
        QCOMPARE(fibonacci(80), 23416728348467685);
        QCOMPARE(executed.take().size(), 81);
        cached = nullptr;
    }

    void functionsOfTheLibraryAndLambdasAndMembersAreCached() // B16, C11
    {
        const Memory kept = memory();
        QCOMPARE(kept.cache(u"sin"_s, ::sin, {.version = u"1"_s})(0.0), 0.0);
        QCOMPARE(kept.cache(u"lambda"_s, [](int x) { return x + 1; }, {.version = u"1"_s})(1), 2);
        QCOMPARE(kept.cache(u"member"_s, &Options::twice, {.version = u"1"_s})(4), 8);
    }

    void aCacheOfACacheIsOneOfItsFunction() // B11
    {
        const Memory kept = memory();
        const auto inner = kept.cache(u"inner"_s, same, versioned);
        const auto outer = kept.cache(u"outer"_s, inner, versioned);
        outer(1);
        QVERIFY(!inner.contains(1));
    }

    void whatIsCapturedCounts() // C19, A10
    {
        const Memory kept = memory();
        const auto adding = [&kept](int more) {
            return kept.cache(u"adding"_s, counting([more](int x) { return executed.add(u"+%1"_s.arg(more)), x + more; }, more), versioned);
        };
        const auto one = adding(1), hundred = adding(100);
        QCOMPARE(one(1), 2);
        QCOMPARE(hundred(1), 101);
        QCOMPARE(one(1), 2);
        QCOMPARE(hundred(1), 101);
        QCOMPARE(executed.take(), QStringList({u"+1"_s, u"+100"_s}));
    }

    void partialsOfOneFunctionAreKeptApart() // A10
    {
        const Memory kept = memory();
        const auto two = kept.cache(u"times"_s, partial(twelve, 1), versioned);
        const auto three = kept.cache(u"times"_s, partial(twelve, 5), versioned);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(two(3), 6);
            QCOMPARE(three(3), 30);
        }
        QCOMPARE(executed.take(), QStringList({u"1,3"_s, u"5,3"_s}));
    }

    void aNameThatIsGivenTwiceIsWarnedOfAndKeptApart() // C6, C10
    {
        const Memory kept = memory();
        const auto one = kept.cache(u"f"_s, squared, versioned);
        const auto other = kept.cache(u"f"_s, product, versioned);
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(one(5), 25);
            QCOMPARE(other(5), 15);
        }
        QCOMPARE(executed.take(), QStringList({u"squared"_s, u"product"_s}));
        QCOMPARE(told(MemoryEvent::Kind::Collision).size(), 1);
    }

    void functionsWithOneBodyAndTwoNamesDoNotShare() // C21
    {
        const Memory kept = memory();
        kept.cache(u"a"_s, same, versioned)(1);
        kept.cache(u"b"_s, same, versioned)(1);
        QCOMPARE(executed.take().size(), 2);
    }

    void anotherVersionComputesAndGoingBackDoesNot() // C7, C20
    {
        const Memory kept = memory();
        const auto of = [&](const QString &version) { return kept.cache(u"f"_s, same, {.version = version}); };
        of(u"1"_s)(1), of(u"2"_s)(1), of(u"1"_s)(1);
        QCOMPARE(executed.take().size(), 2);
    }

    void aGlobalThatIsDeclaredCountsByItsValue() // C17
    {
        static int a = 3;
        const auto f = memory().cache(u"scaled"_s, +[](int x) { return executed.add(QString::number(a)), 2 * x * a; },
                                      with({.dependsOn = {dependency(u"a"_s, &a)}}));
        QCOMPARE(f(2), 12);
        QCOMPARE(f(2), 12);
        a = 0;
        QCOMPARE(f(2), 0);
        QCOMPARE(f(2), 0);
        a = 3;
        QCOMPARE(f(2), 12);
        QCOMPARE(executed.take(), QStringList({u"3"_s, u"0"_s}));
    }

    void aFunctionThatMutatesItsArgumentIsWarnedOfAndNotKept() // S5, L4
    {
        const auto f = memory().cache(u"mutating"_s, mutating, with({.props = {u"row"_s}}));
        f(Row{.name = u"a"_s, .values = {1, 2}}), f(Row{.name = u"a"_s, .values = {1, 2}});
        QCOMPARE(executed.take().size(), 2);
        QVERIFY(told(MemoryEvent::Kind::Mutated).value(0).contains(u"mutated its arguments (row.values.1)"_s));
    }

    void anArgumentThatCannotBeHashedIsComputedEachTimeAndSaid() // M21, H10, H17
    {
        Json deep = 1;
        for (int i = 0; i < 1000; ++i)
            deep = Json::array({std::move(deep)});
        const auto f = memory().cache(u"depth"_s, +[](const Json &) { return executed.add(u"depth"_s), 1; }, versioned);
        QCOMPARE(f.call(deep).by, AnsweredBy::NoCache);
        f(deep);
        QCOMPARE(executed.take().size(), 2);
        QCOMPARE(told(MemoryEvent::Kind::NotKept).size(), 1);
        QVERIFY(!f.contains(deep));
    }

    void aResultThatCannotBeKeptIsTheCallersAllTheSame() // S9, S10
    {
        QFETCH_GLOBAL(bool, hasFolder);
        if (!hasFolder)
            QSKIP("nothing is encoded without a folder");
        const auto f = memory().cache(u"unfit"_s, makeUnfit, versioned);
        QCOMPARE(f(7).value, 7);
        QVERIFY(!f.contains(7));
        QCOMPARE(f(7).value, 7);
        QCOMPARE(executed.take().size(), 2);
        QVERIFY(told(MemoryEvent::Kind::NotKept).value(0).contains(u"no words for this"_s));
    }

    void forgettingAndRecomputing() // R1, R5, B4
    {
        const auto f = memory().cache(u"f"_s, same, versioned);
        f(1);
        QVERIFY(f.contains(1));
        QVERIFY(f.forget(1));
        QVERIFY(!f.forget(1));
        QVERIFY(!f.contains(1));
        f(1);
        QCOMPARE(f.recompute(1).by, AnsweredBy::Computation);
        QCOMPARE(f.call(1).by, AnsweredBy::Memory);
        f.clear();
        QVERIFY(!f.contains(1));
        f(1);
        QCOMPARE(executed.take().size(), 4);
    }

    void aLookChangesNothing() // R4
    {
        const auto f = memory().cache(u"f"_s, same, versioned);
        QVERIFY(!f.contains(1));
        QVERIFY(f.explain(1).contains(u"would be computed"_s));
        QVERIFY(executed.take().isEmpty());
        f(1);
        QVERIFY(f.contains(1));
        QVERIFY(f.explain(1).contains(u"is in memory: computed"_s));
        QCOMPARE(f.info().hits(), 0);
    }

    void aResultExpires() // V4, V6
    {
        const auto f = memory().cache(u"f"_s, same, with({.isValid = expiresAfter(300ms)}));
        f(1);
        QCOMPARE(f.call(1).by, AnsweredBy::Memory);
        m_clock.advance(500ms);
        QVERIFY(!f.contains(1));
        QCOMPARE(f.call(1).by, AnsweredBy::Renewal);
        QCOMPARE(f.call(1).by, AnsweredBy::Memory);
        m_clock.step(-1h);
        QVERIFY(!f.contains(1)); // it is from the future, and would never expire
    }

    void aPredicateDecidesWhatCounts_data() // V2, V3
    {
        QTest::addColumn<bool>("isValid");
        QTest::addColumn<int>("times");
        QTest::newRow("always") << true << 1;
        QTest::newRow("never") << false << 3;
    }
    void aPredicateDecidesWhatCounts()
    {
        QFETCH(bool, isValid);
        QFETCH(int, times);
        const auto f = memory().cache(u"f"_s, same, with({.isValid = [isValid](const KeptResult &) { return isValid; }}));
        f(1), f(1), f(1);
        QCOMPARE(executed.take().size(), times);
    }

    void whatDoesNotCountAnyMoreIsKeptUntilThereIsAnother()
    {
        bool fails = false;
        static bool *failing = nullptr;
        failing = &fails;
        const auto compute = +[](int x) {
            if (*failing)
                throw std::runtime_error("no network");
            return x;
        };
        const Memory kept = memory();
        const auto f = kept.cache(u"f"_s, compute, {.version = u"1"_s, .ignores = {u"failing"_s}, .isValid = expiresAfter(1s)});
        f(1);
        m_clock.advance(2s);
        fails = true;
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, f(1));
        const auto lenient = kept.cache(u"f"_s, compute, {.version = u"1"_s, .ignores = {u"failing"_s}});
        QCOMPARE(lenient(1), 1);
    }

    void alwaysComputedIsComputedAlwaysAndKept()
    {
        const Memory kept = memory();
        const auto f = kept.cache(u"f"_s, same, with({.isAlwaysComputed = true}));
        f(1), f(1);
        QCOMPARE(executed.take().size(), 2);
        QCOMPARE(kept.cache(u"f"_s, same, versioned).call(1).by, AnsweredBy::Memory);
    }

    void theLastCallAloneCounts() // M9
    {
        const auto f = memory().cache(u"f"_s, same, with({.kept = Kept::Last}));
        f(1), f(2), f(1), f(1);
        QCOMPARE(executed.take(), QStringList({u"1"_s, u"2"_s, u"1"_s}));
    }

    void everyAnswerSaysWhereItComesFrom()
    {
        const Memory kept = memory();
        const auto f = kept.cache(u"f"_s, same, versioned);
        QCOMPARE(f.call(1).by, AnsweredBy::Computation);
        QCOMPARE(f.call(1).by, AnsweredBy::Memory);
        QCOMPARE(toWord(f.call(1).by), "memory");
        QCOMPARE(f.info().computed, 1);
        QCOMPARE(f.info().memory, 2);
        QCOMPARE(f.info().hits(), 2);
    }

    void trackedValuesCountByTheirCall() // M5, M6, M16
    {
        const Memory kept = memory();
        const auto f = kept.cache(u"f"_s, squared, versioned);
        const auto g = kept.cache(u"g"_s, +[](qint64 a, qint64 b) { return executed.add(u"g"_s), a - b; }, versioned);
        const auto a = f.tracked(3), b = f.tracked(4);
        QCOMPARE(g(a, b), -7);
        QCOMPARE(g(a, b), -7);
        QCOMPARE(g(f.tracked(3), b), -7);
        QCOMPARE(g(b, a), 7);
        QCOMPARE(g(9, 16), -7); // of no call: by its content
        QCOMPARE(g(9, 16), -7);
        QCOMPARE(executed.take(), QStringList({u"squared"_s, u"squared"_s, u"g"_s, u"g"_s, u"g"_s}));
        auto changed = f.tracked(3);
        changed.edit([](qint64 &value) { value += 7; });
        QVERIFY(!changed.isTracked());
        QCOMPARE(g(changed, b), 0); // 16, and nothing of the call that it came from
    }

    void trackedValuesAreFoundInsideOfContainers() // M7
    {
        const Memory kept = memory();
        const auto f = kept.cache(u"f"_s, squared, versioned);
        const auto sum = kept.cache(u"sum"_s, +[](const QList<Tracked<qint64>> &all) {
            executed.add(u"sum"_s);
            return std::accumulate(all.begin(), all.end(), qint64(0), [](qint64 a, const auto &b) { return a + b.value(); });
        }, versioned);
        QCOMPARE(sum({f.tracked(1), f.tracked(2)}), 5);
        QCOMPARE(sum({f.tracked(1), f.tracked(2)}), 5);
        QCOMPARE(sum({f.tracked(2), f.tracked(1)}), 5);
        QCOMPARE(executed.take(), QStringList({u"squared"_s, u"squared"_s, u"sum"_s, u"sum"_s}));
    }
};

QTEST_GUILESS_MAIN(MemoryTest)
#include "tst_memory.moc"
