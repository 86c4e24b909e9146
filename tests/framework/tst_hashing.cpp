// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Keys that are made without a copy of the props are those that are made of their encoding.
#include <once/array.h>
#include <once/callkey.h>

#include <QtTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

const QByteArray basis = KeyBasis{u"root.work"_s, "Work", u"version 1"_s, "d"}.encoding();

template <typename... Props>
QByteArray encoded(const Props &...props)
{
    Encoder encoder;
    hashAppend(encoder, std::tie(props...));
    return encoder.view().toByteArray();
}

template <typename Real>
std::vector<Real> realsWith(std::size_t count, std::vector<std::size_t> nans)
{
    std::vector<Real> reals(count);
    for (std::size_t i = 0; i < count; ++i)
        reals[i] = Real(i) / 3;
    for (const std::size_t i : nans)
        reals[i] = i % 2 == 0 ? std::numeric_limits<Real>::quiet_NaN() : -std::numeric_limits<Real>::signaling_NaN();
    return reals;
}

} // namespace

class HashingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theKeyIsThatOfTheEncoding_data()
    {
        QTest::addColumn<Hashed>("hashed");
        QTest::addColumn<QByteArray>("encoding");
        const auto add = [](const char *name, const auto &...props) {
            QTest::newRow(name) << hashedProps(basis, most, props...) << encoded(props...);
        };
        add("nothing");
        add("a number", 42);
        add("several", 1, u"two"_s, 3.0);
        add("an array", realsWith<double>(100'000, {}));
        add("NaNs at both ends", realsWith<double>(100'000, {0, 99'999}));
        add("NaNs around the end of a piece", realsWith<double>(100'000, {8'191, 8'192}));
        add("nothing but NaNs", std::vector<float>(50'000, std::numeric_limits<float>::quiet_NaN()));
        add("floats, the last of them odd", realsWith<float>(100'003, {100'002}));
        add("whole numbers with bits of NaNs", std::vector<quint64>(10'000, 0xfff8'0000'0000'0001));
        add("what is before, between and after", 1, realsWith<double>(5'000, {7}), u"x"_s, realsWith<float>(5'000, {}), 2);
        add("an Array", Array<double>({100, 200}, 0.5));
        add("a complex Array", Array<std::complex<float>>({3'000}, std::complex(1.0f, std::numeric_limits<float>::quiet_NaN())));
        add("bytes", QByteArray(100'000, 'x'));
        add("text", QString(100'000, u'é'));
        add("many small ones", QStringList(10'000, u"text"_s));
        for (const std::size_t count : {509u, 510u, 511u, 512u})
            add(qPrintable(u"near the most that is kept: %1"_s.arg(count)), std::vector<double>(count, 1));
    }

    void theKeyIsThatOfTheEncoding()
    {
        QFETCH(const Hashed, hashed);
        QFETCH(const QByteArray, encoding);
        QCOMPARE(hashed.digest, callKey(basis, encoding));
        QCOMPARE(hashed.digest, Digest::of(basis + encoding));
        QCOMPARE(hashed.encoding, encoding.size() <= qsizetype(most) ? encoding : QByteArray());
    }

    void theBasisCounts()
    {
        const auto array = realsWith<double>(10'000, {});
        QVERIFY(hashedProps("a", most, array).digest != hashedProps("b", most, array).digest);
    }

    void aStreamIsItsBytes()
    {
        const QByteArray bytes = QByteArray("0123456789").repeated(10'000);
        DigestStream stream;
        QCOMPARE(stream.digest(), Digest::of({}));
        for (qsizetype from = 0, size = 1; from < bytes.size(); from += size, size = size * 3 % 1'009)
            stream.add(bytes.mid(from, size));
        QCOMPARE(stream.digest(), Digest::of(bytes));
    }

private:
    static constexpr std::size_t most = 4'096;
};

QTEST_GUILESS_MAIN(HashingTest)
#include "tst_hashing.moc"
