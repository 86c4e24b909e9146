// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/hash.h>

#include <QtTest>

#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

using namespace once;
using namespace Qt::StringLiterals;

namespace made {

struct Layer
{
    int size = 0;
    QString name;
};
ONCE_DESCRIBE(Layer, size, name)

struct Recipe // whose comment does not count
{
    QString name, comment;
};
ONCE_DESCRIBE(Recipe, name, comment)
inline auto onceKey(const Recipe &recipe) { return std::tie(recipe.name); }

struct Temperature // known through JSON alone
{
    double celsius = 0;
};
inline void to_json(Json &json, const Temperature &t) { json = {{"celsius", t.celsius}}; }
inline void from_json(const Json &json, Temperature &t) { t.celsius = json.at("celsius"); }

enum class Plain { One = 1, Two };

enum class Named { Red, Green };
NLOHMANN_JSON_SERIALIZE_ENUM(Named, {{Named::Red, "red"}, {Named::Green, "green"}})

} // namespace made

namespace {

template <typename T>
QByteArray encoded(const T &value)
{
    Encoder encoder;
    hashAppend(encoder, value);
    return encoder.view().toByteArray();
}

template <typename T>
QString digestOf(const T &value)
{
    return Digest::of(encoded(value)).toHex();
}

template <typename Set>
Set inserted(std::vector<typename Set::value_type> values, bool backwards)
{
    if (backwards)
        std::ranges::reverse(values);
    Set set;
    for (const auto &value : values)
        set.insert(value);
    return set;
}

} // namespace

class HashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void digestsAreThese_data();
    void digestsAreThese();
    void digestsTravelAsHexAndBytes();
    void theTypeOfWholeNumbersDoesNotCount();
    void whatDiffersHasAnotherEncoding_data();
    void whatDiffersHasAnotherEncoding();
    void nansAreOne();
    void theOrderOfInsertionDoesNotCount();
    void mapsOfOneContentAreOne();
    void fieldsGoByName();
    void onlyTheNamedPartsCount();
    void enumsWithNamesGoByThem();
    void otherTypesGoThroughJson();
    void tuplesAreLists();
};

// What keys are made of: these rows may be added to, and never changed.
void HashTest::digestsAreThese_data()
{
    QTest::addColumn<QString>("digest");
    QTest::addColumn<QString>("hex");
    const auto add = [](const char *name, const QString &digest, const char *hex) {
        QTest::newRow(name) << digest << QString::fromLatin1(hex);
    };
    add("no bytes", Digest::of({}).toHex(), "99aa06d3014798d86001c324468d497f");
    add("three bytes", Digest::of("abc").toHex(), "06b05ab6733a618578af5f94892f3950");
    add("a number", digestOf(42), "e7ff64311d5eb0283264e6af548861cd");
    add("text", digestOf(u"2026-11-21"_s), "6bf73ec9ff78e75ae82db0094f27ac02");
    add("real numbers", digestOf(std::vector{1.5, -0.0}), "b6eeb8f0511d5ec2ff42806c3fa64913");
    add("a struct", digestOf(made::Layer{8, u"in"_s}), "ec8e33edc8fbf1807beae8d25708c6e5");
}

void HashTest::digestsAreThese()
{
    QFETCH(QString, digest);
    QFETCH(QString, hex);
    QCOMPARE(digest, hex);
}

void HashTest::digestsTravelAsHexAndBytes()
{
    const Digest digest = Digest::of("abc");
    QCOMPARE(Digest::fromHex(digest.toHex()), digest);
    QCOMPARE(Digest::fromBytes(digest.bytes()), digest);
    QVERIFY(Digest::fromHex(u"abc").isNone() && Digest::fromBytes("abc").isNone() && !digest.isNone());
    QCOMPARE(digest.toShortHex(), digest.toHex().first(8));
}

void HashTest::theTypeOfWholeNumbersDoesNotCount()
{
    QCOMPARE(encoded(char(7)), encoded(7));
    QCOMPARE(encoded(quint64(7)), encoded(qint8(7)));
    QCOMPARE(encoded(7.0f), encoded(7.0));
    QVERIFY(encoded(7) != encoded(7.0));
    QCOMPARE(encoded(u"day"_s), encoded(std::string("day")));
    QCOMPARE(encoded("day"), encoded(std::string("day")));
}

