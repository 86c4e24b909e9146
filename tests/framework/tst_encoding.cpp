// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/values/reading.h>
#include <once/encoding.h>
#include <once/value.h>

#include <support/madeup.h>

#include <QtTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::string_literals;

namespace {

QString hexOf(const std::function<void(Encoder &)> &write)
{
    Encoder encoder;
    write(encoder);
    return QString::fromLatin1(encoder.view().toByteArray().toHex());
}

QByteArray encoded(const Json &value)
{
    Encoder encoder;
    encoder.json(value);
    return encoder.view().toByteArray();
}

bool isRefused(QByteArrayView bytes)
{
    try {
        decode(bytes);
    } catch (const DecodingError &) {
        return true;
    }
    return false;
}

Json nested(int depth)
{
    Json value = 1;
    for (; depth > 0; --depth)
        value = Json::array({std::move(value)});
    return value;
}

// What a type makes of a value, also when it comes by its JSON; encoded, since NaN is not equal to itself.
template <typename T>
QString readingAs(const Value &value, bool byJson)
{
    try {
        const T read = byJson ? value.toJson().get<T>() : detail::readAs<T>(value);
        return QString::fromLatin1(Value::of(read).encoding().toHex());
    } catch (const Json::exception &) {
        return u"refused by JSON"_s;
    } catch (const DecodingError &) {
        return u"no encoding"_s;
    }
}

template <typename... T>
QStringList readAll(const Value &value, bool byJson)
{
    return {readingAs<T>(value, byJson)...};
}

} // namespace

Q_DECLARE_METATYPE(std::function<void(Encoder &)>)

class EncodingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesAreThese_data();
    void bytesAreThese();
    void jsonComesBack_data();
    void jsonComesBack();
    void everyJsonComesBack();
    void nansAreOne();
    void readsForPeople_data();
    void readsForPeople();
    void partsAreSlices();
    void refusesWhatIsNoEncoding_data();
    void refusesWhatIsNoEncoding();
    void survivesWhateverItIsGiven();
    void nestingHasALimit();
    void anExpectationChangesNoByte_data();
    void anExpectationChangesNoByte();
    void aValueIsItsEncoding();
    void typesAreReadAsTheirJsonIs_data();
    void typesAreReadAsTheirJsonIs();
};

// What is on disks and in keys: these rows may be added to, and never changed.
void EncodingTest::bytesAreThese_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("hex");
    const auto add = [](const char *name, const std::function<void(Encoder &)> &write, const char *hex) {
        QTest::newRow(name) << hexOf(write) << QString::fromLatin1(hex);
    };
    add(
        "nothing", [](Encoder &e) { e.null(); }, "00");
    add(
        "false", [](Encoder &e) { e.boolean(false); }, "01");
    add(
        "true", [](Encoder &e) { e.boolean(true); }, "02");
    add(
        "one", [](Encoder &e) { e.integer(qint64(1)); }, "030100000000000000");
    add(
        "minus one", [](Encoder &e) { e.integer(qint64(-1)); }, "03ffffffffffffffff");
    add(
        "an unsigned one is the same", [](Encoder &e) { e.integer(quint64(1)); }, "030100000000000000");
    add(
        "beyond the signed range", [](Encoder &e) { e.integer(~quint64(0)); }, "04ffffffffffffffff");
    add(
        "a real number", [](Encoder &e) { e.real(1.5); }, "05000000000000f83f");
    add(
        "minus zero", [](Encoder &e) { e.real(-0.0); }, "050000000000000080");
    add(
        "not a number", [](Encoder &e) { e.real(std::nan("7")); }, "05000000000000f87f");
    add(
        "text", [](Encoder &e) { e.text("day"); }, "0603646179");
    add(
        "text beyond ASCII", [](Encoder &e) { e.text(u"é"); }, "0602c3a9");
    add(
        "no text", [](Encoder &e) { e.text(""); }, "0600");
    add(
        "bytes", [](Encoder &e) { e.bytes("\xff"); }, "0701ff");
    add(
        "a list", [](Encoder &e) { e.list(2), e.null(), e.boolean(true); }, "08020002");
    add(
        "a map", [](Encoder &e) { e.map(1), e.key("a"), e.null(); }, "0901016100");
    add(
        "an optional that is there", [](Encoder &e) { e.some(), e.null(); }, "0b00");
    add(
        "a digest", [](Encoder &e) { e.digest(Digest()); }, "0c00000000000000000000000000000000");
    add(
        "packed bytes",
        [](Encoder &e) {
            e.packed(std::span<const quint8>({7, 8}));
        },
        "0a11020708");
    add(
        "packed whole numbers", [](Encoder &e) { e.packed(std::span<const qint16>({-2})); }, "0a0201feff");
    add(
        "packed real numbers", [](Encoder &e) { e.packed(std::span<const float>({1.0f})); },
        "0a24010000803f");
    add(
        "a packed NaN", [](Encoder &e) { e.packed(std::span<const double>({-std::nan("3")})); },
        "0a2801000000000000f87f");
    add(
        "a long count", [](Encoder &e) { e.list(300); }, "08ac02");
}

