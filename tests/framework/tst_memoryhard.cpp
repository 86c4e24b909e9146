// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Cached functions where it is hard to be right: what users hand in throws, calls back, changes or is empty; names and
// folders are used twice; processes fork in the middle of a call.
#include <support/child.h>
#include <support/gate.h>
#include <support/memoryplace.h>
#include <support/stored.h>

#include <QTest>

#include <thread>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

int counter = 0;
Gate gate;

template <typename T>
T emptyOf(int)
{
    executed.add(u"empty"_s);
    return T();
}

struct Rude
{
    int value = 0;
    friend QByteArray onceKey(const Rude &) { throw 42; }
    friend void to_json(Json &json, const Rude &rude) { json = rude.value; }
    friend void from_json(const Json &json, Rude &rude) { rude.value = json; }
};

} // namespace

class MemoryHardTest : public QObject, private MemoryPlace
{
    Q_OBJECT

    template <typename T>
    void comesBackEmpty(const QString &name)
    {
        QVERIFY(onDisk().cache(name, emptyOf<T>, versioned)(1) == T());
        const auto again = onDisk().cache(name, emptyOf<T>, versioned).call(1);
        QCOMPARE(again.by, AnsweredBy::Disk);
        QVERIFY(*again == T());
        QCOMPARE(executed.take().size(), 1);
    }

private Q_SLOTS:
    void init()
    {
        renew();
        gate.open();
    }

    // What decides whether a result counts

    void aPredicateGetsTheArgumentsWhereverTheResultLies() // V3
    {
        QStringList seen;
        const FunctionOptions options{.version = u"1"_s, .isValid = [&seen](const KeptResult &result) {
                                          seen.append(preview(result.props.toJson()));
                                          return true;
                                      }};
        onDisk().cache(u"f"_s, same, options)(7);
        const auto f = onDisk().cache(u"f"_s, same, options);
        f(7), f(7);
        QVERIFY(f.contains(7));
        QVERIFY(seen.size() >= 3);
        seen.removeDuplicates();
        QCOMPARE(seen, QStringList{u"[7]"_s});
    }

    void aPredicateMayCallCachedFunctions()
    {
        const Memory kept = onDisk();
        const auto other = kept.cache(u"other"_s, same, versioned);
        const auto f = kept.cache(u"f"_s, +[](int x) { return 2 * x; },
                                  {.version = u"1"_s, .isValid = [&other](const KeptResult &) { return other(1) == 1; }});
        QCOMPARE(f(3), 6);
        QCOMPARE(f(3), 6);
        QVERIFY(f.contains(3));
    }

    void whatAnotherProcessRenewsIsNotComputedAgain() // V4, P4
    {
        static int atIt[2], goOn[2];
        QVERIFY(::pipe(atIt) == 0 && ::pipe(goOn) == 0);
        static bool isChild = false;
        const auto compute = +[](int x) {
            char byte = 0;
            if (isChild && (::write(atIt[1], "x", 1) != 1 || ::read(goOn[0], &byte, 1) != 1))
                ::abort();
            executed.add(u"computed"_s);
            return x;
        };
        int asked = 0;
        const auto isFresh = expiresAfter(1s);
        const FunctionOptions options{.version = u"1"_s, .isValid = [&](const KeptResult &result) {
                                          if (!isChild && ++asked == 6 && ::write(goOn[1], "x", 1) != 1) // it waits by now
                                              ::abort();
                                          return isFresh(result);
                                      }};
        onDisk().cache(u"f"_s, compute, options)(1);
        m_clock.advance(2s);
        const pid_t child = ::fork();
        if (child == 0) {
            isChild = true;
            onDisk().cache(u"f"_s, compute, options)(1);
            ::_exit(0);
        }
        char byte = 0;
        QCOMPARE(::read(atIt[0], &byte, 1), 1);
        executed.take();
        QCOMPARE(onDisk().cache(u"f"_s, compute, options).call(1).by, AnsweredBy::Another);
        QVERIFY(executed.take().isEmpty());
        ::waitpid(child, nullptr, 0);
    }

    // Names

