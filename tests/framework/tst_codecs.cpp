// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/npy.h>

#include <QtTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace made {

struct Model
{
    Array<double> weights;
    std::vector<float> bias;
    int rounds = 0;
};
ONCE_DESCRIBE(Model, weights, bias, rounds)

struct Named
{
    QString name;
    Array<double> weights;
};
ONCE_DESCRIBE(Named, name, weights)

} // namespace made

namespace {

const double quietNaN = std::numeric_limits<double>::quiet_NaN();
const double otherNaN = -std::nan("0x1234");
const double infinity = std::numeric_limits<double>::infinity();

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : "there is no "_ba + path.toUtf8();
}

// Writes, reads, compares, and writes again: empty when nothing was lost, else what was.
template <typename T>
QString lostBy(const Output &output, const T &value)
{
    QTemporaryDir folder;
    const auto codec = output.codec<T>();
    const QString one = folder.filePath(u"one"_s + codec->suffix()), two = folder.filePath(u"two"_s + codec->suffix());
    const Value note = codec->write(&value, one);
    const auto read = std::static_pointer_cast<const T>(codec->read(one, note));
    if (Value::of(*read) != Value::of(value))
        return u"read as "_s + preview(Json(*read), 200);
    if (codec->write(read.get(), two) != note || contentOf(one) != contentOf(two))
        return u"written in another way the second time"_s;
    return QDir(folder.path()).count() == 4 ? QString() : u"something was left behind"_s; // with . and ..
}

struct Case
{
    QString name;
    std::function<QString(const Output &)> lost;
};

template <typename T>
Case of(const QString &name, const T &value)
{
    return {name, [value](const Output &output) { return lostBy(output, value); }};
}

const QList<Case> numbers{
    of(u"a matrix"_s, Array<double>({2, 3}, {1, -0.0, 0.1, quietNaN, infinity, -infinity})),
    of(u"NaNs of two kinds"_s, Array<double>({2}, {quietNaN, otherNaN})),
    of(u"floats"_s, Array<float>({2, 1, 2}, 0.1f)),
    of(u"whole numbers"_s, Array<qint64>({2}, {std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max()})),
    of(u"unsigned ones"_s, Array<quint64>({1}, std::numeric_limits<quint64>::max())),
    of(u"bytes"_s, Array<quint8>({300}, quint8(255))),
    of(u"complex ones"_s, Array<std::complex<double>>({2}, std::complex(1.0, -0.0))),
    of(u"no axis"_s, Array<double>(Shape{}, 2.5)),
    of(u"nothing"_s, Array<double>()),
    of(u"nothing in three axes"_s, Array<float>({2, 0, 3})),
    of(u"many"_s, Array<double>({300, 400}, 1.5)),
    of(u"a vector"_s, std::vector<float>{1, 2, 3}),
    of(u"a list"_s, QList<qint16>{-1, 2}),
    of(u"an empty list"_s, QList<double>()),
    of(u"an int"_s, 7),
    of(u"a byte"_s, qint8(-7)),
    of(u"a double"_s, -0.0),
    of(u"a flag"_s, true),
};

const QList<Case> named{
    of(u"a map"_s, QMap<QString, Array<double>>{{u"a"_s, Array<double>({2, 2}, 1)}, {u"é/b"_s, Array<double>()}}),
    of(u"an empty map"_s, QMap<QString, Array<float>>()),
    of(u"a map of lists"_s, QMap<QString, std::vector<int>>{{u"x"_s, {1, 2}}}),
    of(u"a large map"_s, QMap<QString, Array<double>>{{u"a"_s, Array<double>({100, 200}, 1)}, {u"b"_s, Array<double>({3}, otherNaN)}}),
    of(u"a struct"_s, made::Model{Array<double>({2, 2}, 0.5), {1, 2}, 3}),
};

const QList<Case> anything{
    of(u"text"_s, u"Zoë 漢字 \"quoted\"\n"_s),
    of(u"no text"_s, QString()),
    of(u"bytes"_s, QByteArray("\0\xff", 2)),
    of(u"a date"_s, QDate(2026, 11, 22)),
    of(u"a double that is not a number"_s, otherNaN),
    of(u"one beyond all"_s, -infinity),
    of(u"JSON"_s, Json{{"a", {1, 2.0, nullptr, "x"}}, {"b", Json::object()}}),
    of(u"nothing, or a number"_s, std::optional<int>()),
    of(u"a struct with text"_s, made::Named{u"é"_s, Array<double>({1}, quietNaN)}),
};

