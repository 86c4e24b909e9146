// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/niftifile.h>

#include <once/detail/codecs/filebytes.h>
#include <once/detail/codecs/filewriter.h>

#include <nifti2_io.h>
#include <zlib.h>

#include <QFileInfo>

#include <cstdlib>
#include <cstring>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr int dataOffset = 352; // header and four bytes that say that no extension follows
constexpr qint64 mostOfNifti1 = 32'767; // along an axis

struct Kind
{
    NumberType type;
    int code;
};

constexpr Kind kinds[] = {
    {numberType<quint8>, NIFTI_TYPE_UINT8},   {numberType<qint8>, NIFTI_TYPE_INT8},
    {numberType<qint16>, NIFTI_TYPE_INT16},   {numberType<quint16>, NIFTI_TYPE_UINT16},
    {numberType<qint32>, NIFTI_TYPE_INT32},   {numberType<quint32>, NIFTI_TYPE_UINT32},
    {numberType<qint64>, NIFTI_TYPE_INT64},   {numberType<quint64>, NIFTI_TYPE_UINT64},
    {numberType<float>, NIFTI_TYPE_FLOAT32},  {numberType<double>, NIFTI_TYPE_FLOAT64},
    {numberType<std::complex<float>>, NIFTI_TYPE_COMPLEX64}, {numberType<std::complex<double>>, NIFTI_TYPE_COMPLEX128}};

using Image = std::unique_ptr<nifti_image, void (*)(nifti_image *)>;

// As many axes as the header says: the library drops those of length 1 at the end.
Shape shapeOf(const QString &path, const nifti_image &image)
{
    int version = 0;
    const std::unique_ptr<void, void (*)(void *)> header(nifti_read_header(QFile::encodeName(path).constData(), &version, false), &std::free);
    const int64_t axes = !header ? 0 : version == 2 ? static_cast<nifti_2_header *>(header.get())->dim[0] : static_cast<nifti_1_header *>(header.get())->dim[0];
    Shape shape;
    for (int64_t axis = axes >= 1 && axes <= 7 ? std::max(axes, image.ndim) : image.ndim; axis > 0; --axis)
        shape.append(axis > image.ndim ? 1 : image.dim[axis]);
    return shape;
}

NumberType typeOf(const nifti_image &image)
{
    const auto kind = std::ranges::find(kinds, image.datatype, &Kind::code);
    if (kind == std::end(kinds))
        throw FormatError(u"its voxels are %1, which are no numbers of 8 to 64 bits"_s.arg(QLatin1StringView(nifti_datatype_string(image.datatype))));
    return kind->type;
}

// Where the voxels lie in the file; where that is not as they lie in memory, the library reads them.
AnyArray voxelsOf(const QString &path, const Image &image)
{
    AnyArray voxels{typeOf(*image), shapeOf(path, *image), nullptr, {}};
    const auto count = possibleCount(voxels.shape);
    if (!count || image->ndim < 1 || image->ndim > 7)
        throw FormatError(u"there is no image of shape %1"_s.arg(textOf(voxels.shape)));
    const qsizetype size = *count * voxels.type.width;
    const bool isPlain = !nifti_is_gzfile(image->iname) && (image->byteorder == nifti_short_order() || voxels.type.width == 1);
    if (isPlain && image->iname_offset % voxels.type.partWidth() == 0) {
        const FileBytes bytes = readFileBytes(QFile::decodeName(image->iname));
        if (image->iname_offset < 0 || bytes.view.size() - qsizetype(image->iname_offset) < size)
            throw FormatError(u"it ends within its voxels"_s);
        voxels.numbers = bytes.view.data() + image->iname_offset;
        voxels.owner = bytes.owner;
        return voxels;
    }
    if (size > qsizetype(QFileInfo(path).size()) * 1032 || nifti_image_load(image.get()) != 0) // more than gzip can make
        throw FormatError(u"its voxels cannot be read"_s);
    voxels.owner = std::shared_ptr<void>(std::exchange(image->data, nullptr), &std::free);
    voxels.numbers = voxels.owner.get();
    return voxels;
}

AnyArray floats(const Shape &shape, std::vector<float> numbers) { return asAny(Array<float>(shape, std::move(numbers))); }

AnyArray affineOf(const nifti_image &image)
{
    const nifti_dmat44 &matrix = image.sform_code > 0 ? image.sto_xyz : image.qto_xyz; // which is made of the sizes alone, if need be
    std::vector<float> numbers;
    for (int row = 0; row < 3; ++row)
        for (const double number : matrix.m[row])
            numbers.push_back(float(number));
    return floats({3, 4}, std::move(numbers));
}

void describe(nifti_image &image, const AnyArrays &parts)
{
    const auto numbers = [&parts](const QString &name) { return static_cast<const float *>(parts[name].numbers); };
    const float *size = numbers(u"voxelSize"_s), *affine = numbers(u"affine"_s), *scaling = numbers(u"scaling"_s);
    const AnyArray &text = parts[u"description"_s];
    if (text.bytes().size() >= qsizetype(sizeof image.descrip))
        throw FormatError(u"its description has %1 bytes, and NIfTI has room for 79"_s.arg(text.bytes().size()));
    std::copy(text.bytes().begin(), text.bytes().end(), image.descrip);
    std::copy(size, size + 4, image.pixdim + 1);
    for (int i = 0; i < 12; ++i)
        image.sto_xyz.m[i / 4][i % 4] = affine[i];
    image.sto_xyz.m[3][3] = 1;
    image.sform_code = NIFTI_XFORM_ALIGNED_ANAT;
    image.scl_slope = scaling[0];
    image.scl_inter = scaling[1];
}

