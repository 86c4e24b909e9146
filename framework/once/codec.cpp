// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/codec.h>

#include <once/detail/codecs/filecodec.h>

namespace once {

using namespace Qt::StringLiterals;

namespace {

using CodecMaker = std::shared_ptr<const AnyCodec> (*)(const detail::ValueType &, Compression);
using Fitting = bool (*)(const detail::ValueType &);

struct Format
{
    QString name;
    CodecMaker make;
    Fitting fits;
    QString holds, instead; // for who asks for what does not fit
    Compression compressed = Compression::Zstd;
};

[[noreturn]] void refuse(const QString &sentence)
{
    throw std::logic_error(u"once: %1"_s.arg(sentence).toStdString());
}

Output output(const Format &format, const QString &file, Compression compression)
{
    if (compression != Compression::None && compression != format.compressed)
        refuse(u"%1() is compressed with Compression::%2"_s.arg(format.name, format.compressed == Compression::Zstd ? u"Zstd"_s : u"Deflate"_s));
    const QString suffix = detail::suffixOf(format.name, compression);
    const bool isComplete = file.isEmpty() || file.endsWith(suffix);
    const auto codecFor = [format, compression](const detail::ValueType &type) {
        if (!format.fits(type))
            refuse(u"%1() holds %2; %3 is none, so keep it with %4"_s.arg(format.name, format.holds, type.name(), format.instead));
        return format.make(type, compression);
    };
    return {isComplete ? file : file + suffix, format.name, codecFor};
}

bool isArray(const detail::ValueType &type) { return type.toArray != nullptr; }
bool isArrays(const detail::ValueType &type) { return type.toArrays != nullptr; }
bool isJsonable(const detail::ValueType &type) { return type.toJson != nullptr; }

} // namespace

CodecError::CodecError(const QString &path, const QString &why)
    : std::runtime_error(u"%1: %2"_s.arg(path, why).toStdString())
{
}

Output npy(const QString &file, Compression compression)
{
    return output({u"npy"_s, detail::npyCodec, isArray, u"arrays of numbers"_s, u"json() or binary()"_s}, file, compression);
}

Output npz(const QString &file, Compression compression)
{
    return output({u"npz"_s, detail::npzCodec, isArrays, u"arrays with names, in a map or a described struct"_s,
                   u"npy(), json() or binary()"_s, Compression::Deflate},
                  file, compression);
}

Output raw(const QString &file, Compression compression)
{
    return output({u"raw"_s, detail::rawCodec, isArray, u"arrays of numbers"_s, u"json() or binary()"_s}, file, compression);
}

Output json(const QString &file, Compression compression)
{
    return output({u"json"_s, detail::jsonCodec, isJsonable, u"what is JSON-able"_s, u"ONCE_DESCRIBE beside it"_s}, file, compression);
}

Output binary(const QString &file, Compression compression)
{
    return output({u"binary"_s, detail::binaryCodec, isJsonable, u"what is JSON-able"_s, u"ONCE_DESCRIBE beside it"_s}, file, compression);
}

Output none()
{
    return {.format = u"none"_s, .keepsNothing = true};
}

} // namespace once