void EncodingTest::bytesAreThese()
{
    QFETCH(QString, written);
    QFETCH(QString, hex);
    QCOMPARE(written, hex);
}

void EncodingTest::jsonComesBack_data()
{
    QTest::addColumn<QString>("json");
    for (const char *json :
         {"null", "true", "[]", "{}", "\"\"", "0", "-9223372036854775808", "9223372036854775807",
          "18446744073709551615", "0.1", "-0.0", "1e308", "5e-324", "[[[]],{}]", R"({"":{"b":[1,2.0,"3"]}})",
          R"("漢字 😀")", R"({"a":null,"aa":false})"})
        QTest::newRow(json) << QString::fromUtf8(json);
}

void EncodingTest::jsonComesBack()
{
    QFETCH(QString, json);
    const Json value = Json::parse(json.toStdString());
    QCOMPARE(preview(decode(encoded(value))),
             preview(value)); // -0.0 and 0.0 are equal as JSON, but not as text
}

void EncodingTest::everyJsonComesBack()
{
    MadeUp random(1);
    for (int i = 0; i < 2000; ++i) {
        const Json value = random.json(5);
        const QByteArray encoding = encoded(value);
        QVERIFY2(decode(encoding) == value, qPrintable(preview(value)));
        QCOMPARE(encoded(decode(encoding)), encoding);
    }
}

void EncodingTest::nansAreOne()
{
    const double negative = -std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(encoded(negative), encoded(std::nan("12")));
    QVERIFY(std::isnan(decode(encoded(negative)).get<double>()));
    QVERIFY(encoded(0.0) != encoded(-0.0));
    QVERIFY(encoded(1) != encoded(1.0));
}

void EncodingTest::readsForPeople_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QString>("json");
    QTest::newRow("bytes are base64") << "0701ff"_ba << uR"("/w==")"_s;
    QTest::newRow("packed numbers are an array") << "0a0202feff0100"_ba << u"[-2,1]"_s;
    QTest::newRow("packed real numbers are an array") << "0a24010000803f"_ba << u"[1.0]"_s;
    QTest::newRow("an optional loses its mark") << "0b02"_ba << u"true"_s;
    QTest::newRow("a digest is hex") << "0c000102030405060708090a0b0c0d0e0f"_ba
                                     << uR"("000102030405060708090a0b0c0d0e0f")"_s;
}

void EncodingTest::readsForPeople()
{
    QFETCH(QByteArray, hex);
    QFETCH(QString, json);
    QCOMPARE(preview(decode(QByteArray::fromHex(hex))), json);
}

void EncodingTest::partsAreSlices()
{
    const QByteArray list = encoded({1, "two", {3}});
    QCOMPARE(parts(list).size(), 3u);
    QCOMPARE(parts(list)[1].toByteArray(), encoded("two"));
    QVERIFY(partNames(list).isEmpty());
    const QByteArray map = encoded({{"a", 1}, {"b", {2, 3}}});
    QCOMPARE(parts(map)[1].toByteArray(), encoded({2, 3}));
    QCOMPARE(partNames(map), (QStringList{u"a"_s, u"b"_s}));
    QVERIFY(parts(encoded(1)).empty() && parts({}).empty());
}