    void clearingThroughOneHandleClearsWhatAnotherHasComputed() // B4
    {
        for (const Memory &kept : {onDisk(), Memory::inProcess(heard())}) {
            const auto one = kept.cache(u"f"_s, same, versioned), other = kept.cache(u"f"_s, same, versioned);
            one(1);
            QVERIFY(other.contains(1));
            other.clear();
            QVERIFY(!one.contains(1));
        }
    }

    void eachFunctionIsFiledUnderItsOwnName() // though it is gone before the next one comes
    {
        const Memory kept = onDisk();
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            kept.cache(name, same, versioned)(1);
        for (const FunctionSummary &function : CallCatalog::open(place())->functions())
            QCOMPARE(function.calls, 1);
        kept.cache(u"b"_s, same, versioned).clear();
        QVERIFY(kept.cache(u"a"_s, same, versioned).contains(1));
        QVERIFY(!kept.cache(u"b"_s, same, versioned).contains(1));
    }

    void aNameIsTheFirstOnesThoughThatIsGone() // C10
    {
        for (const Memory &kept : {onDisk(), Memory::inProcess(heard())}) {
            QCOMPARE(kept.cache(u"f"_s, +[](int x) { return x; }, versioned)(4), 4);
            QCOMPARE(kept.cache(u"f"_s, +[](int x) { return x + 0.5; }, versioned)(4), 4.5);
            QCOMPARE(kept.cache(u"f"_s, +[](int x) { return QString::number(x); }, versioned)(4), u"4"_s);
            QCOMPARE(told(MemoryEvent::Kind::Collision).size(), 1);
            m_events.clear();
        }
    }

    void functionsOfOneNameAreToldApartFromAllThatHadIt() // C10
    {
        const Memory kept = onDisk();
        const auto first = kept.cache(u"f"_s, +[](int x) { return x; }, versioned);
        const auto second = kept.cache(u"f"_s, +[](int x) { return 2 * x; }, {.version = u"2"_s});
        const auto third = kept.cache(u"f"_s, +[](int x) { return 3 * x; }, {.version = u"2"_s});
        QCOMPARE(first(5) + second(5) + third(5), 5 + 10 + 15);
        QCOMPARE(first(5) + second(5) + third(5), 5 + 10 + 15);
    }

    // What users hand in

    void anArgumentThatCannotBeEncodedIsComputedEachTimeAndSaid() // H10
    {
        const auto f = onDisk().cache(u"f"_s, +[](const Unfit &it) { return executed.add(u"f"_s), it.value; }, versioned);
        QCOMPARE(f({3}), 3);
        QCOMPARE(f({4}), 4);
        QVERIFY(!f.contains(Unfit{3}));
        QVERIFY(!f.forget(Unfit{3}));
        QVERIFY(f.explain(Unfit{3}).contains(u"cannot be hashed"_s));
        QCOMPARE(executed.take().size(), 2);
        QCOMPARE(told(MemoryEvent::Kind::NotKept).size(), 1);
    }

    void aHandlerThatThrowsChangesNothing()
    {
        const Memory kept(place(), {.verbose = 3, .onEvent = [](const MemoryEvent &) { throw std::runtime_error("not now"); }});
        const auto f = kept.cache(u"f"_s, same, versioned);
        QCOMPARE(f(1), 1);
        QCOMPARE(f.call(1).by, AnsweredBy::Memory);
        QCOMPARE(kept.cache(u"g"_s, makeUnfit, versioned)(2).value, 2);
    }

    void argumentsMayCallCachedFunctionsWhileTheyAreHashed()
    {
        const Memory kept = onDisk({.inMemory = {.items = 0}});
        const auto inner = kept.cache(u"inner"_s, same, versioned);
        Dependency fromCache{u"inner"_s, [&inner] {
                                 Encoder encoder;
                                 hashAppend(encoder, inner(1));
                                 return encoder.view().toByteArray();
                             }, nullptr};
        const auto outer = kept.cache(u"outer"_s, +[](int x) { return 10 * x; }, {.version = u"1"_s, .dependsOn = {fromCache}});
        QCOMPARE(outer(2), 20);
        QCOMPARE(outer(3), 30);
        QVERIFY(outer.key(2) != outer.key(3));
        QCOMPARE(outer.call(2).by, AnsweredBy::Disk);
    }

