// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Our files in the hands of NumPy, and its in ours. Skipped where there is no NumPy.
#include <once/npy.h>

#include <support/python.h>

#include <QtTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

template <typename T>
Array<T> counted(const Shape &shape)
{
    Array<T> array(shape);
    for (int next = 0; T &number : array.edit())
        number = T(next++);
    return array;
}

} // namespace

class NumPyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_python.isThere())
            QSKIP("python3 has no NumPy here (package python3-numpy)");
    }

    void readsWhatWeWrite_data()
    {
        QTest::addColumn<std::function<void(QString)>>("write");
        QTest::addColumn<QString>("seen");
        const auto add = [](const char *name, const auto &value, const QString &seen) {
            QTest::newRow(name) << std::function<void(QString)>([value](const QString &path) {
                npy().codec<std::decay_t<decltype(value)>>()->write(&value, path);
            }) << seen;
        };
        add("int8", counted<qint8>({2, 2}), u"int8 (2, 2) [[0, 1], [2, 3]]"_s);
        add("int16", counted<qint16>({3}), u"int16 (3,) [0, 1, 2]"_s);
        add("int32", counted<qint32>({1, 2}), u"int32 (1, 2) [[0, 1]]"_s);
        add("int64", Array<qint64>({1}, std::numeric_limits<qint64>::min()), u"int64 (1,) [-9223372036854775808]"_s);
        add("uint8", counted<quint8>({2, 0}), u"uint8 (2, 0) [[], []]"_s);
        add("uint16", counted<quint16>({2}), u"uint16 (2,) [0, 1]"_s);
        add("uint32", counted<quint32>({1, 1, 1}), u"uint32 (1, 1, 1) [[[0]]]"_s);
        add("uint64", Array<quint64>({1}, std::numeric_limits<quint64>::max()), u"uint64 (1,) [18446744073709551615]"_s);
        add("float32", Array<float>::of({0.5f, -0.0f}), u"float32 (2,) [0.5, -0.0]"_s);
        add("float64", Array<double>::of({0.1, std::nan("")}), u"float64 (2,) [0.1, nan]"_s);
        add("complex64", Array<std::complex<float>>({1}, std::complex(1.0f, 2.0f)), u"complex64 (1,) [(1+2j)]"_s);
        add("complex128", Array<std::complex<double>>({1}, std::complex(1.0, -2.0)), u"complex128 (1,) [(1-2j)]"_s);
        add("a list", QList<int>{4, 5}, u"int32 (2,) [4, 5]"_s);
        add("an int", 7, u"int32 () 7"_s);
        add("a double", 0.25, u"float64 () 0.25"_s);
        add("a bool", true, u"bool () True"_s);
        add("nothing", std::vector<double>(), u"float64 (0,) []"_s);
        const QString ones = QString(u"1, "_s).repeated(19) + u'1';
        add("many axes", counted<qint8>(Shape(20, 1)), u"int8 (%1) "_s.arg(ones) + QString(20, u'[') + u'0' + QString(20, u']'));
    }

    void readsWhatWeWrite()
    {
        QFETCH(const std::function<void(QString)>, write);
        QFETCH(const QString, seen);
        write(m_python.file(u"ours.npy"_s));
        QCOMPARE(m_python.printed(u"a = np.load('ours.npy')\nprint(a.dtype, a.shape, a.tolist())"_s), seen);
    }

    void isMappedWhereItWritesInOurOrder()
    {
        QVERIFY(m_python.printed(u"np.save('large.npy', np.arange(1e6))"_s).isEmpty());
        const auto array = readNpy<double>(m_python.file(u"large.npy"_s));
        QCOMPARE(quintptr(array.data()) % 4096, quintptr(128)); // a page and the header
        QCOMPARE(array(999'999), 999'999);
    }

    void comesToUsAsItIs_data()
    {
        QTest::addColumn<QString>("array");
        QTest::newRow("in C order") << u"np.arange(6.).reshape(2, 3)"_s;
        QTest::newRow("in Fortran's order") << u"np.asfortranarray(np.arange(6.).reshape(2, 3))"_s;
        QTest::newRow("big-endian") << u"np.arange(6.).reshape(2, 3).astype('>f8')"_s;
        QTest::newRow("big-endian in Fortran's order") << u"np.asfortranarray(np.arange(6.).reshape(2, 3)).astype('>f8', order='K')"_s;
        QTest::newRow("every second one of another array") << u"np.arange(0., 6., .5).reshape(2, 6)[:, ::2]"_s;
        QTest::newRow("transposed") << u"np.array([[0., 3], [1, 4], [2, 5]]).T"_s;
    }

    void comesToUsAsItIs()
    {
        QFETCH(const QString, array);
        for (const char *version : {"None", "(1, 0)", "(2, 0)", "(3, 0)"}) {
            const QString program = u"with open('theirs.npy', 'wb') as f: np.lib.format.write_array(f, %1, version=%2)"_s;
            QCOMPARE(m_python.printed(program.arg(array, QLatin1StringView(version))), QString());
            QCOMPARE(readNpy<double>(m_python.file(u"theirs.npy"_s)), counted<double>({2, 3}));
        }
    }

    void ofManyKindsComesToUs()
    {
        const auto save = [this](const char *array) {
            const QString said = m_python.printed(u"np.save('theirs.npy', %1)"_s.arg(QLatin1StringView(array)));
            return said.isEmpty() ? m_python.file(u"theirs.npy"_s) : said;
        };
        QCOMPARE(readNpy<quint8>(save("np.array([True, False, True])")), Array<quint8>::of({1, 0, 1}));
        QCOMPARE(readNpy<qint16>(save("np.array(-3, dtype='>i2')")), Array<qint16>(Shape{}, -3));
        QCOMPARE(readNpy<quint32>(save("np.array([7], dtype='>u4')")), Array<quint32>({1}, 7));
        QCOMPARE(readNpy<std::complex<float>>(save("np.array([1+2j], dtype='>c8')")), Array<std::complex<float>>({1}, std::complex(1.0f, 2.0f)));
        QCOMPARE(readNpy<std::complex<double>>(save("np.asfortranarray([[1, 2j], [3, 4]])")),
                 Array<std::complex<double>>({2, 2}, {1, std::complex(0.0, 2.0), 3, 4}));
        QCOMPARE(readNpy<qint64>(save("np.asfortranarray(np.arange(24).reshape(2, 3, 4))")), counted<qint64>({2, 3, 4}));
    }

    void whatHoldsNoNumbersIsRefusedWithASentence_data()
    {
        QTest::addColumn<QString>("array");
        QTest::addColumn<QString>("why");
        QTest::newRow("fields") << u"np.zeros(2, dtype=[('a', 'i4'), ('b', 'f8')])"_s << u"records with fields"_s;
        QTest::newRow("text") << u"np.array(['é'])"_s << u"text (<U1)"_s;
        QTest::newRow("times") << u"np.array(['2026-11-22'], dtype='M8[D]')"_s << u"times (<M8[D])"_s;
        QTest::newRow("objects") << u"np.array([None])"_s << u"Python objects (|O)"_s;
        QTest::newRow("half a float") << u"np.zeros(1, dtype='f2')"_s << u"real numbers of another width (<f2)"_s;
        QTest::newRow("another kind of number") << u"np.zeros(1, dtype='f4')"_s << u"it holds float32, and not float64"_s;
    }

    void whatHoldsNoNumbersIsRefusedWithASentence()
    {
        QFETCH(const QString, array);
        QFETCH(const QString, why);
        QCOMPARE(m_python.printed(u"np.save('theirs.npy', %1)"_s.arg(array)), QString());
        try {
            readNpy<double>(m_python.file(u"theirs.npy"_s));
            QFAIL("it was read");
        } catch (const CodecError &error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains(why), error.what());
        }
    }

private:
    Python m_python{u"import numpy as np"_s};
};

QTEST_GUILESS_MAIN(NumPyTest)
#include "tst_numpy.moc"
