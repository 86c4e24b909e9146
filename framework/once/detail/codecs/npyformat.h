// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/codecs/filebytes.h>

namespace once::detail {

// NumPy's format of one array: a header in Python's words, and the numbers. All throw FormatError.

// What stands before the numbers, with a length that is a multiple of 64.
QByteArray npyHeader(const AnyArray &array);

// Where they lie when they lie as they do in memory, and otherwise in a copy.
AnyArray arrayOfNpy(const FileBytes &bytes);

struct NpyHeader
{
    NumberType type;
    bool isBigEndian = false, isFortran = false; // in which the first axis is the fastest one
    Shape shape;
    qsizetype size = 0; // of itself
};

NpyHeader readNpyHeader(QByteArrayView bytes);

} // namespace once::detail
