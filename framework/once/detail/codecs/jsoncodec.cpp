// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/filecodec.h>

#include <cmath>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *realKey = "once:real"; // nothing else that an app writes is likely to have it

// JSON has no word for NaN and the infinities.
Json spelled(Json json)
{
    if (json.is_number_float() && !std::isfinite(json.get<double>())) {
        const double real = json.get<double>();
        return {{realKey, std::isnan(real) ? "NaN" : real > 0 ? "Infinity" : "-Infinity"}};
    }
    if (json.is_binary())
        throw FormatError(u"JSON in a file has no place for bytes"_s);
    if (json.is_structured())
        for (Json &part : json)
            part = spelled(std::move(part));
    return json;
}

Json unspelled(Json json)
{
    if (json.is_object() && json.size() == 1 && json.contains(realKey)) {
        const std::string word = json[realKey].get<std::string>();
        const double size = word == "NaN" ? std::numeric_limits<double>::quiet_NaN() : HUGE_VAL;
        return word == "-Infinity" ? -size : size;
    }
    if (json.is_structured())
        for (Json &part : json)
            part = unspelled(std::move(part));
    return json;
}

class JsonCodec : public FileCodec
{
public:
    using FileCodec::FileCodec;

protected:
    Value put(const void *value, const QString &path) const override
    {
        const std::string text = spelled(type().toJson(value)).dump(2);
        writeAll(path, {text, "\n"});
        return {};
    }

    std::shared_ptr<const void> get(const FileBytes &bytes, const Value &) const override
    {
        return type().fromJson(unspelled(Json::parse(bytes.view.begin(), bytes.view.end())));
    }
};

} // namespace

std::shared_ptr<const AnyCodec> jsonCodec(const ValueType &type, Compression compression)
{
    return std::make_shared<JsonCodec>(type, QStringLiteral("json"), compression);
}

} // namespace once::detail