// The error of what is tried; empty when there is none.
template <typename Error>
QString errorOf(const std::function<void()> &attempt)
{
    try {
        attempt();
    } catch (const Error &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class CodecsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostAndTheSecondFileIsTheFirst_data()
    {
        QTest::addColumn<Output>("output");
        QTest::addColumn<Case>("value");
        const auto add = [](const char *name, const Output &output, const QList<Case> &cases) {
            for (const Case &value : cases)
                QTest::addRow("%s: %s", name, qPrintable(value.name)) << output << value;
        };
        add("npy", npy(), numbers);
        add("npy, compressed", npy({}, Compression::Zstd), numbers);
        add("raw", raw(), numbers);
        add("raw, compressed", raw({}, Compression::Zstd), numbers);
        add("npz", npz(), named);
        add("npz, compressed", npz({}, Compression::Deflate), named);
        for (const auto &cases : {numbers, named, anything}) {
            add("json", json(), cases);
            add("json, compressed", json({}, Compression::Zstd), cases);
            add("binary", binary(), cases);
            add("binary, compressed", binary({}, Compression::Zstd), cases);
        }
    }

    void nothingIsLostAndTheSecondFileIsTheFirst()
    {
        QFETCH(const Output, output);
        QFETCH(const Case, value);
        QCOMPARE(value.lost(output), QString());
    }

    void aSuffixIsAddedWhereItIsMissing()
    {
        QCOMPARE(npy(u"a"_s).file, u"a.npy"_s);
        QCOMPARE(npy(u"a.npy"_s).file, u"a.npy"_s);
        QCOMPARE(npy(u"a"_s, Compression::Zstd).file, u"a.npy.zst"_s);
        QCOMPARE(npz(u"a"_s, Compression::Deflate).file, u"a.npz"_s);
        QCOMPARE(json(u"a.b"_s).file, u"a.b.json"_s);
        QCOMPARE(raw(u"a"_s).codec<int>()->suffix(), u".raw"_s);
        QCOMPARE(binary().file, QString());
        QVERIFY(none().keepsNothing);
    }

    void aTypeThatDoesNotFitIsRefusedWithWhatToUseInstead()
    {
        QCOMPARE(errorOf<std::logic_error>([] { npy().codec<QString>(); }),
                 u"once: npy() holds arrays of numbers; QString is none, so keep it with json() or binary()"_s);
        QVERIFY(errorOf<std::logic_error>([] { npy().codec<made::Model>(); }).contains(u"made::Model"_s));
        QVERIFY(errorOf<std::logic_error>([] { npz().codec<made::Named>(); }).contains(u"arrays with names"_s));
        QVERIFY(errorOf<std::logic_error>([] { npz().codec<Array<double>>(); }).contains(u"npy()"_s));
        QVERIFY(errorOf<std::logic_error>([] { raw().codec<QStringList>(); }).contains(u"json()"_s));
        QVERIFY(errorOf<std::logic_error>([] { json().codec<std::unique_ptr<int>>(); }).contains(u"JSON-able"_s));
        QVERIFY(errorOf<std::logic_error>([] { npz({}, Compression::Zstd); }).contains(u"Compression::Deflate"_s));
    }

    void aFileOfAnotherTypeIsRefusedWithASentence()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"it.npy"_s);
        writeNpy(path, Array<float>({2, 2}));
        const auto error = [&path](const auto &codec) { return errorOf<CodecError>([&] { codec->read(path, {}); }); };
        QCOMPARE(error(npy().codec<Array<double>>()), path + u": it holds float32, and not float64"_s);
        QVERIFY(error(npy().codec<float>()).endsWith(u"it has the shape (2, 2), and is not one number"_s));
        QVERIFY(error(npy().codec<std::vector<float>>()).endsWith(u"it has the shape (2, 2), and not one axis"_s));
        QVERIFY(error(npz().codec<made::Model>()).endsWith(u"it is no zip archive, or is cut off"_s));
        QVERIFY(!error(json().codec<int>()).isEmpty() && !error(binary().codec<int>()).isEmpty());
        QVERIFY(!errorOf<CodecError>([&] { readNpy<float>(path + u"x"_s); }).isEmpty());
        QVERIFY(!errorOf<CodecError>([&] { readNpy<float>(folder.path()); }).isEmpty());
    }

    void largeOnesAreMappedAndOutliveTheirFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"it"_s);
        const Array<double> large({1'000, 100}, 1.5);
        const auto isMapped = [](const Array<double> &array, quintptr header) { return quintptr(array.data()) % 4096 == header; };
        for (const auto &[output, header] : {std::pair(npy(), 128), std::pair(raw(), 0)}) {
            const auto codec = output.codec<Array<double>>();
            const Value note = codec->write(&large, path);
            const auto read = std::static_pointer_cast<const Array<double>>(codec->read(path, note));
            QVERIFY(isMapped(*read, quintptr(header)));
            const Array<double> other({1}, 7);
            codec->write(&other, path);
            QFile::remove(path);
            QCOMPARE(*read, large);
            Array<double> edited = *read;
            edited.edit(0, 0) = 2;
            QCOMPARE((*read)(0, 0), 1.5);
        }
    }

    void membersOfAnArchiveAreMappedWhenTheyAreStored()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"it.npz"_s);
        using Arrays = QMap<QString, Array<double>>;
        const Arrays arrays{{u"a"_s, Array<double>({3}, 1)}, {u"b"_s, Array<double>({50'000}, 2)}};
        const auto codec = npz().codec<Arrays>();
        codec->write(&arrays, path);
        const auto read = std::static_pointer_cast<const Arrays>(codec->read(path, {}));
        const auto distance = read->value(u"b"_s).data() - read->value(u"a"_s).data();
        QVERIFY(distance > 0 && distance < 100); // side by side in one mapping
        QCOMPARE(*read, arrays);
    }

    void whatCannotBeWrittenLeavesTheOldFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"it.json"_s);
        const auto codec = json().codec<Json>();
        const Json good = 1, bad = Json::binary({1, 2}), worse = "\xff";
        codec->write(&good, path);
        QVERIFY(!errorOf<CodecError>([&] { codec->write(&bad, path); }).isEmpty());
        QVERIFY(!errorOf<CodecError>([&] { codec->write(&worse, path); }).isEmpty());
        QCOMPARE(contentOf(path), "1\n");
        QCOMPARE(QDir(folder.path()).count(), 3u);
        QVERIFY(!errorOf<CodecError>([&] { codec->write(&good, path + u"/below"_s); }).isEmpty());
    }

    void foldersAreMadeOnTheWay()
    {
        QTemporaryDir folder;
        writeNpy(folder.filePath(u"a/b/it.npy"_s), Array<int>({1}, 5));
        QCOMPARE(readNpy<int>(folder.filePath(u"a/b/it.npy"_s))(0), 5);
    }
};

Q_DECLARE_METATYPE(Case)

QTEST_GUILESS_MAIN(CodecsTest)
#include "tst_codecs.moc"
