// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Files that are damaged, each in its way. For a second in the suite; `./dev fuzz SECONDS` goes on longer, with the
// sanitizers. The same seed (ONCE_FUZZ_SEED) makes the same files.
#include <once/codec.h>
#include <once/value.h>

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QtTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

using Arrays = QMap<QString, Array<double>>;

// One file of a format, and reading it again.
struct Sample
{
    QByteArray content;
    Value note;
    std::shared_ptr<const AnyCodec> codec;
    std::function<Value(const void *)> valueOf;
};

class Samples
{
public:
    template <typename T>
    Sample make(const Output &output, const T &value) const
    {
        const auto codec = output.codec<T>();
        const Value note = codec->write(&value, path());
        QFile file(path());
        (void)file.open(QFile::ReadOnly);
        return {file.readAll(), note, codec, [](const void *read) { return Value::of(*static_cast<const T *>(read)); }};
    }

    QMap<QString, Sample> all() const
    {
        const Array<double> array({2, 3}, {1, 2, 3, 4, 5, 6});
        const Arrays arrays{{u"a"_s, array}, {u"b"_s, Array<double>({40}, 1)}};
        return {{u"npy"_s, make(npy(), array)},
                {u"npy, compressed"_s, make(npy({}, Compression::Zstd), array)},
                {u"raw"_s, make(raw(), array)},
                {u"npz"_s, make(npz(), arrays)},
                {u"npz, compressed"_s, make(npz({}, Compression::Deflate), arrays)},
                {u"json"_s, make(json(), arrays)},
                {u"binary"_s, make(binary(), arrays)}};
    }

    // What a file is read as: none when it is refused with a CodecError; anything else gets through.
    std::optional<Value> read(const Sample &sample, const QByteArray &content) const
    {
        QFile file(path());
        file.remove(); // a file system may wait for the disk when one is cut and written again
        if (!file.open(QFile::WriteOnly) || file.write(content) != content.size() || !file.flush())
            throw std::runtime_error("no room for the test's own files");
        try {
            return sample.valueOf(sample.codec->read(path(), sample.note).get());
        } catch (const CodecError &) {
            return {};
        }
    }

private:
    QString path() const { return m_folder.filePath(u"it"_s); }

    QTemporaryDir m_folder;
};

class Damage
{
public:
    explicit Damage(quint32 seed) : m_random(seed) {}

    int upTo(qsizetype most) { return int(m_random.bounded(int(most) + 1)); }

    QByteArray to(QByteArray content)
    {
        for (int count = 1 + upTo(3); count > 0; --count)
            change(content);
        return content;
    }

private:
    void change(QByteArray &content)
    {
        const int at = upTo(content.size()), length = upTo(std::min<qsizetype>(content.size() - at, 16));
        switch (upTo(6)) {
        case 0: content.truncate(at); break;
        case 1: content.remove(at, length); break;
        case 2: content.insert(at, content.mid(upTo(content.size()), 16)); break;
        case 3: content.replace(at, length, QByteArray(length, char(upTo(1) * 255))); break;
        case 4: content.insert(at, QByteArray::number(m_random.generate64())); break;
        default:
            if (at < content.size())
                content[at] = char(content[at] ^ (1 << upTo(7)));
        }
    }

    QRandomGenerator m_random;
};

} // namespace

class CodecFuzzTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileThatIsCutOffIsRefused_data() { addSamples(); }
    void aFileThatIsCutOffIsRefused()
    {
        QFETCH(const QString, name);
        const Sample sample = m_all[name];
        const Value whole = *m_samples.read(sample, sample.content);
        for (qsizetype size = 0; size < sample.content.size(); ++size)
            if (const auto read = m_samples.read(sample, sample.content.first(size)))
                QVERIFY2(name == u"json"_s && size == sample.content.size() - 1 && *read == whole, // without its line feed
                         qPrintable(QString::number(size)));
    }

    void aFlippedBitIsRefusedOrIsANumber_data() { addSamples(); }
    void aFlippedBitIsRefusedOrIsANumber()
    {
        QFETCH(const QString, name);
        const Sample sample = m_all[name];
        const Value whole = *m_samples.read(sample, sample.content);
        for (qsizetype at = 0; at < sample.content.size(); ++at)
            for (const int bit : {0, 3, 7}) {
                QByteArray content = sample.content;
                content[at] = char(content[at] ^ (1 << bit));
                const auto read = m_samples.read(sample, content);
                if (name.startsWith(u"npz"_s) || name.contains(u"compressed"_s)) // they have checksums
                    QVERIFY2(!read || *read == whole || sameNumbers(*read, whole), qPrintable(QString::number(at)));
            }
    }

    void aFileOfAnyKindIsReadOrRefusedInASentence()
    {
        const quint32 seed = qEnvironmentVariableIsSet("ONCE_FUZZ_SEED") ? qEnvironmentVariable("ONCE_FUZZ_SEED").toUInt() : 1;
        const int seconds = qEnvironmentVariableIsSet("ONCE_FUZZ_SECONDS") ? qEnvironmentVariableIntValue("ONCE_FUZZ_SECONDS") : 1;
        Damage damage(seed);
        const QList<Sample> all = m_all.values();
        qint64 accepted = 0, refused = 0;
        QElapsedTimer time;
        for (time.start(); time.elapsed() < seconds * 1000;) {
            const Sample &sample = all[damage.upTo(all.size() - 1)];
            m_samples.read(sample, damage.to(sample.content)) ? ++accepted : ++refused;
        }
        qInfo("seed %u: %lld read, %lld refused", seed, static_cast<long long>(accepted), static_cast<long long>(refused));
        QVERIFY(accepted > 10 && refused > 10);
    }

private:
    void addSamples()
    {
        QTest::addColumn<QString>("name");
        for (auto it = m_all.cbegin(); it != m_all.cend(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.key();
    }

    // Names are not in the checksums of an archive.
    static bool sameNumbers(const Value &one, const Value &other)
    {
        const auto a = one.to<Arrays>(), b = other.to<Arrays>();
        return a.values().size() == b.values().size() && std::ranges::is_permutation(a.values(), b.values());
    }

    Samples m_samples;
    const QMap<QString, Sample> m_all = m_samples.all();
};

QTEST_GUILESS_MAIN(CodecFuzzTest)
#include "tst_codecfuzz.moc"