    void aDefaultThatDoesNotFitIsRefusedAtOnce() // B8
    {
        const Memory kept = onDisk();
        QVERIFY_THROWS_EXCEPTION(std::logic_error, kept.cache(u"f"_s, same, {.defaults = std::tuple{u"three"_s}}));
        QVERIFY_THROWS_EXCEPTION(std::logic_error, kept.cache(u"f"_s, same, {.defaults = std::tuple{2.5}}));
        QVERIFY_THROWS_EXCEPTION(std::logic_error, kept.cache(u"f"_s, same, {.laterProps = std::tuple{u"three"_s}}));
        QCOMPARE(kept.cache(u"f"_s, same, {.version = u"1"_s, .defaults = std::tuple{2.0}})(), 2);
    }

    void whatChangesADependencyIsNotKept() // S5, L4
    {
        QString banner;
        MemoryOptions options = heard({.verbose = 1});
        options.onEvent = [this, &banner](const MemoryEvent &event) {
            m_events.push_back(event);
            if (event.kind == MemoryEvent::Kind::Calling)
                banner = event.text;
        };
        const auto f = Memory(place(), options).cache(u"f"_s, +[](int x) { return x + ++counter; },
            {.version = u"1"_s, .props = {u"x"_s}, .dependsOn = {dependency(u"counter"_s, &counter)}});
        QCOMPARE(f.call(1).by, AnsweredBy::NoCache);
        QVERIFY2(told(MemoryEvent::Kind::Mutated).value(0).contains(u"what it depends on has changed (counter)"_s),
                 qPrintable(told(MemoryEvent::Kind::Mutated).value(0)));
        QVERIFY2(banner.endsWith(u"f(x=1)"_s), qPrintable(banner));
        QCOMPARE(f.info().uncached, 1);
    }

    void whatIsEmptyIsAResult_data() // B13, S22
    {
        QTest::addColumn<std::function<void(MemoryHardTest *)>>("check");
        const auto row = [](const char *name, auto check) { QTest::newRow(name) << std::function<void(MemoryHardTest *)>(check); };
        row("a text", [](MemoryHardTest *it) { it->comesBackEmpty<QString>(u"text"_s); });
        row("bytes", [](MemoryHardTest *it) { it->comesBackEmpty<QByteArray>(u"bytes"_s); });
        row("a list", [](MemoryHardTest *it) { it->comesBackEmpty<std::vector<double>>(u"list"_s); });
        row("bits", [](MemoryHardTest *it) { it->comesBackEmpty<std::vector<bool>>(u"bits"_s); });
        row("an optional", [](MemoryHardTest *it) { it->comesBackEmpty<std::optional<double>>(u"optional"_s); });
        row("a map", [](MemoryHardTest *it) { it->comesBackEmpty<QMap<QString, int>>(u"map"_s); });
        row("null", [](MemoryHardTest *it) { it->comesBackEmpty<Json>(u"null"_s); });
        row("an array", [](MemoryHardTest *it) { it->comesBackEmpty<Array<double>>(u"array"_s); });
    }
    void whatIsEmptyIsAResult()
    {
        QFETCH(std::function<void(MemoryHardTest *)>, check);
        check(this);
    }

    void whatTookLongIsReused_data() // V3
    {
        QTest::addColumn<bool>("tookLong");
        QTest::addColumn<int>("runs");
        QTest::newRow("long enough") << true << 1;
        QTest::newRow("too short") << false << 2;
    }
    void whatTookLongIsReused()
    {
        QFETCH(bool, tookLong);
        const auto least = tookLong ? 0us : Microseconds(1h);
        const auto f = onDisk().cache(u"f"_s, same, {.version = u"1"_s, .isValid = [least](const KeptResult &it) { return it.duration >= least; }});
        f(1), f(1);
        QTEST(int(executed.take().size()), "runs");
    }

    void bitsComeBack() // S22
    {
        const auto compute = +[](int length) {
            std::vector<bool> bits;
            for (int i = 0; i < length; ++i)
                bits.push_back(i % 3 == 0);
            return bits;
        };
        const auto bits = onDisk().cache(u"bits"_s, compute, versioned)(1000);
        QVERIFY(onDisk().cache(u"bits"_s, compute, versioned)(1000) == bits);
    }

    // Handles

