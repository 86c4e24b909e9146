// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The keys of cached calls: equal exactly when the arguments are, here, in other processes, from other compilers, for ever.
#include <once/array.h>
#include <once/memory.h>

#include <support/child.h>
#include <support/recorder.h>
#include <support/stored.h>

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <limits>
#include <set>
#include <unordered_set>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

const FunctionOptions versioned{.version = u"1"_s};

struct Padded // 7 bytes between the fields
{
    char kind = 'a';
    qint64 number = 1;
};
ONCE_DESCRIBE(Padded, kind, number)

struct Scale
{
    double factor = 1;
    double operator()(double x) const { return factor * x; }
};

enum class Named { One, Two };
NLOHMANN_JSON_SERIALIZE_ENUM(Named, {{Named::One, "one"}, {Named::Two, "two"}})

struct Grid
{
    int rows = 0;
    std::vector<double> values;

    auto begin() const { return values.begin(); }
    auto end() const { return values.end(); }
    friend void to_json(Json &json, const Grid &grid) { json = {{"rows", grid.rows}, {"values", grid.values}}; }
    friend void from_json(const Json &json, Grid &grid) { grid = {json.at("rows"), json.at("values")}; }
};

struct Worded // what it can be made from is not written as it is
{
    Worded(const QString &) { }
    Worded(const QList<double> &) { }
    friend void to_json(Json &json, const Worded &) { json = "worded"; }
};
static_assert(detail::own::HasJson<Grid> && detail::own::HasJson<Worded>);
static_assert(!detail::own::HasJson<QString> && !detail::own::HasJson<QList<double>> && !detail::own::HasJson<std::vector<Grid>>);

// As a function of one parameter has it, whose type is left out so that values of many types can be compared.
template <typename T>
QByteArray keyOf(const T &value)
{
    Encoder encoder(QByteArrayView("basis"), 0);
    hashAppend(encoder, value);
    return encoder.hashed().digest.toHex().toLatin1();
}

// The library of the address sanitizer, where this program has one: others can use the framework after it alone.
QString sanitizer()
{
    const QStringList lines = QString::fromUtf8(contentOf(u"/proc/self/maps"_s)).split(u'\n').filter(u"/libasan"_s);
    return lines.isEmpty() ? QString() : lines.first().section(u' ', -1);
}