void EncodingTest::refusesWhatIsNoEncoding_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("nothing at all") << ""_ba;
    QTest::newRow("a kind that does not exist") << "0d"_ba;
    QTest::newRow("a reference of the store") << "ff"_ba;
    QTest::newRow("half a number") << "0301000000"_ba;
    QTest::newRow("text that is longer than what follows") << "060361"_ba;
    QTest::newRow("a count of more than there can be") << "08ffffffffffffffffff01"_ba;
    QTest::newRow("a count that never ends") << "08ffffffffffffffffffffffff"_ba;
    QTest::newRow("packed numbers that are not there") << "0a28ffffffff0f"_ba;
    QTest::newRow("packed numbers of no kind") << "0a330100"_ba;
    QTest::newRow("something after the value") << "0000"_ba;
    QTest::newRow("half a digest") << "0c0001"_ba;
    QTest::newRow("a map without its last value") << "09010161"_ba;
}

void EncodingTest::refusesWhatIsNoEncoding()
{
    QFETCH(QByteArray, hex);
    QVERIFY(isRefused(QByteArray::fromHex(hex)));
}

void EncodingTest::survivesWhateverItIsGiven()
{
    MadeUp random(2);
    int refused = 0;
    for (int i = 0; i < 10'000; ++i) {
        QByteArray bytes = encoded(random.json(4));
        const int at = random.upTo(int(bytes.size()) - 1);
        switch (i % 3) {
        case 0:
            bytes.truncate(at);
            break;
        case 1:
            bytes[at] = char(random.upTo(255));
            break;
        case 2:
            for (char &byte : bytes)
                byte = char(random.upTo(14));
        }
        refused += isRefused(bytes);
        try {
            parts(bytes);
            partNames(bytes);
        } catch (const DecodingError &) {
        }
    }
    QVERIFY2(refused > 3'000 && refused < 10'000, qPrintable(QString::number(refused)));
}

