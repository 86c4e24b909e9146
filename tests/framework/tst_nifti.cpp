// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Images, among ourselves and in the hands of nibabel; its part is skipped where there is none.
#include <once/nifti.h>

#include <support/python.h>

#include <QFile>
#include <QtTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

template <typename T>
NiftiImage<T> sampleImage(const Shape &shape)
{
    NiftiImage<T> image;
    Array<typename NiftiImage<T>::Voxel> voxels(shape);
    for (int next = 0; auto &voxel : voxels.edit())
        voxel = typename NiftiImage<T>::Voxel(std::same_as<T, bool> ? next++ % 2 : next++);
    image.voxels = voxels;
    image.voxelSize = {2, 3, 4, 1.5f};
    image.affine = {{{-2, 0, 0, 90}, {0, 3, 0, -126}, {0, 0, 4, -72.5f}}};
    image.description = u"größer"_s;
    return image;
}

// Empty when an image comes back as it was, and as the same bytes.
template <typename T>
QString lostOf(const NiftiImage<T> &image, Compression compression)
{
    QTemporaryDir folder;
    const auto codec = nifti({}, compression).codec<NiftiImage<T>>();
    const QString one = folder.filePath(u"one"_s + codec->suffix()), two = folder.filePath(u"two"_s + codec->suffix());
    codec->write(&image, one);
    const auto read = std::static_pointer_cast<const NiftiImage<T>>(codec->read(one, {}));
    if (!(*read == image))
        return preview(Json(*read), 300);
    codec->write(read.get(), two);
    QFile first(one), second(two);
    const bool areThere = first.open(QFile::ReadOnly) && second.open(QFile::ReadOnly);
    return areThere && first.readAll() == second.readAll() ? QString() : u"written in another way the second time"_s;
}