    void aReferenceHoldsWhatIsNotOnDisk() // R1
    {
        const auto inProcess = Memory::inProcess(heard({.inMemory = {.items = 1}})).cache(u"f"_s, same, versioned);
        inProcess(1);
        const auto held = inProcess.shelve(1);
        inProcess(2); // there is room for one
        QCOMPARE(held.get(), 1);
        const auto unfit = onDisk().cache(u"g"_s, makeUnfit, versioned);
        QCOMPARE(unfit.call(7).by, AnsweredBy::NoCache);
        QCOMPARE(unfit.shelve(7).get().value, 7);
    }

    void aReferenceToWhatHasMadeRoomSaysSo() // R1, E9
    {
        const Memory kept = onDisk({.limits = {.items = 1}});
        const auto f = kept.cache(u"f"_s, same, versioned);
        const auto ref = f.shelve(1);
        m_clock.advance(1s);
        f(2);
        QVERIFY_THROWS_EXCEPTION(RefError, ref.get());
    }

    void referencesWithoutACacheAreToldApartByTheirValues() // H10
    {
        const auto source = Memory::off().cache(u"source"_s, same, versioned);
        const auto f = onDisk().cache(u"f"_s, +[](const Ref<int> &ref) { return 2 * ref.get(); }, versioned);
        QCOMPARE(f(source.shelve(3)), 6);
        QCOMPARE(f(source.shelve(4)), 8);
    }

    void aReferenceOfAnotherTypeIsRefused()
    {
        const Memory kept = onDisk();
        const Json written(kept.cache(u"f"_s, same, versioned).shelve(1));
        QCOMPARE(written.get<Ref<int>>().get(), 1);
        QVERIFY_THROWS_EXCEPTION(RefError, written.get<Ref<QString>>().get());
    }

    void whatMayChangeIsNotTracked() // M6
    {
        const Memory kept = onDisk();
        static int content = 1;
        const auto read = kept.cache(u"read"_s, +[](int) { return content; },
                                     {.version = u"1"_s, .ignores = {u"content"_s}, .isValid = expiresAfter(1s)});
        const auto twice = kept.cache(u"twice"_s, +[](int x) { return 2 * x; }, versioned);
        const auto ofRef = kept.cache(u"ofRef"_s, +[](const Ref<int> &ref) { return 2 * ref.get(); }, versioned);
        content = 1;
        QCOMPARE(twice(read.tracked(0)), 2);
        QCOMPARE(twice(Tracked(read.call(0))), 2);
        QCOMPARE(ofRef(read.shelve(0)), 2);
        content = 5;
        m_clock.advance(2s);
        QCOMPARE(twice(read.tracked(0)), 10);
        QCOMPARE(twice(Tracked(read.call(0))), 10);
        QCOMPARE(ofRef(Json(read.shelve(0)).get<Ref<int>>()), 10);
    }

    void whatIsIgnoredIsNotWhatIsEmpty() // A5
    {
        const Memory kept = onDisk();
        const auto value = +[](int x, std::optional<int> y) { return x + y.value_or(0); };
        QCOMPARE(kept.cache(u"f"_s, value, {.version = u"1"_s, .props = {u"x"_s, u"y"_s}, .ignore = {u"y"_s}})(1, 7), 8);
        QCOMPARE(kept.cache(u"f"_s, value, {.version = u"1"_s, .props = {u"x"_s, u"y"_s}})(1, {}), 1);
    }

    void anIgnoredParameterThatCameLaterDoesNotCount() // A14
    {
        const auto f = onDisk().cache(u"f"_s, +[](int x, bool) { return x; },
                                      {.version = u"1"_s, .props = {u"x"_s, u"verbose"_s}, .ignore = {u"verbose"_s}, .laterProps = std::tuple{false}});
        QCOMPARE(f.key(1, true), f.key(1, false));
    }

    void whatForgetsSaysWhetherItWasThere()
    {
        const auto f = onDisk().cache(u"f"_s, same, {.version = u"1"_s, .isValid = expiresAfter(1s)});
        f(1);
        m_clock.advance(2s);
        QVERIFY(f.forget(1));
        QVERIFY(!f.forget(1));
    }

    void aFunctionThatIsAlwaysComputedHasNothingForTheNextCall()
    {
        const auto f = onDisk().cache(u"f"_s, same, {.version = u"1"_s, .isAlwaysComputed = true});
        f(1);
        QVERIFY(!f.contains(1));
        QVERIFY(f.explain(1).contains(u"computed at each call"_s));
    }

