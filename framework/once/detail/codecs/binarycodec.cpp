// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/filecodec.h>

namespace once::detail {

namespace {

class BinaryCodec : public FileCodec
{
public:
    using FileCodec::FileCodec;

protected:
    Value put(const void *value, const QString &path) const override
    {
        writeAll(path, {type().toValue(value).encoding()});
        return {};
    }

    std::shared_ptr<const void> get(const FileBytes &bytes, const Value &) const override
    {
        if (bytes.view.isEmpty())
            throw FormatError(QStringLiteral("it is empty"));
        return type().fromValue(Value(bytes.view.toByteArray()));
    }
};

} // namespace

std::shared_ptr<const AnyCodec> binaryCodec(const ValueType &type, Compression compression)
{
    return std::make_shared<BinaryCodec>(type, QStringLiteral("binary"), compression);
}

} // namespace once::detail