QString errorOf(const std::function<void()> &attempt)
{
    try {
        attempt();
    } catch (const std::exception &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class NiftiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheManualShows() // docs/howto/arrays.md quotes it
    {
        const qsizetype slices = 2, rows = 3, columns = 4;
        once::NiftiImage<float> image;
        image.voxels = once::Array<float>({slices, rows, columns}); // voxels(z, y, x)
        image.voxelSize = {1, 1, 2, 1};                             // along x, y, z, and time
        image.affine = {{{1, 0, 0, -90}, {0, 1, 0, -126}, {0, 0, 2, -72}}};
        QCOMPARE(lostOf(image, Compression::None), QString());
    }

    void anImageComesBackWithItsKindOfVoxel()
    {
        for (const auto compression : {Compression::None, Compression::Deflate}) {
            QCOMPARE(lostOf(sampleImage<bool>({2, 3, 4}), compression), QString());
            QCOMPARE(lostOf(sampleImage<quint8>({2, 3, 4}), compression), QString());
            QCOMPARE(lostOf(sampleImage<qint16>({5, 2, 3, 4}), compression), QString());
            QCOMPARE(lostOf(sampleImage<qint64>({3, 4}), compression), QString());
            QCOMPARE(lostOf(sampleImage<float>({2, 3, 4}), compression), QString());
            QCOMPARE(lostOf(sampleImage<double>({7}), compression), QString());
            QCOMPARE(lostOf(sampleImage<std::complex<float>>({1, 1, 2}), compression), QString());
            QCOMPARE(lostOf(sampleImage<float>({1, 1, 40'000}), compression), QString()); // which NIfTI-1 has no room for
        }
    }

    void aLargeOneIsMapped()
    {
        QTemporaryDir folder;
        const auto codec = nifti().codec<Array<float>>();
        const QString path = folder.filePath(u"it.nii"_s);
        const Array<float> voxels({40, 50, 60}, 0.5f);
        codec->write(&voxels, path);
        const auto read = std::static_pointer_cast<const Array<float>>(codec->read(path, {}));
        QCOMPARE(quintptr(read->data()) % 4096, quintptr(352));
        QCOMPARE(*read, voxels);
    }

    void itsValueComesBackAndIsItsKey()
    {
        const auto image = sampleImage<float>({2, 3, 4});
        QCOMPARE(Value::of(image).to<NiftiImage<float>>(), image);
        auto other = image;
        other.affine[0][3] = 91;
        QVERIFY(!(Value::of(other) == Value::of(image)));
        QCOMPARE(Value::of(Json(image)).toJson().size(), Value::of(image).toJson().size());
    }

    void whatDoesNotFitIsRefusedWithASentence()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"it.nii"_s);
        const auto image = sampleImage<float>({2, 2});
        nifti().codec<NiftiImage<float>>()->write(&image, path);
        QCOMPARE(errorOf([&] { nifti().codec<NiftiImage<double>>()->read(path, {}); }), path + u": it holds float32, and not float64"_s);
        const Array<float> none({0, 2});
        QVERIFY(errorOf([&] { nifti().codec<Array<float>>()->write(&none, path); }).contains(u"one to seven axes"_s));
        auto wordy = image;
        wordy.description = QString(80, u'x');
        QVERIFY(errorOf([&] { nifti().codec<NiftiImage<float>>()->write(&wordy, path); }).contains(u"80 bytes"_s));
        const auto numbers = sampleImage<qint8>({3});
        nifti().codec<NiftiImage<qint8>>()->write(&numbers, path);
        QVERIFY(errorOf([&] { nifti().codec<NiftiImage<bool>>()->read(path, {}); }).contains(u"other numbers than 0 and 1"_s));
        QVERIFY(errorOf([&] { nifti().codec<QString>(); }).contains(u"QString is none"_s));
        QVERIFY(errorOf([&] { nifti({}, Compression::Zstd); }).contains(u"Deflate"_s));
    }

    void aFileThatIsCutOffIsRefused()
    {
        QTemporaryDir folder;
        for (const auto compression : {Compression::None, Compression::Deflate}) {
            const auto codec = nifti({}, compression).codec<NiftiImage<qint16>>();
            const QString path = folder.filePath(u"it"_s + codec->suffix());
            const auto image = sampleImage<qint16>({2, 3, 4});
            codec->write(&image, path);
            for (qint64 size = QFile(path).size() - (compression == Compression::None ? 1 : 9); size >= 0; --size) { // but for gzip's own sum
                QVERIFY(QFile::resize(path, size));
                QVERIFY2(!errorOf([&] { codec->read(path, {}); }).isEmpty(), qPrintable(QString::number(size)));
            }
        }
    }

    void nibabelSeesWhatWeSee()
    {
        const Python python(u"import nibabel, numpy as np"_s);
        if (!python.isThere())
            QSKIP("python3 has no nibabel here (package python3-nibabel)");
        const auto image = sampleImage<qint16>({2, 3, 4});
        for (const char *name : {"ours.nii", "ours.nii.gz"}) {
            const QString file = QString::fromLatin1(name);
            nifti({}, file.endsWith(u"gz"_s) ? Compression::Deflate : Compression::None)
                .codec<NiftiImage<qint16>>()->write(&image, python.file(file));
            QCOMPARE(python.printed(uR"(i = nibabel.load('%1')
d = np.asarray(i.dataobj)
print(d.dtype, d.shape, d[1, 0, 0], d[0, 1, 0], d[0, 0, 1], i.affine.tolist(), [float(z) for z in i.header.get_zooms()]))"_s.arg(file)),
                     u"int16 (4, 3, 2) 1 4 12 [[-2.0, 0.0, 0.0, 90.0], [0.0, 3.0, 0.0, -126.0], [0.0, 0.0, 4.0, -72.5], "
                     "[0.0, 0.0, 0.0, 1.0]] [2.0, 3.0, 4.0]"_s);
        }
    }

    void weSeeWhatNibabelWrites_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("image");
        QTest::newRow("as it is") << u"theirs.nii"_s << u"nibabel.Nifti1Image(d, a)"_s;
        QTest::newRow("compressed") << u"theirs.nii.gz"_s << u"nibabel.Nifti1Image(d, a)"_s;
        QTest::newRow("big-endian") << u"theirs.nii"_s << u"nibabel.Nifti1Image(d, a, nibabel.Nifti1Header(endianness='>'), dtype='i2')"_s;
        QTest::newRow("of version 2") << u"theirs.nii"_s << u"nibabel.Nifti2Image(d, a)"_s;
    }

    void weSeeWhatNibabelWrites()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, image);
        const Python python(u"import nibabel, numpy as np"_s);
        if (!python.isThere())
            QSKIP("python3 has no nibabel here (package python3-nibabel)");
        QCOMPARE(python.printed(uR"(a = np.diag([2., 3, 4, 1]); a[0, 3] = 90
d = np.arange(24, dtype='i2').reshape(2, 3, 4).T
nibabel.save(%1, '%2'))"_s.arg(image, file)), QString());
        const auto codec = nifti({}, file.endsWith(u"gz"_s) ? Compression::Deflate : Compression::None).codec<NiftiImage<qint16>>();
        const auto read = std::static_pointer_cast<const NiftiImage<qint16>>(codec->read(python.file(file), {}));
        QCOMPARE(read->voxels, sampleImage<qint16>({2, 3, 4}).voxels);
        QCOMPARE(read->affine[0], (std::array<float, 4>{2, 0, 0, 90}));
        QCOMPARE(read->voxelSize[2], 4);
    }
};

QTEST_GUILESS_MAIN(NiftiTest)
#include "tst_nifti.moc"