void HashTest::whatDiffersHasAnotherEncoding_data()
{
    using Strings = std::vector<std::string>;
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::newRow("another order") << encoded(std::vector{1, 2}) << encoded(std::vector{2, 1});
    QTest::newRow("a repetition") << encoded(Strings{"a"}) << encoded(Strings{"a", "a"});
    QTest::newRow("a repetition in a set")
        << encoded(std::unordered_multiset<int>{1}) << encoded(std::unordered_multiset<int>{1, 1});
    QTest::newRow("the sign of zero") << encoded(0.0) << encoded(-0.0);
    QTest::newRow("the sign of a packed zero") << encoded(std::vector{0.0}) << encoded(std::vector{-0.0});
    QTest::newRow("where one text ends") << encoded(Strings{"ab", "c"}) << encoded(Strings{"a", "bc"});
    QTest::newRow("where one list ends")
        << encoded(std::vector<Strings>{{"a"}, {}}) << encoded(std::vector<Strings>{{}, {"a"}});
    QTest::newRow("a list in a list") << encoded(Strings{"a"}) << encoded(std::vector<Strings>{{"a"}});
    QTest::newRow("text and the number it shows") << encoded(1) << encoded(u"1"_s);
    QTest::newRow("text and bytes") << encoded(u"a"_s) << encoded("a"_ba);
    QTest::newRow("false and zero") << encoded(false) << encoded(0);
    QTest::newRow("nothing and empty text") << encoded(std::optional<QString>()) << encoded(u""_s);
    QTest::newRow("an optional and its value") << encoded(std::optional(1)) << encoded(1);
    QTest::newRow("an optional of nothing") << encoded(std::optional<std::optional<int>>())
                                            << encoded(std::optional<std::optional<int>>(std::in_place));
    QTest::newRow("the width of packed numbers")
        << encoded(std::vector<qint32>{1}) << encoded(std::vector<qint64>{1});
    QTest::newRow("keys and values") << encoded(QMap<QString, QString>{{u"a"_s, u"b"_s}})
                                     << encoded(QMap<QString, QString>{{u"b"_s, u"a"_s}});
    QTest::newRow("true bits") << encoded(std::vector<bool>{true, false})
                               << encoded(std::vector<bool>{false, true});
    QTest::newRow("two days") << encoded(QDate(2026, 11, 21)) << encoded(QDate(2026, 11, 22));
}

void HashTest::whatDiffersHasAnotherEncoding()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QVERIFY(one != other);
}

void HashTest::nansAreOne()
{
    const double negative = -std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(encoded(negative), encoded(std::nan("1")));
    QCOMPARE(encoded(float(negative)), encoded(negative));
    QCOMPARE(encoded(std::vector{negative, 1.0}), encoded(std::vector{std::nan("2"), 1.0}));
    QCOMPARE(encoded(std::array{float(negative)}), encoded(std::array{std::nanf("2")}));
}

void HashTest::theOrderOfInsertionDoesNotCount()
{
    std::vector<int> numbers(1000);
    std::iota(numbers.begin(), numbers.end(), 0);
    using Unordered = std::unordered_set<int>;
    QCOMPARE(encoded(inserted<Unordered>(numbers, false)), encoded(inserted<Unordered>(numbers, true)));
    QCOMPARE(encoded(inserted<QSet<int>>(numbers, false)), encoded(inserted<Unordered>(numbers, true)));
    std::unordered_map<std::string, int> forwards, backwards;
    for (int i = 0; i < 1000; ++i) {
        forwards[std::to_string(i)] = i;
        backwards[std::to_string(999 - i)] = 999 - i;
    }
    QCOMPARE(encoded(forwards), encoded(backwards));
}

void HashTest::mapsOfOneContentAreOne()
{
    const QByteArray expected = encoded(QMap<QString, int>{{u"b"_s, 2}, {u"aa"_s, 1}});
    QCOMPARE(encoded(QHash<QString, int>{{u"aa"_s, 1}, {u"b"_s, 2}}), expected);
    QCOMPARE(encoded(std::map<std::string, int>{{"aa", 1}, {"b", 2}}), expected);
    QCOMPARE(encoded(std::unordered_map<std::string, int>{{"b", 2}, {"aa", 1}}), expected);
    QCOMPARE(encoded(QMap<int, int>{{1, 2}, {3, 4}}), encoded(std::unordered_map<int, int>{{3, 4}, {1, 2}}));
}

void HashTest::fieldsGoByName()
{
    const QByteArray expected = encoded(made::Layer{8, u"in"_s});
    QCOMPARE(partNames(expected), (QStringList{u"size"_s, u"name"_s}));
    QVERIFY(decode(expected) == Json({{"size", 8}, {"name", "in"}}));
    QVERIFY(expected != encoded(made::Layer{8, u"out"_s}));
}

void HashTest::onlyTheNamedPartsCount()
{
    using made::Recipe;
    QCOMPARE(encoded(Recipe{u"soup"_s, u"nice"_s}), encoded(Recipe{u"soup"_s, u"salty"_s}));
    QVERIFY(encoded(Recipe{u"soup"_s, {}}) != encoded(Recipe{u"stew"_s, {}}));
    QCOMPARE(encoded(QList{Recipe{u"soup"_s, u"nice"_s}}), encoded(QList{Recipe{u"soup"_s, u"salty"_s}}));
}

void HashTest::enumsWithNamesGoByThem()
{
    QCOMPARE(encoded(made::Plain::Two), encoded(2));
    QCOMPARE(encoded(made::Named::Green), encoded(u"green"_s));
}

void HashTest::otherTypesGoThroughJson()
{
    QCOMPARE(encoded(made::Temperature{1.5}), encoded(Json{{"celsius", 1.5}}));
    QCOMPARE(encoded(QDate(2026, 11, 21)), encoded(u"2026-11-21"_s));
    QCOMPARE(encoded(std::chrono::seconds(3)), encoded(3));
}

void HashTest::tuplesAreLists()
{
    QCOMPARE(encoded(std::tuple(1, u"a"_s)), encoded(Json{1, "a"}));
    QCOMPARE(encoded(std::pair(1, u"a"_s)), encoded(Json{1, "a"}));
}

QTEST_GUILESS_MAIN(HashTest)
#include "tst_hash.moc"
