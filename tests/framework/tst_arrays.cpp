// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/array.h>
#include <once/npy.h>
#include <once/value.h>

#include <QtTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::complex_literals;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

template <typename T>
QByteArray encoded(const T &value)
{
    Encoder encoder;
    hashAppend(encoder, value);
    return encoder.view().toByteArray();
}

// 0, 1, 2, ... as T.
template <typename T>
Array<T> counted(const Shape &shape)
{
    Array<T> array(shape);
    int next = 0;
    for (T &number : array.edit())
        number = T(next++);
    return array;
}

template <typename T>
bool comesBack(const Array<T> &array)
{
    const auto value = Value::of(array);
    return value.template to<Array<T>>() == array && Value::of(value.template to<Array<T>>()) == value
        && Json(array).get<Array<T>>() == array;
}

} // namespace

class ArraysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheManualShows() // docs/howto/arrays.md quotes it
    {
        const QTemporaryDir folder;
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(folder.path()));
        once::Array<double> heat({1000, 2000});       // zeros; the last axis is the fastest one
        for (double &cell : heat.edit())              // all numbers, for writing
            cell = 20;
        heat.edit(0, 5) = 100;                        // one of them
        const double warm = heat(0, 5);               // for reading; data(), begin() and end() are there as well

        once::writeNpy("heat.npy", heat);             // in Python: numpy.load("heat.npy")
        const auto again = once::readNpy<double>("heat.npy");
        QDir::setCurrent(before);
        QCOMPARE(warm, 100.0);
        QCOMPARE(again, heat);
    }

    void theLastAxisIsTheFastest()
    {
        const auto array = counted<int>({2, 3, 4});
        QCOMPARE(array.size(), 24);
        QCOMPARE(array(0, 0, 1), 1);
        QCOMPARE(array(0, 1, 0), 4);
        QCOMPARE(array(1, 0, 0), 12);
        QCOMPARE(std::vector<int>(array.begin(), array.end()).back(), array(1, 2, 3));
    }

    void aSingleNumberHasNoAxis()
    {
        const Array<double> number(Shape{}, 2.5);
        QCOMPARE(number.size(), 1);
        QCOMPARE(number(), 2.5);
        QVERIFY(Array<double>().isEmpty() && Array<double>() != number);
        QCOMPARE(Array<double>(), Array<double>({0}));
    }

    void copiesShareTheirNumbersUntilOneIsEdited()
    {
        auto one = counted<float>({2, 2});
        const auto other = one;
        QCOMPARE(one.data(), other.data());
        one.edit(1, 1) = 7;
        QVERIFY(one.data() != other.data());
        QCOMPARE(one(1, 1), 7);
        QCOMPARE(other(1, 1), 3);
        const float *place = one.data();
        one.edit(0, 0) = 8;
        QCOMPARE(one.data(), place);
    }

    void numbersThatAreMovedInAreNotCopied()
    {
        std::vector<double> numbers(6, 1.5);
        const double *place = numbers.data();
        Array<double> array({2, 3}, std::move(numbers));
        QCOMPARE(array.data(), place);
        array.edit(0, 0) = 2;
        QCOMPARE(array.data(), place);
        QCOMPARE(array.reshaped({3, 2}).data(), place);
    }

    void numbersOfOthersAreCopiedBeforeTheyAreEdited()
    {
        const auto owner = std::make_shared<const std::vector<int>>(std::vector{1, 2, 3});
        Array<int> array({3}, owner->data(), owner);
        QCOMPARE(owner.use_count(), 2);
        array.edit(1) = 20;
        QCOMPARE(array, Array<int>::of({1, 20, 3}));
        QCOMPARE((*owner)[1], 2);
        QCOMPARE(owner.use_count(), 1);
    }

    void transposingReversesTheAxes()
    {
        const auto array = counted<qint16>({2, 3, 4});
        const auto transposed = array.transposed();
        QCOMPARE(transposed.shape(), (Shape{4, 3, 2}));
        for (int i = 0; i < 2; ++i)
            for (int j = 0; j < 3; ++j)
                for (int k = 0; k < 4; ++k)
                    QCOMPARE(transposed(k, j, i), array(i, j, k));
        QCOMPARE(transposed.transposed(), array);
        QCOMPARE(counted<int>({3, 0}).transposed().shape(), (Shape{0, 3}));
    }

    void whatDoesNotFitIsRefusedWithASentence()
    {
        const auto array = counted<int>({2, 3});
        QVERIFY_EXCEPTION_THROWN(array(2, 0), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(array(0, -1), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(array(1), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(array(1, 1, 1), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(array.reshaped({4}), std::logic_error);
        QVERIFY_EXCEPTION_THROWN(Array<int>({2, 2}, std::vector{1}), std::logic_error);
        QVERIFY_EXCEPTION_THROWN(Array<int>({-1}), std::logic_error);
        QVERIFY_EXCEPTION_THROWN(Array<int>({1LL << 40, 1LL << 40}), std::logic_error);
    }

    void equalsWhatHasTheSameKey_data()
    {
        QTest::addColumn<Array<double>>("one");
        QTest::addColumn<Array<double>>("other");
        QTest::addColumn<bool>("same");
        using A = Array<double>;
        const auto large = counted<double>({100, 100});
        auto changed = large;
        changed.edit(99, 99) = -1;
        auto withNaN = large, withOtherNaN = large;
        withNaN.edit(50, 50) = notANumber, withOtherNaN.edit(50, 50) = -notANumber;
        QTest::newRow("the same numbers") << large << A({100, 100}, {large.begin(), large.end()}) << true;
        QTest::newRow("the last number") << large << changed << false;
        QTest::newRow("another shape") << large << large.reshaped({10'000}) << false;
        QTest::newRow("transposed") << large << large.transposed() << false;
        QTest::newRow("one number, and a list of it") << A(Shape{}, 1) << A({1}, 1) << false;
        QTest::newRow("nothing in two shapes") << A({0, 2}) << A({2, 0}) << false;
        QTest::newRow("NaNs of two kinds") << withNaN << withOtherNaN << true;
        QTest::newRow("a NaN and none") << withNaN << large << false;
        QTest::newRow("zeros of two signs") << A({2}, 0.0) << A({2}, -0.0) << false;
    }

    void equalsWhatHasTheSameKey()
    {
        QFETCH(const Array<double>, one);
        QFETCH(const Array<double>, other);
        QFETCH(const bool, same);
        QCOMPARE(one == other, same);
        QCOMPARE(encoded(one) == encoded(other), same);
    }

    void theKindOfNumberCounts()
    {
        QVERIFY(encoded(Array<float>({1}, 1)) != encoded(Array<double>({1}, 1)));
        QVERIFY(encoded(Array<qint32>({1}, 1)) != encoded(Array<quint32>({1}, 1)));
        QVERIFY(encoded(Array<std::complex<float>>({1})) != encoded(Array<float>({1, 2})));
        QVERIFY(encoded(Array<int>({2})) != encoded(std::vector<int>(2)));
    }

    void theEncodingIsThis()
    {
        QCOMPARE(encoded(Array<qint16>({2, 1}, -2)).toHex(),
                 "0902" "057368617065" "0a0802" "0200000000000000" "0100000000000000"
                 "076e756d62657273" "0a0202" "feff" "feff");
        QCOMPARE(encoded(Array<std::complex<float>>(Shape{}, 1.0f)).toHex(),
                 "0902" "057368617065" "0a0800" "07636f6d706c6578" "0a2402" "0000803f" "00000000");
    }

    void valuesComeBack()
    {
        QVERIFY(comesBack(counted<qint8>({2, 3})));
        QVERIFY(comesBack(Array<qint64>({1}, std::numeric_limits<qint64>::min())));
        QVERIFY(comesBack(Array<quint64>({1}, std::numeric_limits<quint64>::max())));
        QVERIFY(comesBack(Array<float>::of({0.1f, -0.0f, std::numeric_limits<float>::infinity()})));
        QVERIFY(comesBack(Array<double>({2, 2}, {notANumber, -0.0, infinity, 5e-324})));
        QVERIFY(comesBack(Array<std::complex<double>>({2}, {1.0 + 2i, std::complex(notANumber, -0.0)})));
        QVERIFY(comesBack(Array<double>()) && comesBack(Array<double>(Shape{}, 3)) && comesBack(Array<int>({0, 5})));
    }

    void anArrayIsReadFromItsEncodingOrFromWhatJsonMakesOfIt()
    {
        const auto array = counted<double>({200, 300});
        QCOMPARE(Value::of(array).to<Array<double>>(), array);
        QCOMPARE(Value::of(counted<int>({2, 2})).to<Array<double>>(), counted<double>({2, 2}));
        QCOMPARE(Value::of(Json(array)).to<Array<double>>(), array);
        QByteArray damaged = Value::of(array).encoding();
        damaged[13] = 1; // the first size
        QVERIFY_EXCEPTION_THROWN(Value(damaged).to<Array<double>>(), DecodingError);
        damaged.truncate(1'000);
        QVERIFY_EXCEPTION_THROWN(Value(damaged).to<Array<double>>(), DecodingError);
    }

    void whatIsNoArrayIsRefused_data()
    {
        QTest::addColumn<QString>("json");
        QTest::newRow("fewer numbers") << uR"({"shape":[3],"numbers":[1,2]})"_s;
        QTest::newRow("more numbers") << uR"({"shape":[],"numbers":[1,2]})"_s;
        QTest::newRow("a size below zero") << uR"({"shape":[-1],"numbers":[]})"_s;
        QTest::newRow("more than there can be") << uR"({"shape":[4611686018427387904,4],"numbers":[]})"_s;
        QTest::newRow("no numbers") << uR"({"shape":[1]})"_s;
        QTest::newRow("text") << uR"({"shape":[1],"numbers":["1"]})"_s;
        QTest::newRow("numbers that are no list") << uR"({"shape":[],"numbers":1})"_s;
        QTest::newRow("a list") << u"[1]"_s;
    }

    void whatIsNoArrayIsRefused()
    {
        QFETCH(const QString, json);
        const Json value = Json::parse(json.toStdString());
        QVERIFY_EXCEPTION_THROWN(value.get<Array<double>>(), std::exception); // DecodingError, or one of JSON
    }

    void textualNullsAreNaN()
    {
        const auto array = Json::parse(R"({"shape":[2],"numbers":[1,null]})").get<Array<double>>();
        QVERIFY(array(0) == 1 && std::isnan(array(1)));
    }
};

QTEST_GUILESS_MAIN(ArraysTest)
#include "tst_arrays.moc"
