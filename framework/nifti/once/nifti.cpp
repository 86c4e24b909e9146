// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/nifti.h>

#include <once/niftifile.h>

namespace once {

using namespace Qt::StringLiterals;

namespace detail {

namespace {

// Reads by path, because a header may name the file of the voxels, and gzip is the library's.
class NiftiCodec : public AnyCodec
{
public:
    NiftiCodec(const ValueType &type, Compression compression) : m_type(type), m_compression(compression) {}

    QString format() const override { return u"nifti"_s; }
    QString suffix() const override { return m_compression == Compression::Deflate ? u".nii.gz"_s : u".nii"_s; }

    Value write(const void *value, const QString &path) const override
    {
        try {
            writeNifti(path, m_type.toArray ? AnyArrays{{u"voxels"_s, m_type.toArray(value)}} : m_type.toArrays(value),
                       m_compression == Compression::Deflate);
        } catch (const FormatError &error) {
            throw CodecError(path, error);
        }
        return {};
    }

    std::shared_ptr<const void> read(const QString &path, const Value &) const override
    {
        try {
            const AnyArrays image = readNifti(path);
            return m_type.fromArray ? m_type.fromArray(named(image, u"voxels"_s)) : m_type.fromArrays(image);
        } catch (const FormatError &error) {
            throw CodecError(path, error);
        }
    }

private:
    const ValueType &m_type;
    Compression m_compression;
};

template <typename... T>
bool isImageOf(const std::type_info &type)
{
    return ((type == typeid(NiftiImage<T>)) || ...);
}

bool isImage(const ValueType &type)
{
    return isImageOf<bool, qint8, qint16, qint32, qint64, quint8, quint16, quint32, quint64, long, unsigned long, float,
                     double, std::complex<float>, std::complex<double>>(type.info);
}

} // namespace

AnyArray asAny(const Array<float> &array)
{
    const auto owner = std::make_shared<const Array<float>>(array);
    return {numberType<float>, array.shape(), owner->data(), owner};
}

AnyArray asAny(const Array<quint8> &array)
{
    const auto owner = std::make_shared<const Array<quint8>>(array);
    return {numberType<quint8>, array.shape(), owner->data(), owner};
}

void requireFlags(const Array<qint8> &voxels)
{
    if (!std::ranges::all_of(voxels, [](qint8 voxel) { return voxel == 0 || voxel == 1; }))
        throw FormatError(u"it holds other numbers than 0 and 1"_s);
}

} // namespace detail

Output nifti(const QString &file, Compression compression)
{
    if (compression == Compression::Zstd)
        throw std::logic_error("once: nifti() is compressed with Compression::Deflate");
    const auto codecFor = [compression](const detail::ValueType &type) -> std::shared_ptr<const AnyCodec> {
        if (!type.toArray && !detail::isImage(type))
            throw std::logic_error(u"once: nifti() holds a NiftiImage or an array of numbers; %1 is none, so keep it with json() or binary()"_s
                                       .arg(type.name()).toStdString());
        return std::make_shared<detail::NiftiCodec>(type, compression);
    };
    const QString suffix = compression == Compression::Deflate ? u".nii.gz"_s : u".nii"_s;
    return {file.isEmpty() || file.endsWith(suffix) ? file : file + suffix, u"nifti"_s, codecFor};
}

} // namespace once
