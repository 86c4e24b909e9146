// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What people see of a call store, and how room is made in it. The codes in comments are those of docs/conformance.md.
#include <once/callcatalog.h>

#include <support/doubles.h>
#include <support/driven.h>
#include <support/memorycalls.h>
#include <support/sql.h>
#include <support/stored.h>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString fileIn(const QTemporaryDir &folder) { return folder.filePath(u"calls.db"_s); }

// Which of the calls are there, by number.
QList<int> numbersIn(CallCatalog &catalog)
{
    QList<int> numbers;
    for (int number = 1; number <= 20; ++number)
        if (!catalog.callsWithKey(keyOf(number).toHex()).isEmpty())
            numbers.append(number);
    return numbers;
}

QList<int> upTo(int last)
{
    QList<int> numbers;
    for (int number = 1; number <= last; ++number)
        numbers.append(number);
    return numbers;
}

struct Ten // calls of sine
{
    explicit Ten(qsizetype bytes = 1000)
    {
        putCalls(folder.path(), 10, bytes);
        catalog = CallCatalog::open(folder.path());
    }

    QTemporaryDir folder;
    std::unique_ptr<CallCatalog> catalog;
};

void use(const QTemporaryDir &folder, int number, qint64 hits, Instant last)
{
    CallStore::open(folder.path(), {})->note({{.key = keyOf(number), .hits = hits, .last = last}});
}

class Top : public Flow
{
public:
    Child<Doubles> doubles{this, "doubles", {.version = "1"}};
    int number = 1;

    void run() { doubles.run(number); }
};

} // namespace

class CallCatalogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void functionsAreSummedUpVersionByVersion()
    {
        Ten ten;
        const auto store = CallStore::open(ten.folder.path(), u"tests"_s);
        store->put(callTo(store->function(sineOf(u"2"_s)), 11));
        store->function({.name = u"never called"_s});
        use(ten.folder, 4, 3, firstCall + 1h);
        const QList<FunctionSummary> functions = ten.catalog->functions();
        QCOMPARE(functions.size(), 2);
        QCOMPARE(functions[0].name, "sine");
        QCOMPARE(functions[0].code, "1");
        QCOMPARE(functions[0].signature, "(double, text)");
        QCOMPARE(functions[0].props, QStringList({"x", "unit"}));
        QCOMPARE(functions[0].calls, 10);
        QCOMPARE(functions[0].hits, 3);
        QVERIFY(functions[0].codeMap.is_null());
        QCOMPARE(functions[0].computed, Microseconds(55ms));
        QCOMPARE(functions[0].saved, Microseconds(12ms));
        QCOMPARE(functions[0].lastUsed, firstCall + 1h);
        QCOMPARE(functions[1].code, "2");
        QCOMPARE(functions[1].calls, 1);
    }

    void theCallsLastUsedComeFirst()
    {
        Ten ten;
        use(ten.folder, 4, 3, firstCall + 1h);
        const qint64 sine = ten.catalog->functions().first().id;
        const QList<StoredCall> calls = ten.catalog->calls(sine, 3);
        QCOMPARE(calls.size(), 3);
        QCOMPARE(calls[0].key, keyOf(4));
        QCOMPARE(calls[0].hits, 3);
        QCOMPARE(calls[0].lastUsed, firstCall + 1h);
        QCOMPARE(calls[0].finished, firstCall + 4min);
        QCOMPARE(calls[0].saved(), Microseconds(12ms));
        QCOMPARE(calls[0].origin, "tests");
        QCOMPARE(calls[0].preview, R"([4,"deg"])");
        QVERIFY(calls[0].bytes > 1000);
        QCOMPARE(calls[1].key, keyOf(10));
        QCOMPARE(ten.catalog->calls(sine + 1).size(), 0);
        QCOMPARE(ten.catalog->calls().size(), 10);
    }

    void aFunctionIsMergedByTheEndOfItsName()
    {
        const QTemporaryDir folder, copy;
        FunctionRecord named = sineOf();
        for (const QString &name : {u"prices.sine"_s, u"prices.cosine"_s}) {
            named.name = name;
            const auto store = CallStore::open(folder.path(), u"tests"_s);
            store->put(callTo(store->function(named), int(name.size())));
        }
        CallStore::open(copy.path(), u"tests"_s);
        QCOMPARE(CallCatalog::open(copy.path())->merge(folder.path(), u"sine"_s), 1);
        QCOMPARE(CallCatalog::open(copy.path())->functions().value(0).name, "prices.sine");
    }

    void aCallIsFoundByTheBeginningOfItsKey_data()
    {
        QTest::addColumn<QString>("hex");
        QTest::addColumn<int>("found");
        QTest::newRow("all of it") << keyOf(7).toHex() << 1;
        QTest::newRow("the short one") << keyOf(7).toShortHex() << 1;
        QTest::newRow("an odd number of digits") << keyOf(7).toHex().first(7) << 1;
        QTest::newRow("in capitals") << keyOf(7).toShortHex().toUpper() << 1;
        QTest::newRow("of none") << Digest::of("no such call").toHex() << 0;
        QTest::newRow("too long") << keyOf(7).toHex() + u'0' << 0;
        QTest::newRow("no hex") << u"sine"_s << 0;
        QTest::newRow("nothing") << QString() << 0;
    }
    void aCallIsFoundByTheBeginningOfItsKey()
    {
        QFETCH(QString, hex);
        Ten ten;
        QTEST(int(ten.catalog->callsWithKey(hex).size()), "found");
    }

    void allOfACallCanBeRead()
    {
        Ten ten;
        const auto call = ten.catalog->call(keyOf(7));
        QVERIFY(call);
        QCOMPARE(call->props, Value::of(Json{7, "deg"}));
        QCOMPARE(call->result.to<QString>().size(), 1000);
        QVERIFY(!ten.catalog->call(Digest::of("no such call")));
    }

    void whatIsForgottenIsGoneAndItsRoomIsFree()
    {
        Ten ten;
        ten.catalog->forget({keyOf(3), keyOf(5), Digest::of("no such call")});
        QCOMPARE(ten.catalog->calls().size(), 8);
        QCOMPARE(numberIn(fileIn(ten.folder), "SELECT count(*) FROM contents"), 8);
    }

    void aContentStaysUntilTheLastCallThatHasItIsGone_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::newRow("in the database") << 500;
        QTest::newRow("in a file") << 200'000;
    }
    void aContentStaysUntilTheLastCallThatHasItIsGone()
    {
        QFETCH(int, bytes);
        const QTemporaryDir folder;
        const auto store = CallStore::open(folder.path(), {});
        SharedCall one = callTo(store->function(sineOf()), 1, bytes), two = one;
        two.key = keyOf(2);
        store->put(one);
        store->put(two);
        const auto catalog = CallCatalog::open(folder.path());
        catalog->forget({one.key});
        QCOMPARE(catalog->call(two.key)->result, two.result);
        catalog->forget({two.key});
        QCOMPARE(numberIn(fileIn(folder), "SELECT count(*) FROM contents"), 0);
        QCOMPARE(filesIn(folder.filePath("blobs")).size(), 0);
        store->put(one); // by one who has seen that the content was there
        QCOMPARE(catalog->call(one.key)->result, one.result);
    }

    void aFileStaysUntilTheLastCallThatHasItIsGone()
    {
        const QTemporaryDir folder;
        const auto store = CallStore::open(folder.path(), {});
        const qint64 sine = store->function(sineOf());
        putFileOf(folder.path(), *store, callTo(sine, 1), "an array");
        putFileOf(folder.path(), *store, callTo(sine, 2), "an array");
        const auto catalog = CallCatalog::open(folder.path());
        catalog->forget({keyOf(1)});
        QCOMPARE(filesIn(folder.filePath("blobs")).values(), QList<QByteArray>{"an array"});
        catalog->forget({keyOf(2)});
        QCOMPARE(filesIn(folder.filePath("blobs")).size(), 0);
    }

    void clearLeavesAnEmptyStoreThatCanBeUsed() // E11
    {
        Ten ten(200'000);
        const auto store = CallStore::open(ten.folder.path(), {});
        const qint64 sine = store->function(sineOf());
        ten.catalog->clear();
        QVERIFY(ten.catalog->calls().isEmpty());
        QVERIFY(ten.catalog->functions().isEmpty());
        QCOMPARE(filesIn(ten.folder.filePath("blobs")).size(), 0);
        store->function({.name = u"another"_s});
        store->put(callTo(sine, 1, 200'000));
        QCOMPARE(ten.catalog->functions().first().name, "sine");
        QVERIFY(ten.catalog->verify(false).isEmpty());
    }

    void limitsTakeOutWhatIsTooMuch_data() // E1 to E4
    {
        QTest::addColumn<CallLimits>("limits");
        QTest::addColumn<QList<int>>("left");
        const Ten ten;
        const qint64 each = ten.catalog->calls().first().bytes;
        const auto row = [](const char *name, const CallLimits &limits, const QList<int> &left) { QTest::newRow(name) << limits << left; };
        row("no limit", {}, upTo(10));
        row("as many as there are", {.items = 10}, upTo(10));
        row("two items", {.items = 2}, {9, 10});
        row("no item", {.items = 0}, {});
        row("all bytes", {.bytes = 10 * each}, upTo(10));
        row("bytes for three", {.bytes = 4 * each - 1}, {8, 9, 10});
        row("2K, of 1K each", {.bytes = bytesFromText(u"2K"_s)}, {10});
        row("2048", {.bytes = 2048}, {10});
        row("1M", {.bytes = bytesFromText(u"1M"_s)}, upTo(10));
        row("less than one takes", {.bytes = 500}, {});
        row("no byte", {.bytes = 0}, {});
        row("a day old", {.age = 24h}, upTo(10));
        row("three minutes old", {.age = 3min}, {8, 9, 10});
        row("no age", {.age = 0s}, {});
        row("age and items", {.items = 2, .age = 3min}, {9, 10});
        row("age that leaves fewer than items", {.items = 5, .age = 3min}, {8, 9, 10});
    }
    void limitsTakeOutWhatIsTooMuch()
    {
        QFETCH(CallLimits, limits);
        Ten ten;
        const QList<CallKey> excess = ten.catalog->excess(limits, firstCall + 10min + 1s);
        QCOMPARE(numbersIn(*ten.catalog), upTo(10));
        QCOMPARE(ten.catalog->reduce(limits, firstCall + 10min + 1s), excess);
        QTEST(numbersIn(*ten.catalog), "left");
        QCOMPARE(excess.size(), 10 - numbersIn(*ten.catalog).size());
        QVERIFY(ten.catalog->verify(false).isEmpty());
    }

    void limitsOnAnEmptyStoreAreNoMistake() // E1
    {
        const QTemporaryDir folder;
        putCalls(folder.path(), 0);
        QVERIFY(CallCatalog::open(folder.path())->reduce({.bytes = 0, .items = 0, .age = 0s}, firstCall).isEmpty());
    }

    void aNegativeLimitIsRefused_data() // E4
    {
        QTest::addColumn<CallLimits>("limits");
        QTest::newRow("bytes") << CallLimits{.bytes = -1};
        QTest::newRow("items") << CallLimits{.items = -1};
        QTest::newRow("age") << CallLimits{.age = -1s};
    }
    void aNegativeLimitIsRefused()
    {
        QFETCH(CallLimits, limits);
        Ten ten;
        QVERIFY_EXCEPTION_THROWN(ten.catalog->reduce(limits, firstCall), std::invalid_argument);
        QCOMPARE(numbersIn(*ten.catalog), upTo(10));
    }

    void whatWasUsedLastStays() // E5
    {
        Ten ten;
        use(ten.folder, 1, 1, firstCall + 1h);
        ten.catalog->reduce({.items = 1}, firstCall + 2h);
        QCOMPARE(numbersIn(*ten.catalog), QList<int>{1});
    }

    void whatHasSavedLeastPerByteGoesFirst()
    {
        const QTemporaryDir folder;
        const auto store = CallStore::open(folder.path(), {});
        const qint64 sine = store->function(sineOf());
        store->put(callTo(sine, 8, 1000)); // 8 ms in 1 KB
        store->put(callTo(sine, 9, 20'000)); // 9 ms in 20 KB
        store->put(callTo(sine, 2, 1000)); // 2 ms, but used nine times
        use(folder, 2, 9, firstCall + 2min);
        const auto catalog = CallCatalog::open(folder.path());
        catalog->reduce({.items = 2, .first = Eviction::LeastSavedPerByte}, firstCall + 1h);
        QCOMPARE(numbersIn(*catalog), QList<int>({2, 8}));
        catalog->reduce({.items = 1, .first = Eviction::LeastSavedPerByte}, firstCall + 1h);
        QCOMPARE(numbersIn(*catalog), QList<int>{2});
    }

    void pinnedCallsStayAndCount() // E9
    {
        Ten ten;
        ten.catalog->pin(keyOf(1), true);
        ten.catalog->pin(keyOf(2), true);
        ten.catalog->reduce({.items = 3}, firstCall + 1h);
        QCOMPARE(numbersIn(*ten.catalog), QList<int>({1, 2, 10}));
        ten.catalog->reduce({.bytes = 0, .items = 0, .age = 0s}, firstCall + 1h);
        QCOMPARE(numbersIn(*ten.catalog), QList<int>({1, 2}));
        QVERIFY(ten.catalog->calls().first().isPinned);
        ten.catalog->pin(keyOf(1), false);
        ten.catalog->reduce({.items = 0}, firstCall + 1h);
        QCOMPARE(numbersIn(*ten.catalog), QList<int>{2});
        ten.catalog->forget({keyOf(2)});
        QVERIFY(numbersIn(*ten.catalog).isEmpty());
    }

    void anOutcomeThatIsMadeAnewStaysPinned()
    {
        Ten ten;
        ten.catalog->pin(keyOf(1), true);
        putCalls(ten.folder.path(), 1);
        QVERIFY(ten.catalog->callsWithKey(keyOf(1).toHex()).first().isPinned);
    }

    void whatAnotherHasTakenOutIsNoMistake() // E8
    {
        Ten ten;
        const auto other = CallCatalog::open(ten.folder.path());
        const auto keys = other->excess({.items = 4}, firstCall + 1h);
        ten.catalog->reduce({.items = 2}, firstCall + 1h);
        other->forget(keys);
        QVERIFY(other->reduce({.items = 4}, firstCall + 1h).isEmpty());
        QCOMPARE(numbersIn(*other), QList<int>({9, 10}));
    }

    void sizesAreWrittenInManyWays_data() // E2, E6
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("bytes"); // -1: no size
        for (const auto &[text, bytes] : std::initializer_list<std::pair<const char *, qint64>>{
                 {"500", 500}, {"2K", 2048}, {"2k", 2048}, {"4 MiB", 4 << 20}, {"1.5 GB", 1'610'612'736}, {" 1T ", 1'099'511'627'776},
                 {"0", 0}, {"", -1}, {"many", -1}, {"-1", -1}, {"2X", -1}, {"1,5G", -1}, {"K", -1}, {"99999999999T", -1}})
            QTest::newRow(text) << QString::fromLatin1(text) << bytes;
    }
    void sizesAreWrittenInManyWays()
    {
        QFETCH(QString, text);
        QFETCH(qint64, bytes);
        try {
            QCOMPARE(bytesFromText(text), bytes);
        } catch (const std::invalid_argument &error) {
            QCOMPARE(bytes, -1);
            QVERIFY2(QByteArray(error.what()).contains("Write a number of bytes, or one with K, M, G or T"), error.what());
        }
    }

    void damageOfEveryKindIsFoundAndMended_data() // S7, S8
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("a bit of the seal") << QByteArray("UPDATE calls SET seal = randomblob(16) WHERE row = 3");
        QTest::newRow("another status") << QByteArray("UPDATE calls SET status = 4 WHERE row = 3");
        QTest::newRow("no status") << QByteArray("UPDATE calls SET status = 99 WHERE row = 3");
        QTest::newRow("another function") << QByteArray("UPDATE calls SET function = 77 WHERE row = 3");
        QTest::newRow("another key") << QByteArray("UPDATE calls SET key = x'0102' WHERE row = 3");
        QTest::newRow("props that are none") << QByteArray("UPDATE calls SET props = x'fe01' WHERE row = 3");
        QTest::newRow("another file") << QByteArray("UPDATE calls SET file = '../calls.db' WHERE row = 3");
        QTest::newRow("a content that is another") << QByteArray("UPDATE contents SET data = x'00' WHERE id = 3");
        QTest::newRow("a content that is gone") << QByteArray("DELETE FROM contents WHERE id = 3");
        QTest::newRow("a content whose file is gone") << QByteArray("UPDATE contents SET data = NULL WHERE id = 3");
    }
    void damageOfEveryKindIsFoundAndMended()
    {
        QFETCH(QByteArray, sql);
        Ten ten;
        execute(fileIn(ten.folder), sql);
        QCOMPARE(ten.catalog->calls().size(), 10); // a list does not fail
        const QList<CallDamage> damages = ten.catalog->verify(true);
        QCOMPARE(damages.size(), 1);
        QVERIFY2(damages.first().what.endsWith(u'.'), qPrintable(damages.first().what));
        QCOMPARE(numbersIn(*ten.catalog), QList<int>({1, 2, 4, 5, 6, 7, 8, 9, 10}));
        QVERIFY(ten.catalog->verify(false).isEmpty());
        QCOMPARE(numberIn(fileIn(ten.folder), "SELECT count(*) FROM contents"), 9);
        QVERIFY(QFile::exists(fileIn(ten.folder)));
        putCalls(ten.folder.path(), 10);
        QVERIFY(ten.catalog->verify(false).isEmpty());
        QCOMPARE(numbersIn(*ten.catalog), upTo(10));
    }

    void filesThatAreDamagedAreFound()
    {
        Ten ten(200'000);
        const auto store = CallStore::open(ten.folder.path(), {});
        const QString file = putFileOf(ten.folder.path(), *store, callTo(store->function(sineOf()), 11), "an array");
        const QString blob = filesIn(ten.folder.filePath("blobs")).lastKey() == ten.folder.filePath("blobs/" + file)
            ? filesIn(ten.folder.filePath("blobs")).firstKey()
            : filesIn(ten.folder.filePath("blobs")).lastKey();
        overwrite(blob, "damage", 20);
        overwrite(ten.folder.filePath("blobs/" + file), "An");
        QCOMPARE(ten.catalog->verify(false).size(), 2);
        QCOMPARE(ten.catalog->verify(true).size(), 2);
        QVERIFY(ten.catalog->verify(false).isEmpty());
        QCOMPARE(ten.catalog->calls().size(), 9);
        QVERIFY(!QFile::exists(ten.folder.filePath("blobs/" + file)));
    }

    void mendingTakesOutWhatNobodyRefersTo()
    {
        Ten ten(200'000);
        CallStore::open(ten.folder.path(), {})->forget(keyOf(1)); // which leaves its value
        const QString leftover = ten.folder.filePath("blobs/leftover.part"), young = ten.folder.filePath("blobs/young.part");
        overwrite(leftover, "half of a value");
        overwrite(young, "what somebody is writing");
        QFile old(leftover);
        QVERIFY(old.open(QIODevice::ReadWrite));
        QVERIFY(old.setFileTime(QDateTime::currentDateTime().addDays(-1), QFileDevice::FileModificationTime));
        old.close();
        QVERIFY(ten.catalog->verify(true).isEmpty());
        QCOMPARE(numberIn(fileIn(ten.folder), "SELECT count(*) FROM contents"), 9);
        QCOMPARE(filesIn(ten.folder.filePath("blobs")).size(), 10);
        QVERIFY(QFile::exists(young) && !QFile::exists(leftover));
    }

    void anotherStoreIsMergedWithHitsPinsFilesAndOrigins()
    {
        Ten ten;
        const QTemporaryDir folder;
        const auto store = CallStore::open(folder.path(), u"elsewhere"_s);
        const qint64 here = CallStore::open(ten.folder.path(), {})->function(sineOf());
        store->function({.name = u"so that numbers differ"_s});
        store->put(callTo(store->function(sineOf()), 10)); // which is here
        store->put(callTo(store->function(sineOf()), 11, 200'000));
        const QString file = putFileOf(folder.path(), *store, callTo(store->function(sineOf()), 12), "an array");
        use(folder, 11, 5, firstCall + 1h);
        CallCatalog::open(folder.path())->pin(keyOf(11), true);

        QCOMPARE(ten.catalog->merge(folder.path()), 2);
        const StoredCall call = ten.catalog->callsWithKey(keyOf(11).toHex()).first();
        QCOMPARE(call.hits, 5);
        QCOMPARE(call.lastUsed, firstCall + 1h);
        QCOMPARE(call.origin, "elsewhere");
        QCOMPARE(call.function, here);
        QVERIFY(call.isPinned);
        QCOMPARE(ten.catalog->call(keyOf(11))->result.to<QString>().size(), 200'000);
        QCOMPARE(contentOf(ten.folder.filePath("blobs/" + file)), "an array");
        QVERIFY(ten.catalog->verify(false).isEmpty());
        QCOMPARE(ten.catalog->merge(folder.path()), 0); // twice is nothing new
        QCOMPARE(ten.catalog->functions().first().calls, 12);
    }

    void oneFunctionAloneCanBeMerged()
    {
        Ten ten;
        const QTemporaryDir folder;
        const auto store = CallStore::open(folder.path(), {});
        store->put(callTo(store->function(sineOf()), 11));
        store->put(callTo(store->function({.name = u"cosine"_s}), 12));
        QCOMPARE(ten.catalog->merge(folder.path(), u"cosine"_s), 1);
        QCOMPARE(numbersIn(*ten.catalog), upTo(10) + QList<int>{12});
    }

    void whatIsDamagedIsNotMerged()
    {
        Ten ten, other;
        ten.catalog->clear();
        execute(fileIn(other.folder), "UPDATE calls SET seal = x'00' WHERE row = 3");
        QCOMPARE(ten.catalog->merge(other.folder.path()), 9);
        QCOMPARE(other.catalog->calls().size(), 10);
    }

    void callsOfAnEarlierFormatHaveNoFunction()
    {
        Ten ten;
        execute(fileIn(ten.folder), "UPDATE calls SET function = 0, hits = NULL, bytes = NULL");
        const QList<FunctionSummary> functions = ten.catalog->functions();
        QCOMPARE(functions.size(), 1);
        QCOMPARE(functions.first().id, FunctionSummary::unnamed);
        QCOMPARE(functions.first().name, "(unnamed)");
        QCOMPARE(ten.catalog->calls(FunctionSummary::unnamed).size(), 10);
        QCOMPARE(ten.catalog->calls().first().function, FunctionSummary::unnamed);
    }

    void aFolderThatMayNotBeWrittenToIsLookedAt()
    {
        Ten ten;
        QVERIFY(ten.catalog->canBeChanged());
        if (::geteuid() == 0)
            QSKIP("the superuser may write everywhere");
        const auto may = [&](bool write) {
            const auto permissions = QFile::ReadOwner | QFile::ExeOwner | (write ? QFile::WriteOwner : QFile::Permissions());
            return QFile::setPermissions(ten.folder.path(), permissions) && QFile::setPermissions(fileIn(ten.folder), permissions);
        };
        ten.catalog.reset();
        QVERIFY(may(false));
        const auto catalog = CallCatalog::open(ten.folder.path());
        QVERIFY(!catalog->canBeChanged());
        QCOMPARE(catalog->calls().size(), 10);
        QVERIFY(errorOf([&] { catalog->forget({keyOf(1)}); }));
        QVERIFY(may(true));
    }

    void whatIsNoStoreIsRefused()
    {
        const QTemporaryDir folder;
        QCOMPARE(errorOf([&] { CallCatalog::open(folder.path()); })->kind, StoreError::Kind::Missing);
        QCOMPARE(errorOf([&] { CallCatalog::open(folder.filePath("nowhere")); })->kind, StoreError::Kind::Missing);
        overwrite(fileIn(folder), "no database");
        QCOMPARE(errorOf([&] { CallCatalog::open(folder.path()); })->kind, StoreError::Kind::NotAHistory);
    }

    void theWorksOfAnAppAreFunctionsThatCanOnlyBeLookedAt()
    {
        const QTemporaryDir folder;
        {
            const auto store = Store::open(folder.path());
            Driven<Top> driven({.store = store.get()});
            driven.settle();
            driven.root.number = 2;
            driven.settleAgain();
            driven.root.number = 1;
            driven.settleAgain(); // a hit
            driven.end();
        }
        const auto catalog = CallCatalog::open(folder.path());
        QVERIFY(!catalog->canBeChanged());
        const QList<FunctionSummary> functions = catalog->functions();
        QCOMPARE(functions.size(), 1);
        QCOMPARE(functions.first().name, "root.doubles");
        QCOMPARE(functions.first().calls, 2);
        const QList<StoredCall> calls = catalog->calls(functions.first().id);
        QCOMPARE(calls.size(), 2);
        const auto first = std::ranges::find(calls, RunId(1), &StoredCall::run);
        QCOMPARE(first->preview, "[1]");
        QVERIFY(first->hits > 0);
        QVERIFY(first->bytes > 0);
        QCOMPARE(catalog->callsWithKey(first->key.toShortHex()).first().run, RunId(1));
        QCOMPARE(catalog->call(first->key)->states.toJson(), Json({{"value", 2}}));
        QVERIFY(catalog->verify(false).isEmpty());
        QCOMPARE(CallCatalog::open(historyIn(folder))->calls().size(), 2);
        for (const auto &change : std::initializer_list<std::function<void()>>{
                 [&] { catalog->forget({first->key}); }, [&] { catalog->clear(); }, [&] { catalog->pin(first->key, true); },
                 [&] { catalog->reduce({}, firstCall); }, [&] { catalog->excess({}, firstCall); }, [&] { catalog->verify(true); },
                 [&] { catalog->merge(folder.path()); }})
            QVERIFY(errorOf(change)->attempt.contains("APP forget WORK"));
    }
};

QTEST_GUILESS_MAIN(CallCatalogTest)
#include "tst_callcatalog.moc"