Image imageOf(const AnyArrays &parts)
{
    const AnyArray &voxels = parts[u"voxels"_s];
    const qsizetype axes = voxels.shape.size();
    if (axes < 1 || axes > 7 || voxels.shape.contains(0))
        throw FormatError(u"NIfTI has one to seven axes with voxels, and no array of shape %1"_s.arg(textOf(voxels.shape)));
    Image image(nifti_simple_init_nim(), &nifti_image_free);
    image->datatype = std::ranges::find(kinds, voxels.type, &Kind::type)->code;
    image->nbyper = voxels.type.width;
    image->dim[0] = axes;
    for (qsizetype i = 1; i <= 7; ++i)
        image->dim[i] = i <= axes ? voxels.shape[axes - i] : 1;
    std::fill(image->pixdim + 1, image->pixdim + 8, 1.0);
    image->xyz_units = NIFTI_UNITS_MM;
    image->time_units = NIFTI_UNITS_SEC;
    if (parts.size() > 1)
        describe(*image, parts);
    nifti_update_dims_from_array(image.get()); // which drops axes of length 1 at the end
    image->ndim = image->dim[0] = axes;
    image->nifti_type = std::ranges::any_of(voxels.shape, [](auto size) { return size > mostOfNifti1; }) ? NIFTI_FTYPE_NIFTI2_1
                                                                                                   : NIFTI_FTYPE_NIFTI1_1;
    return image;
}

template <typename Header>
QByteArray headerBytes(Header header, int offset, const char *magic)
{
    header.vox_offset = decltype(header.vox_offset)(offset);
    std::memcpy(header.magic, magic, sizeof header.magic);
    QByteArray bytes(reinterpret_cast<const char *>(&header), sizeof header);
    return bytes.append(offset - bytes.size(), '\0');
}

QByteArray headerOf(const nifti_image &image)
{
    if (image.nifti_type == NIFTI_FTYPE_NIFTI1_1) {
        nifti_1_header header{};
        nifti_convert_nim2n1hdr(&image, &header);
        return headerBytes(header, dataOffset, "n+1");
    }
    nifti_2_header header{};
    nifti_convert_nim2n2hdr(&image, &header);
    return headerBytes(header, 544, "n+2\0\r\n\032\n");
}

class Gzip
{
public:
    explicit Gzip(FileWriter &file) : m_file(file)
    {
        deflateInit2(&m_stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    }
    ~Gzip() { deflateEnd(&m_stream); }

    void add(QByteArrayView bytes, int flush = Z_NO_FLUSH)
    {
        constexpr qsizetype most = 1 << 30; // zlib counts in 32 bits
        for (; bytes.size() > most; bytes = bytes.sliced(most))
            add(bytes.first(most));
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
        m_stream.avail_in = uInt(bytes.size());
        do {
            m_stream.next_out = reinterpret_cast<Bytef *>(m_room.data());
            m_stream.avail_out = uInt(m_room.size());
            deflate(&m_stream, flush);
            m_file.add(QByteArrayView(m_room).first(m_room.size() - qsizetype(m_stream.avail_out)));
        } while (m_stream.avail_out == 0);
    }

private:
    FileWriter &m_file;
    z_stream m_stream{};
    QByteArray m_room = QByteArray(256 * 1024, Qt::Uninitialized);
};

} // namespace

AnyArrays readNifti(const QString &path)
{
    nifti_set_debug_level(0); // it would print what we throw
    const Image image(nifti_image_read(QFile::encodeName(path).constData(), false), &nifti_image_free);
    if (!image)
        throw FormatError(u"it is no NIfTI image"_s);
    const auto textEnd = std::find(std::begin(image->descrip), std::end(image->descrip), '\0');
    const bool isScaled = image->scl_slope != 0;
    std::vector<float> sizes;
    for (int axis = 1; axis <= 4; ++axis)
        sizes.push_back(image->pixdim[axis] == 0 ? 1 : float(image->pixdim[axis])); // "not used"
    return {{u"voxels"_s, voxelsOf(path, image)},
            {u"voxelSize"_s, floats({4}, std::move(sizes))},
            {u"affine"_s, affineOf(*image)},
            {u"scaling"_s, isScaled ? floats({2}, {float(image->scl_slope), float(image->scl_inter)}) : floats({2}, {1, 0})},
            {u"description"_s, asAny(Array<quint8>::of({std::begin(image->descrip), textEnd}))}};
}

void writeNifti(const QString &path, const AnyArrays &parts, bool deflates)
{
    const Image image = imageOf(parts);
    FileWriter file(path);
    if (deflates) {
        Gzip gzip(file);
        gzip.add(headerOf(*image));
        gzip.add(parts[u"voxels"_s].bytes(), Z_FINISH);
    } else {
        file.add(headerOf(*image));
        file.add(parts[u"voxels"_s].bytes());
    }
    file.finish();
}

} // namespace once::detail
