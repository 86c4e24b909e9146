// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/filecodec.h>
#include <once/detail/codecs/filewriter.h>
#include <once/detail/codecs/npyformat.h>
#include <once/npy.h>

namespace once::detail {

namespace {

class NpyCodec : public FileCodec
{
public:
    using FileCodec::FileCodec;

protected:
    Value put(const void *value, const QString &path) const override
    {
        const AnyArray array = type().toArray(value);
        writeAll(path, {npyHeader(array), array.bytes()});
        return {};
    }

    std::shared_ptr<const void> get(const FileBytes &bytes, const Value &) const override
    {
        return type().fromArray(arrayOfNpy(bytes));
    }
};

} // namespace

std::shared_ptr<const AnyCodec> npyCodec(const ValueType &type, Compression compression)
{
    return std::make_shared<NpyCodec>(type, QStringLiteral("npy"), compression);
}

AnyArray readNpy(const QString &path)
{
    try {
        return arrayOfNpy(readFileBytes(path));
    } catch (const FormatError &error) {
        throw CodecError(path, error);
    }
}

void writeNpy(const QString &path, const AnyArray &array)
{
    FileWriter writer(path);
    writer.add(npyHeader(array));
    writer.add(array.bytes());
    writer.finish();
}

} // namespace once::detail
