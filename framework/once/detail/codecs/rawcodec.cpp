// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/filecodec.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

class RawCodec : public FileCodec
{
public:
    using FileCodec::FileCodec;

protected:
    Value put(const void *value, const QString &path) const override
    {
        const AnyArray array = type().toArray(value);
        writeAll(path, {array.bytes()});
        const NumberType kind = array.type;
        return Value::of(Json{{"shape", array.shape}, {"type", kind.name()}});
    }

    std::shared_ptr<const void> get(const FileBytes &bytes, const Value &note) const override
    {
        const Json shape = note.toJson();
        AnyArray array{typeOf(shape.at("type").get<QString>()), shape.at("shape").get<Shape>(), bytes.view.data(), bytes.owner};
        const auto count = possibleCount(array.shape);
        if (!count || *count * array.type.width != bytes.view.size())
            throw FormatError(u"it has %1 bytes, which are no array of shape %2"_s.arg(bytes.view.size()).arg(textOf(array.shape)));
        return type().fromArray(array);
    }

private:
    static NumberType typeOf(const QString &name)
    {
        constexpr NumberType all[] = {numberType<bool>, numberType<qint8>, numberType<qint16>, numberType<qint32>,
                                      numberType<qint64>, numberType<quint8>, numberType<quint16>, numberType<quint32>,
                                      numberType<quint64>, numberType<float>, numberType<double>,
                                      numberType<std::complex<float>>, numberType<std::complex<double>>};
        const auto type = std::ranges::find(all, name, &NumberType::name);
        if (type == std::end(all))
            throw FormatError(u"its numbers are of no known type: %1"_s.arg(name));
        return *type;
    }
};

} // namespace

std::shared_ptr<const AnyCodec> rawCodec(const ValueType &type, Compression compression)
{
    return std::make_shared<RawCodec>(type, QStringLiteral("raw"), compression);
}

} // namespace once::detail