std::vector<std::pair<QByteArray, QByteArray>> distinctValues() // names and keys
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const QString composed = QString::fromUtf8("\u00e9"), decomposed = composed.normalized(QString::NormalizationForm_D);
    const auto array = [](QList<qint64> shape, double last) {
        Array<double> numbers(shape);
        numbers.edit(numbers.size() - 1) = last;
        return numbers;
    };
    Array<double> row({2}), column({2, 1});
    row.edit(1) = column.edit(1, 0) = 1;
    return {
        {"1", keyOf(1)}, {"2", keyOf(2)}, {"-1", keyOf(-1)}, {"1.0", keyOf(1.0)}, {"2.0", keyOf(2.0)}, {"0", keyOf(0)}, {"true", keyOf(true)},
        {"false", keyOf(false)}, {"0.0", keyOf(0.0)}, {"-0.0", keyOf(-0.0)}, {"NaN", keyOf(nan)},
        {"infinity", keyOf(std::numeric_limits<double>::infinity())}, {"largest", keyOf(std::numeric_limits<quint64>::max())},
        {"\"\"", keyOf(QString())}, {"\"a\"", keyOf(u"a"_s)}, {"\"b\"", keyOf(u"b"_s)}, {"\"1\"", keyOf(u"1"_s)}, {"\"null\"", keyOf(u"null"_s)},
        {"composed", keyOf(composed)}, {"decomposed", keyOf(decomposed)}, {"bytes a", keyOf(QByteArray("a"))}, {"no bytes", keyOf(QByteArray())},
        {"null", keyOf(Json())}, {"no optional 1", keyOf(std::optional<std::optional<int>>(std::optional<int>()))}, {"some 1", keyOf(std::optional<int>(1))},
        {"[]", keyOf(QStringList())}, {"[\"a\"]", keyOf(QStringList{u"a"_s})}, {"[\"a\",\"a\"]", keyOf(QStringList{u"a"_s, u"a"_s})},
        {"[\"ab\",\"c\"]", keyOf(QStringList{u"ab"_s, u"c"_s})}, {"[\"a\",\"bc\"]", keyOf(QStringList{u"a"_s, u"bc"_s})},
        {"[\"a\",\"b\"]", keyOf(QStringList{u"a"_s, u"b"_s})}, {"[\"b\",\"a\"]", keyOf(QStringList{u"b"_s, u"a"_s})},
        {"ints 1 1 2", keyOf(QList<int>{1, 1, 2})}, {"ints 1 2", keyOf(QList<int>{1, 2})}, {"ints 2 1", keyOf(QList<int>{2, 1})},
        {"no ints", keyOf(QList<int>())}, {"longs 1 2", keyOf(QList<qint64>{1, 2})}, {"doubles 1 2", keyOf(QList<double>{1, 2})},
        {"no doubles", keyOf(QList<double>())}, {"complex", keyOf(std::tuple(std::tuple(1, 2.0)))}, {"tuple", keyOf(std::tuple(1, u"a"_s))},
        {"nested", keyOf(QList<QList<int>>{{1}, {2}})}, {"nested otherwise", keyOf(QList<QList<int>>{{1, 2}, {}})},
        {"{}", keyOf(QMap<QString, int>())}, {"{a:1}", keyOf(QMap<QString, int>{{u"a"_s, 1}})}, {"{a:2}", keyOf(QMap<QString, int>{{u"a"_s, 2}})},
        {"{b:1}", keyOf(QMap<QString, int>{{u"b"_s, 1}})}, {"{:1}", keyOf(QMap<QString, int>{{QString(), 1}})},
        {"{__a:1}", keyOf(QMap<QString, int>{{u"__a"_s, 1}})}, {"{a.b:1}", keyOf(QMap<QString, int>{{u"a.b"_s, 1}})},
        {"{a:{b:1}}", keyOf(QMap<QString, QMap<QString, int>>{{u"a"_s, {{u"b"_s, 1}}}})}, {"{\"a,b\":1}", keyOf(QMap<QString, int>{{u"a,b"_s, 1}})},
        {"{1:1}", keyOf(QMap<int, int>{{1, 1}})}, {"set a b", keyOf(std::set<std::string>{"a", "b", "c"})},
        {"a day", keyOf(QDate(2026, 1, 2))}, {"one", keyOf(Named::One)}, {"two", keyOf(Named::Two)},
        {"array of 2", keyOf(row)}, {"array of 2 by 1", keyOf(column)}, {"array of 3", keyOf(array({3}, 1))}, {"another array of 3", keyOf(array({3}, 2))},
        {"{a: array}", keyOf(QMap<QString, Array<double>>{{u"a"_s, row}})}, {"{b: array}", keyOf(QMap<QString, Array<double>>{{u"b"_s, row}})},
        {"padded", keyOf(Padded())}, {"padded otherwise", keyOf(Padded{'b', 1})},
    };
}

