// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/codec.h>

#include <array>

namespace once {

// An image as neuroimaging programs know it, with voxels of one kind. NIfTI's first axis, x, is the fastest one in the
// file, and an Array's last axis is the fastest one in memory: so it is voxels(z, y, x), or (t, z, y, x), and nothing is
// copied. voxels.transposed() has them as (x, y, z), which is how nibabel shows them.
//
// NiftiImage<bool> is a mask: its voxels are 0 and 1, and int8 in the file.
template <typename T>
    requires(ArrayNumber<T> || std::same_as<T, bool>)
struct NiftiImage
{
    using Voxel = std::conditional_t<std::same_as<T, bool>, qint8, T>;
    using Affine = std::array<std::array<float, 4>, 3>;

    Array<Voxel> voxels;                          // of one to seven axes, none of them empty
    std::array<float, 4> voxelSize{1, 1, 1, 1};   // along x, y and z, mostly in mm, and t, mostly in s
    Affine affine{{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}}; // from the indices x, y, z to places
    float slope = 1, intercept = 0;               // what voxels stand for is slope * voxel + intercept
    QString description;                          // at most 79 bytes of UTF-8

    bool operator==(const NiftiImage &) const = default;

    friend void to_json(Json &json, const NiftiImage &image)
    {
        json = {{"affine", image.affine}, {"description", image.description}, {"intercept", image.intercept},
                {"slope", image.slope}, {"voxelSize", image.voxelSize}, {"voxels", image.voxels}};
    }
    friend void from_json(const Json &json, NiftiImage &image)
    {
        json.at("affine").get_to(image.affine), json.at("description").get_to(image.description);
        json.at("intercept").get_to(image.intercept), json.at("slope").get_to(image.slope);
        json.at("voxelSize").get_to(image.voxelSize), json.at("voxels").get_to(image.voxels);
    }
    friend void onceEncode(Encoder &encoder, const NiftiImage &image)
    {
        const auto append = [&encoder](std::string_view name, const auto &value) {
            encoder.key(name), hashAppend(encoder, value);
        };
        encoder.map(6);
        append("affine", image.affine), append("description", image.description), append("intercept", image.intercept);
        append("slope", image.slope), append("voxelSize", image.voxelSize), append("voxels", image.voxels);
    }
};

// Images as .nii, or .nii.gz with Deflate: a NiftiImage, or an Array with no more than its voxels. What is not
// compressed is mapped into memory when it is read. Part of Once::Nifti, which is built where libnifti is.
Output nifti(const QString &file = {}, Compression compression = Compression::None);

namespace detail {

template <typename T>
struct NamedNumbersIn<NiftiImage<T>>
{
    static bool areAll() { return true; }
    static AnyArrays view(const NiftiImage<T> &image);
    static NiftiImage<T> from(const AnyArrays &arrays);
};

// The parts of an image as arrays of their own.
AnyArray asAny(const Array<float> &array);
AnyArray asAny(const Array<quint8> &array);
void requireFlags(const Array<qint8> &voxels); // throws FormatError

template <typename T>
AnyArrays NamedNumbersIn<NiftiImage<T>>::view(const NiftiImage<T> &image)
{
    const auto floats = [](Shape shape, const float *from, std::size_t count) {
        return asAny(Array<float>(std::move(shape), std::vector<float>(from, from + count)));
    };
    const QByteArray text = image.description.toUtf8();
    const float scaling[] = {image.slope, image.intercept};
    AnyArray voxels = NumbersIn<Array<typename NiftiImage<T>::Voxel>>::view(image.voxels);
    return {{QStringLiteral("voxels"), voxels},
            {QStringLiteral("voxelSize"), floats({4}, image.voxelSize.data(), 4)},
            {QStringLiteral("affine"), floats({3, 4}, image.affine[0].data(), 12)},
            {QStringLiteral("scaling"), floats({2}, scaling, 2)},
            {QStringLiteral("description"), asAny(Array<quint8>::of({text.begin(), text.end()}))}};
}

template <typename T>
NiftiImage<T> NamedNumbersIn<NiftiImage<T>>::from(const AnyArrays &arrays)
{
    NiftiImage<T> image;
    const auto floats = [&arrays](const QString &name, float *to, qsizetype count) {
        const auto array = numbersFrom<Array<float>>(named(arrays, name));
        if (array.size() != count)
            throw FormatError(QStringLiteral("%1 has the shape %2").arg(name, textOf(array.shape())));
        std::ranges::copy(array, to);
    };
    float scaling[2];
    image.voxels = numbersFrom<Array<typename NiftiImage<T>::Voxel>>(named(arrays, QStringLiteral("voxels")));
    floats(QStringLiteral("voxelSize"), image.voxelSize.data(), 4);
    floats(QStringLiteral("affine"), image.affine[0].data(), 12);
    floats(QStringLiteral("scaling"), scaling, 2);
    image.slope = scaling[0], image.intercept = scaling[1];
    const auto text = numbersFrom<Array<quint8>>(named(arrays, QStringLiteral("description")));
    image.description = QString::fromUtf8(reinterpret_cast<const char *>(text.data()), text.size());
    if constexpr (std::same_as<T, bool>)
        requireFlags(image.voxels);
    return image;
}

} // namespace detail

} // namespace once
