// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/codec.h>

namespace once {

namespace detail {

AnyArray readNpy(const QString &path); // throws CodecError
void writeNpy(const QString &path, const AnyArray &array);

} // namespace detail

// An array that NumPy has saved, of whatever version, byte order and order of axes; a(i, j) is what it is in Python.
// T must be the number that the file holds. It is mapped into memory where it lies as an Array does, and must not be
// written to while the array is there; a NumPy that saves anew does that. Throws CodecError.
template <ArrayNumber T>
Array<T> readNpy(const QString &path)
{
    try {
        return detail::numbersFrom<Array<T>>(detail::readNpy(path));
    } catch (const detail::FormatError &error) {
        throw CodecError(path, error);
    }
}

template <ArrayNumber T>
void writeNpy(const QString &path, const Array<T> &array) // throws CodecError
{
    detail::writeNpy(path, detail::NumbersIn<Array<T>>::view(array));
}

} // namespace once