QByteArrayList goldenKeys()
{
    const Memory memory = Memory::inProcess();
    const auto hex = [](const CallKey &key) { return key.toHex().toLatin1(); };
    const auto text = memory.cache(u"text"_s, +[](const QString &it) { return it.size(); }, versioned);
    const auto number = memory.cache(u"number"_s, +[](int it) { return it; }, versioned);
    const auto reals = memory.cache(u"reals"_s, +[](const QByteArray &name, double x) { return x + double(name.size()); }, versioned);
    const auto none = memory.cache(u"none"_s, +[] { return 1; }, versioned);
    const auto two = memory.cache(u"two"_s, +[](int a, bool b) { return a + b; }, {.version = u"1"_s, .defaults = std::tuple{true}});
    return {hex(text.key(u"plain text"_s)), hex(text.key(QString::fromUtf8("S\u00e3o Paulo"))), hex(text.key(QString())),
            hex(number.key(0)), hex(number.key(1)), hex(number.key(-1)), hex(number.key(2'147'483'647)),
            hex(reals.key(QByteArray("x"), 0.5)), hex(reals.key(QByteArray("x"), -0.0)), hex(none.key()), hex(two.key(1)), hex(two.key(1, false))};
}

Json nestedBy(int levels, int leaf)
{
    Json json = leaf;
    for (int i = 0; i < levels; ++i) {
        Json outer = Json::array();
        outer.push_back(std::move(json));
        json = std::move(outer);
    }
    return json;
}

int leafOf(const Json &)
{
    executed.add(u"leaf"_s);
    return 1;
}

} // namespace

class MemoryKeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { executed.take(); }

    void keysAreEqualWhenTheValuesAre() // H1, H4, H12 to H15
    {
        const auto values = distinctValues(), again = distinctValues();
        for (std::size_t i = 0; i < values.size(); ++i)
            for (std::size_t j = 0; j < again.size(); ++j)
                QVERIFY2((values[i].second == again[j].second) == (i == j), values[i].first + " and " + again[j].first);
    }

    void theseKeysAreForEver_data() // H8
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QByteArray>("key");
        int at = 0;
        for (const char *key : {
                 "0ea36ce058ffd87ee6cec80574560a3a", "2ec14631691aff65abd7e9684b77d9da", "2958479883fba1d9d343092f20b48fd2",
                 "a1659c9515b7527f891adda0048002c0", "abab3a1783a56adb60567c223d7076ce", "c08da860aa8e7c3c639043000e695ce1",
                 "575e5089f950f7f0b5bbbcd6f2ad7fd4", "311a11d23b4290d97a98944046625677", "1ef5234c329957a360e8f035ece6f930",
                 "6a446c25c4504f6d14237c896934c2af", "795bb768513ee75df441dc721cb4cd88", "a47e21dc8dbde88c3942896c5ce52bd3",
             })
            QTest::addRow("%d", at) << at << QByteArray(key), ++at;
    }
    void theseKeysAreForEver()
    {
        QFETCH(int, at);
        QTEST(goldenKeys().value(at), "key");
    }

    void otherProcessesMakeTheSameKeys() // H3, H6, C8: each with a hash seed of its own
    {
        const std::unordered_set<std::string> words{"a", "b", "c", "d", "e"};
        const QSet<QString> texts{u"a"_s, u"b"_s, u"c"_s, u"d"_s};
        const QByteArray here = keyOf(words) + keyOf(texts) + goldenKeys().join();
        QTemporaryDir folder;
        for (int seed = 1; seed <= 3; ++seed) {
            const QString file = folder.filePath(QString::number(seed));
            QCOMPARE(inChild([&] {
                         QHashSeed::resetRandomGlobalSeed();
                         QSet<QString> mine;
                         for (const QString &text : {u"d"_s, u"b"_s, u"a"_s, u"c"_s})
                             mine.insert(text);
                         overwrite(file, keyOf(words) + keyOf(mine) + goldenKeys().join());
                         return 7;
                     }), 7);
            QCOMPARE(contentOf(file), here);
        }
    }

    void anotherCompilerMakesTheSameKeys() // H18
    {
        const QString compiler = QStandardPaths::findExecutable(u"clang++"_s);
        if (compiler.isEmpty())
            QSKIP("clang++ is not installed");
        QTemporaryDir folder;
        const QString source = folder.filePath(u"keys.cpp"_s), program = folder.filePath(u"keys"_s);
        overwrite(source, "#include <once/memory.h>\n#include <cstdio>\nint main() {\n"
                          "  const auto f = once::Memory::inProcess().cache(QStringLiteral(\"number\"), +[](int it) { return it; }, {.version = QStringLiteral(\"1\")});\n"
                          "  std::printf(\"%s\", qPrintable(f.key(-1).toHex()));\n}\n");
        QProcess build;
        build.setProcessChannelMode(QProcess::MergedChannels);
        const QStringList flags = QStringLiteral(ONCE_FLAGS).split(u' ', Qt::SkipEmptyParts);
        build.start(compiler, QStringList{u"-std=c++20"_s, u"-O2"_s, u"-fPIC"_s, source, u"-o"_s, program} + flags);
        QVERIFY(build.waitForFinished(240'000));
        QVERIFY2(build.exitCode() == 0, build.readAll().constData());
        QProcess run;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LD_PRELOAD"_s, sanitizer());
        run.setProcessEnvironment(environment);
        run.start(program, QStringList());
        QVERIFY(run.waitForFinished(60'000));
        QCOMPARE(run.readAllStandardOutput(), goldenKeys().value(5));
    }

    void copiesAndRoundTripsAreTheSame() // H6, H7
    {
        const QString text = u"a text"_s, copy = QString::fromUtf8(text.toUtf8());
        QCOMPARE(keyOf(QStringList{text, text}), keyOf(QStringList{text, copy}));
        const QMap<QString, QList<double>> map{{u"a"_s, {1, 2}}, {u"b"_s, {}}};
        QCOMPARE(keyOf(Value::of(map).to<QMap<QString, QList<double>>>()), keyOf(map));
        const Padded padded{'x', 3};
        QCOMPARE(keyOf(Json(padded).get<Padded>()), keyOf(padded));
        QCOMPARE(keyOf(std::vector<Padded>{padded, Json(padded).get<Padded>()}), keyOf(std::vector<Padded>{padded, padded}));
    }

    void anArgumentHasTheTypeOfItsParameter() // A3, A5
    {
        const auto half = Memory::inProcess().cache(u"half"_s, +[](double x) { return x / 2; }, versioned);
        QCOMPARE(half.key(1), half.key(1.0));
        QCOMPARE(half.key(short(1)), half.key(1.0f));
        QCOMPARE(half(1), 0.5);
        const auto text = Memory::inProcess().cache(u"text"_s, +[](const QString &it) { return it; }, versioned);
        QCOMPARE(text.key("a"), text.key(u"a"_s));
    }

    void theTypesOfParametersCount()
    {
        const Memory memory = Memory::inProcess();
        const auto real = memory.cache(u"f"_s, +[](double x) { return x; }, versioned);
        const auto whole = memory.cache(u"g"_s, +[](int x) { return x; }, versioned);
        QVERIFY(real.key(1) != whole.key(1));
    }

    void objectsCountByTheirValues() // A11
    {
        const Memory memory = Memory::inProcess();
        const auto of = [&memory](const Scale &scale) { return memory.cache(u"scale"_s, counting(scale, scale.factor), versioned); };
        QCOMPARE(of({2}).key(1), of({2}).key(1));
        QVERIFY(of({2}).key(1) != of({3}).key(1));
        QCOMPARE(of({3})(2), 6.0);
    }

    void theArgumentsStayAsTheyAre() // A9
    {
        QMap<QString, QList<int>> map{{u"b"_s, {3, 1, 2}}, {u"a"_s, {}}};
        const auto before = map;
        const auto f = Memory::inProcess().cache(u"f"_s, +[](const QMap<QString, QList<int>> &it) { return it.size(); }, versioned);
        f(map), f.key(map), f.contains(map), f.explain(map);
        QCOMPARE(map, before);
        QCOMPARE(f.info().memory, 0);
    }

    void aMillionArgumentsHaveAMillionKeys() // H16
    {
        const auto f = Memory::inProcess().cache(u"f"_s, +[](int a, int b) { return a + b; }, versioned);
        std::unordered_set<CallKey> keys;
        for (int a = 0; a < 1000; ++a)
            for (int b = 0; b < 1000; ++b)
                keys.insert(f.key(a, b));
        QCOMPARE(keys.size(), std::size_t(1'000'000));
    }

    void deepNestingIsComputedWithoutAKey() // H17
    {
        const auto f = Memory::inProcess({.onEvent = [](const MemoryEvent &) {}}).cache(u"leaf"_s, leafOf, versioned);
        auto deep = std::make_unique<Json>(nestedBy(100'000, 1));
        QVERIFY(f.key(*deep).isNone());
        QCOMPARE(f.call(*deep).by, AnsweredBy::NoCache);
        QVERIFY(f.explain(*deep).contains(u"cannot be hashed"_s));
    }

    void theDeepestLeafCounts() // H17
    {
        const auto f = Memory::inProcess().cache(u"leaf"_s, leafOf, versioned);
        QVERIFY(f.key(nestedBy(400, 1)) != f.key(nestedBy(400, 2)));
        QCOMPARE(f.key(nestedBy(400, 1)), f.key(nestedBy(400, 1)));
    }

    void whatHasNoNameCountsByItsNumber() // H15
    {
        const QSet<QByteArray> keys{keyOf(Named::One), keyOf(Named::Two), keyOf(Named(7)), keyOf(Named(8))};
        QCOMPARE(keys.size(), 4);
    }

    void aRangeThatSaysHowItIsWrittenIsMoreThanItsElements() // H15
    {
        QVERIFY(keyOf(Grid{.rows = 2, .values = {1, 2, 3, 4, 5, 6}}) != keyOf(Grid{.rows = 3, .values = {1, 2, 3, 4, 5, 6}}));
        QCOMPARE(Value::of(Grid{.rows = 2, .values = {1, 2}}).to<Grid>().rows, 2);
    }

    void theZoneOfATimeCounts() // H15
    {
        const QDateTime instant(QDate(2026, 1, 1), QTime(11, 0), Qt::UTC);
        const auto in = [&](const char *zone) { return instant.toTimeZone(QTimeZone(zone)); };
        const QSet<QByteArray> keys{keyOf(instant), keyOf(in("Europe/Berlin")), keyOf(in("Europe/Paris")), keyOf(instant.toOffsetFromUtc(3600))};
        QCOMPARE(keys.size(), 4);
        const QDateTime back = Json(in("Europe/Berlin")).get<QDateTime>();
        QCOMPARE(back, in("Europe/Berlin"));
        QCOMPARE(back.timeZone(), in("Europe/Berlin").timeZone());
    }

    void paddingDoesNotCount() // H19
    {
        alignas(Padded) std::array<std::array<std::byte, sizeof(Padded)>, 2> places;
        places[0].fill(std::byte(0x00));
        places[1].fill(std::byte(0xff));
        const auto *one = new (places[0].data()) Padded{'x', 5}, *other = new (places[1].data()) Padded{'x', 5};
        QCOMPARE(keyOf(*one), keyOf(*other));
        QCOMPARE(keyOf(std::vector<Padded>{*one}), keyOf(std::vector<Padded>{*other}));
    }

    void anyNameWillDo() // C16
    {
        QTemporaryDir folder;
        const Memory memory(folder.filePath(u"a folder: with \"anything\" in its name"_s), {.onEvent = [](const MemoryEvent &) {}});
        for (const QString &name : {QString(300, u'n'), u"a/b\\c:d*e?f\"g<h>i|j"_s, u"../up"_s, u"\u00e9\u4e2d"_s, u"  "_s}) {
            QCOMPARE(memory.cache(name, +[](int x) { return x; }, versioned)(1), 1);
            QVERIFY(memory.cache(name, +[](int x) { return x; }, versioned).name() == name);
        }
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1);
    }
};

QTEST_GUILESS_MAIN(MemoryKeysTest)
#include "tst_memorykeys.moc"