void EncodingTest::nestingHasALimit()
{
    QVERIFY(decode(encoded(nested(Encoder::maxDepth))) == nested(Encoder::maxDepth));
    QVERIFY_EXCEPTION_THROWN(encoded(nested(Encoder::maxDepth + 1)), std::invalid_argument);
    QVERIFY(isRefused(QByteArray("\x08\x01").repeated(100'000) + '\0'));
}

void EncodingTest::anExpectationChangesNoByte_data()
{
    using Written = std::function<void(Encoder &)>;
    QTest::addColumn<Written>("before");
    QTest::addColumn<Written>("now");
    const auto add = [](const char *name, const auto &before, const auto &now) {
        QTest::newRow(name) << Written([before](Encoder &encoder) { hashAppend(encoder, before); })
                            << Written([now](Encoder &encoder) { hashAppend(encoder, now); });
    };
    const auto numbers = [](std::size_t count, std::size_t other, double it) {
        std::vector<double> all(count, 0.5);
        all[other] = it;
        return all;
    };
    using Two = std::pair<std::vector<double>, std::vector<double>>;
    const auto first = numbers(1'000, 0, 1), last = numbers(1'000, 999, 1);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    add("the same numbers", first, first);
    add("their last differs", first, numbers(1'000, 999, 2));
    add("one less", first, numbers(999, 0, 1));
    add("one more", first, numbers(1'001, 0, 1));
    add("NaNs of two kinds", numbers(1'000, 3, nan), numbers(1'000, 3, -nan));
    add("a NaN that was none", first, numbers(1'000, 0, nan));
    add("two arrays", Two(first, last), Two(first, last));
    add("only the first is the same", Two(first, last), Two(first, first));
    add("only the second is the same", Two(first, last), Two(last, last));
    add("what comes after is new", std::tuple(first, 1), std::tuple(first, 2));
    add("what comes before is new", std::tuple(1, first), std::tuple(2, first));
    add("what comes before is longer", std::tuple("a"s, first), std::tuple("ab"s, first));
    add("bytes", QByteArray(5'000, 'x'), QByteArray(5'000, 'x'));
    add("text", std::string(5'000, 'x'), std::string(5'000, 'y'));
    add("small ones", 1, 1);
}

void EncodingTest::anExpectationChangesNoByte()
{
    QFETCH(const std::function<void(Encoder &)>, before);
    QFETCH(const std::function<void(Encoder &)>, now);
    const QString expected = hexOf(before), plain = hexOf(now);
    const QByteArray encoding = QByteArray::fromHex(expected.toLatin1());
    Encoder encoder;
    encoder.expect(encoding);
    now(encoder);
    QCOMPARE(encoder.isAsExpected(), expected == plain);
    QCOMPARE(QString::fromLatin1(encoder.view().toByteArray().toHex()), plain);
    QCOMPARE(encoder.isAsExpected(), expected == plain);
}

void EncodingTest::aValueIsItsEncoding()
{
    QVERIFY(Value().isNull() && Value().toJson().is_null() && Value().digest().isNone());
    const Value value = Value::of(QStringList{u"a"_s, u"b"_s});
    QCOMPARE(value.to<QStringList>(), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(value, Value(value.encoding()));
    QVERIFY(!(value == Value::of(QStringList{u"a"_s})));
    QVERIFY(!(Value() == Value::of(Json()))); // a value that is null is one
}

// Some types are read without the way through JSON, whose outcome is the oracle.
void EncodingTest::typesAreReadAsTheirJsonIs_data()
{
    QTest::addColumn<QByteArray>("encoding");

    const auto add = [](const char *name, const auto &value) { QTest::newRow(name) << Value::of(value).encoding(); };
    add("true", true);
    add("small", 5);
    add("negative", -7LL);
    add("largest signed", std::numeric_limits<qint64>::max());
    add("largest unsigned", std::numeric_limits<quint64>::max());
    add("real", 0.1);
    add("real without fraction", 3.0);
    add("real NaN", std::nan(""));
    add("real infinity", std::numeric_limits<double>::infinity());
    add("text", u"z\u00fcg\u0000e"_s);
    add("no text", QString());
    add("bytes", "raw\xff\x00"_ba);
    add("real numbers", std::vector<double>{1.5, -0.0, std::nan("")});
    add("no real numbers", std::vector<double>());
    add("short real numbers", QList<float>{1.5f, -2});
    add("bytes as numbers", std::vector<quint8>{0, 255});
    add("signed", std::vector<qint64>{-1, 7});
    add("list", std::vector<QString>{u"a"_s});
    add("null", Json());
    QTest::newRow("optional") << Value::of(std::optional(2.5)).encoding();
    QTest::newRow("too short") << Value::of(0.1).encoding().chopped(1);
    QTest::newRow("too long") << Value::of(0.1).encoding() + '\0';
    QTest::newRow("fewer numbers than it says") << Value::of(std::vector<double>{1, 2}).encoding().chopped(1);
    QTest::newRow("more numbers than it says") << Value::of(std::vector<double>{1, 2}).encoding() + '\0';
    QTest::newRow("as many numbers as there can be") << QByteArray::fromHex("0a28ffffffffffffffff1f");
}

void EncodingTest::typesAreReadAsTheirJsonIs()
{
    QFETCH(QByteArray, encoding);
    const Value value(encoding);
    const auto read = [&value](bool byJson) {
        return readAll<double, float, QString, std::string, QByteArray, std::vector<double>, QList<double>, QList<float>>(value, byJson);
    };
    QCOMPARE(read(false), read(true));
    const auto readWhole = [&value](bool byJson) {
        return readAll<bool, int, qint64, quint64, quint8, std::vector<quint8>, std::vector<qint64>, QList<int>>(value, byJson);
    };
    if (!QByteArray(QTest::currentDataTag()).contains("real")) // C++ does not say what whole number a NaN is
        QCOMPARE(readWhole(false), readWhole(true));
}

QTEST_GUILESS_MAIN(EncodingTest)
#include "tst_encoding.moc"