    void functionsOfOneNameWithResultsOfOtherTypesDoNotMeet() // C10
    {
        const Memory kept = onDisk();
        const auto number = kept.cache(u"x"_s, +[](int x) { return x; }, versioned);
        const auto text = kept.cache(u"x"_s, +[](int x, int y) { return QString(x + y, u'x'); }, {.version = u"1"_s, .laterProps = std::tuple{1}});
        QCOMPARE(number(3), 3);
        QCOMPARE(text(3, 1), u"xxxx"_s);
    }

    void whatEncodesMayThrowAnything() // B7
    {
        const auto f = onDisk().cache(u"f"_s, +[](const Rude &rude) { return rude.value; }, versioned);
        QCOMPARE(f.call(Rude{3}).by, AnsweredBy::NoCache);
    }

    void whatKeepsNothingHasNoValueToGive()
    {
        const auto f = onDisk().cache(u"f"_s, same, {.version = u"1"_s, .output = none()});
        QVERIFY_THROWS_EXCEPTION(std::logic_error, f(1));
        QCOMPARE(f.ensure(1), AnsweredBy::Computation);
        QVERIFY_THROWS_EXCEPTION(std::logic_error, f(1));
        QVERIFY_THROWS_EXCEPTION(std::logic_error, f.shelve(1));
    }

    void whatKeepsNothingIsNotTakenForAResult_data()
    {
        QTest::addColumn<bool>("inFolder");
        QTest::newRow("in memory") << false;
        QTest::newRow("on disk") << true;
    }
    void whatKeepsNothingIsNotTakenForAResult()
    {
        QFETCH(bool, inFolder);
        const auto answer = +[](int x) { return std::optional<int>(x); };
        const auto place = [&] { return inFolder ? onDisk() : Memory::inProcess(heard()); };
        const Memory kept = place();
        kept.cache(u"f"_s, answer, {.version = u"1"_s, .output = none()}).ensure(42);
        const auto f = (inFolder ? place() : kept).cache(u"f"_s, answer, versioned);
        QCOMPARE(f(42), std::optional(42));
        QCOMPARE(f.info().computed, 1);
    }

    void usesThroughReferencesCount()
    {
        {
            const auto f = onDisk().cache(u"f"_s, same, versioned);
            f(3);
        }
        {
            const auto f = onDisk().cache(u"f"_s, same, versioned);
            QCOMPARE(f.ensure(3), AnsweredBy::Disk);
            QCOMPARE(f.shelve(3).get(), 3);
        }
        QCOMPARE(CallCatalog::open(place())->calls()[0].hits, 3);
    }

    void aReferenceAsAResultDoesNotHoldItsMemory()
    {
        {
            static std::optional<CachedFunction<int(int)>> inner;
            const Memory kept = onDisk();
            inner = kept.cache(u"inner"_s, same, versioned);
            (*inner)(3);
            (*inner)(3);
            const auto f = kept.cache(u"outer"_s, +[](int x) { return inner->shelve(x); }, versioned);
            QCOMPARE(f(3).get(), 3);
            inner.reset();
        }
        const auto catalog = CallCatalog::open(place());
        qint64 hits = 0;
        for (const FunctionSummary &function : catalog->functions())
            hits += function.hits;
        QVERIFY(hits >= 2); // written down when the Memory ended
    }

    void dependenciesCountWithTheirNames()
    {
        static int a = 3, b = 3;
        const Memory kept = onDisk();
        const auto sum = +[](int x) { return x + a; };
        kept.cache(u"f"_s, sum, {.version = u"1"_s, .dependsOn = {dependency(u"b"_s, &b)}, .ignores = {u"a"_s}})(1);
        QVERIFY(!kept.cache(u"f"_s, sum, {.version = u"1"_s, .dependsOn = {dependency(u"a"_s, &a)}, .ignores = {u"b"_s}}).contains(1));
    }

    void anOutputFileFollowsWhatIsEnsuredFromDisk() // M17
    {
        const FunctionOptions options{.version = u"1"_s, .output = json(u"f"_s)};
        const auto compute = onDisk().cache(u"f"_s, same, options);
        compute(3), compute(4);
        QCOMPARE(onDisk().cache(u"f"_s, same, options).ensure(3), AnsweredBy::Disk);
        QCOMPARE(contentOf(place() + u"/f.json"_s).trimmed(), "3");
    }

