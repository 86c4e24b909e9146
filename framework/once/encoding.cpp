// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/encoding.h>

#include <cmath>
#include <limits>

namespace once {

namespace {

constexpr double canonicalNaN = std::numeric_limits<double>::quiet_NaN();

template <typename Real>
void replaceNaNs(char *bytes, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        Real number;
        std::memcpy(&number, bytes + i * sizeof number, sizeof number);
        if (std::isnan(number)) {
            number = std::numeric_limits<Real>::quiet_NaN();
            std::memcpy(bytes + i * sizeof number, &number, sizeof number);
        }
    }
}

} // namespace

void Encoder::integer(quint64 value)
{
    if (value <= quint64(std::numeric_limits<qint64>::max()))
        put(Integer, qint64(value));
    else
        put(Unsigned, value);
}

void Encoder::real(double value)
{
    put(Real, std::isnan(value) ? canonicalNaN : value);
}

void Encoder::text(QStringView text)
{
    put(Text);
    const auto isAscii = [](QChar c) { return c.unicode() < 0x80; };
    if (!std::ranges::all_of(text, isAscii))
        return key(text.toUtf8().toStdString());
    size(std::size_t(text.size()));
    for (QChar c : text)
        m_bytes.push_back(char(c.unicode()));
}

void Encoder::text(std::string_view utf8)
{
    put(Text);
    key(utf8);
}

void Encoder::bytes(QByteArrayView bytes)
{
    put(Bytes);
    size(std::size_t(bytes.size()));
    encoded(bytes);
}

void Encoder::digest(const Digest &digest)
{
    put(Hash);
    encoded(digest.bytes());
}

void Encoder::size(std::size_t count)
{
    for (; count >= 0x80; count >>= 7)
        m_bytes.push_back(char(0x80 | (count & 0x7f)));
    m_bytes.push_back(char(count));
}

void Encoder::canonicalNaNs(std::size_t from, char kind)
{
    const std::size_t width = std::size_t(kind & 0x0f);
    const std::size_t count = (m_bytes.size() - from) / width;
    if (width == sizeof(double))
        replaceNaNs<double>(m_bytes.data() + from, count);
    else
        replaceNaNs<float>(m_bytes.data() + from, count);
}

namespace {

void append(Encoder &encoder, const Json &value, int depth);

void appendParts(Encoder &encoder, const Json &value, int depth)
{
    if (depth >= Encoder::maxDepth)
        throw std::invalid_argument("JSON that is nested more than 500 deep cannot be encoded");
    if (value.is_object()) {
        encoder.map(value.size());
        for (const auto &[key, part] : value.items()) {
            encoder.key(key);
            append(encoder, part, depth + 1);
        }
    } else {
        encoder.list(value.size());
        for (const Json &part : value)
            append(encoder, part, depth + 1);
    }
}

void append(Encoder &encoder, const Json &value, int depth)
{
    switch (value.type()) {
    case Json::value_t::null:
    case Json::value_t::discarded:
        return encoder.null();
    case Json::value_t::boolean:
        return encoder.boolean(value.get<bool>());
    case Json::value_t::number_integer:
        return encoder.integer(value.get<qint64>());
    case Json::value_t::number_unsigned:
        return encoder.integer(value.get<quint64>());
    case Json::value_t::number_float:
        return encoder.real(value.get<double>());
    case Json::value_t::string:
        return encoder.text(std::string_view(value.get_ref<const std::string &>()));
    case Json::value_t::binary: {
        const auto &bytes = value.get_binary();
        return encoder.bytes({reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())});
    }
    case Json::value_t::object:
    case Json::value_t::array:
        return appendParts(encoder, value, depth);
    }
}

} // namespace

void Encoder::json(const Json &value)
{
    append(*this, value, 0);
}

} // namespace once
