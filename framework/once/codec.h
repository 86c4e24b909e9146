// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/codecs/valuetype.h>

#include <functional>

namespace once {

// A file that cannot be written, or that is not what it should be: a sentence for people that names it.
struct CodecError : std::runtime_error
{
    CodecError(const QString &path, const QString &why);
    CodecError(const QString &path, const std::exception &why) : CodecError(path, QString::fromUtf8(why.what())) {}
};

// How values of one type are kept in files of their own. Any thread.
class AnyCodec
{
public:
    virtual ~AnyCodec() = default;

    virtual QString format() const = 0; // like "npy"
    virtual QString suffix() const = 0; // of its files, like ".npy"

    // Whoever looks at the path sees the file of before, or all of the new one; who has mapped the one of before
    // keeps it. What is returned is needed for reading, and is mostly null. Throws CodecError.
    virtual Value write(const void *value, const QString &path) const = 0;

    // Takes nothing on trust that the file says. Throws CodecError.
    virtual std::shared_ptr<const void> read(const QString &path, const Value &note) const = 0;
};

// Zstd is for files of Once alone; Deflate is what other programs know. What is compressed is not mapped into memory.
enum class Compression { None, Zstd, Deflate };

// Where a value is kept besides the store, and in which format. Made by the functions below.
struct Output
{
    QString file;   // with its suffix; empty where whoever keeps it gives it a name
    QString format;
    std::function<std::shared_ptr<const AnyCodec>(const detail::ValueType &)> codecFor; // throws std::logic_error
    bool keepsNothing = false;

    // For values of type T. Throws std::logic_error with what to use instead when the format has no room for them.
    template <typename T>
    std::shared_ptr<const AnyCodec> codec() const { return codecFor(detail::valueType<T>()); }
};

// Arrays, lists of numbers and single numbers for NumPy's load(), with their type and shape. Mapped when read.
Output npy(const QString &file = {}, Compression compression = Compression::None);

// Several of these with names, as in a QMap<QString, Array<double>> or a described struct; None or Deflate.
Output npz(const QString &file = {}, Compression compression = Compression::None);

// The same numbers as npy, and nothing else, little-endian. Mapped when read; their shape is kept beside the file.
Output raw(const QString &file = {}, Compression compression = Compression::None);

// Anything JSON-able, for people. What JSON has no word for, NaN and the infinities, is {"once:real": "NaN"}.
Output json(const QString &file = {}, Compression compression = Compression::None);

// Anything JSON-able in the canonical encoding, exact and without names for people.
Output binary(const QString &file = {}, Compression compression = Compression::None);

// The value is not kept: what counts is that the call was done.
Output none();

} // namespace once