    void anOutputFileFollowsWhatIsAnsweredFromMemory() // M17
    {
        const auto f = onDisk().cache(u"f"_s, same, {.version = u"1"_s, .output = json(u"f"_s)});
        const auto shown = [&] { return contentOf(place() + u"/f.json"_s).trimmed(); };
        f(3), f(4);
        QCOMPARE(shown(), "4");
        QCOMPARE(f.call(3).by, AnsweredBy::Memory);
        QCOMPARE(shown(), "3");
    }

    void anOutputFileThatCannotBeWrittenIsToldAndTheResultKept()
    {
        overwrite(m_folder->filePath(u"file"_s), "x");
        const FunctionOptions options{.version = u"1"_s, .output = json(m_folder->filePath(u"file/f.json"_s))};
        QCOMPARE(onDisk().cache(u"f"_s, same, options)(3), 3);
        QCOMPARE(onDisk().cache(u"f"_s, same, options).call(3).by, AnsweredBy::Disk);
        QCOMPARE(told(MemoryEvent::Kind::Degraded).size(), 2);
        QVERIFY(told(MemoryEvent::Kind::Damaged).isEmpty());
    }

    // Threads, processes, folders

    void threadsThatShareNoFolderComputeOnce() // P3
    {
        for (int round = 0; round < 50; ++round) {
            const auto f = Memory::inProcess(heard()).cache(u"f"_s, same, versioned);
            {
                std::vector<std::jthread> threads;
                for (int i = 0; i < 8; ++i)
                    threads.emplace_back([&] { f(4); });
            }
            QCOMPARE(executed.take().size(), 1);
        }
    }

    void aCallThatNeedsItselfThroughAnotherMemoryIsRefused() // P6
    {
        static std::function<int(int)> again;
        const auto compute = +[](int x) { return again(x); };
        const auto f = onDisk().cache(u"f"_s, compute, versioned);
        again = onDisk().cache(u"f"_s, compute, versioned);
        QVERIFY_THROWS_EXCEPTION(std::logic_error, f(1));
        again = nullptr;
    }

    void aChildIsAtNoneOfItsParentsCalls() // P1
    {
        const auto f = Memory::inProcess(heard()).cache(u"f"_s, +[](int x) { return executed.add(u"at it"_s), gate.pass(), x; }, versioned);
        gate.close();
        std::jthread thread([&] { f(5); });
        QTRY_VERIFY(executed.contains(u"at it"_s));
        const int answer = inChild([&] {
            gate.open();
            return f(5) == 5 ? 7 : 0;
        });
        gate.open();
        QCOMPARE(answer, 7);
    }

    void aFolderThatGoesWhileACallIsComputedHarmsNobody() // B3
    {
        const Memory kept = onDisk();
        const auto f = kept.cache(u"f"_s, +[](int x) { return executed.add(u"at it"_s), gate.pass(), x; }, versioned);
        const auto g = kept.cache(u"g"_s, same, versioned);
        gate.close();
        std::jthread thread([&] { f(5); });
        QTRY_VERIFY(executed.contains(u"at it"_s));
        QVERIFY(QDir(place()).removeRecursively());
        QCOMPARE(g(1), 1); // makes the folder anew
        gate.open();
        thread.join();
        QCOMPARE(onDisk().cache(u"g"_s, same, versioned).call(1).by, AnsweredBy::Disk);
        QCOMPARE(onDisk().cache(u"f"_s, +[](int x) { return x; }, versioned).call(5).by, AnsweredBy::Disk);
    }

    void aFolderThatIsNoneIsToldOf() // S23
    {
        QVERIFY(QDir().mkpath(place()));
        overwrite(place() + u"/calls.db"_s, "no database");
        const Memory kept = onDisk();
        kept.clear();
        QCOMPARE(kept.reduceSize({.items = 0}), 0);
        QCOMPARE(told(MemoryEvent::Kind::Degraded).size(), 2);
    }
};

QTEST_GUILESS_MAIN(MemoryHardTest)
#include "tst_memoryhard.moc"
