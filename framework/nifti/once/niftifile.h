// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/codec.h>

namespace once::detail {

// An image file in the parts of a NiftiImage: voxels, voxelSize, affine, scaling and description. Both throw
// FormatError and CodecError.
AnyArrays readNifti(const QString &path);
void writeNifti(const QString &path, const AnyArrays &image, bool deflates);

AnyArray asAny(const Array<float> &array);
AnyArray asAny(const Array<quint8> &array);

} // namespace once::detail
