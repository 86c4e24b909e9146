// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/encoding.h>

#include <cmath>
#include <limits>

namespace once {

namespace {

constexpr double canonicalNaN = std::numeric_limits<double>::quiet_NaN();

// Copies without a branch for each character, so that it is done many at a time. False when not all are ASCII;
// the copy is worth nothing then.
bool copyAscii(const char16_t *from, std::size_t count, char *to)
{
    char16_t all = 0;
    for (std::size_t i = 0; i < count; ++i) {
        all |= from[i];
        to[i] = char(from[i]);
    }
    return all < 0x80;
}

} // namespace

void Encoder::beginHash(QByteArrayView basis, std::size_t most)
{
    clear();
    if (!m_hashing)
        m_hashing = std::make_unique<Hashing>();
    m_hashing->basis = basis;
    m_hashing->most = most;
    m_hashing->stream.reset();
}

Hashed Encoder::hashed()
{
    const bool isAtHand = !m_hashing->stream && m_size <= m_hashing->most;
    return {digest(), isAtHand ? view().toByteArray() : QByteArray()};
}

Digest Encoder::digest()
{
    if (!m_hashing->stream)
        return Digest::of(m_hashing->basis, view());
    m_hashing->stream->add(view());
    m_size = 0;
    return m_hashing->stream->digest();
}

bool Encoder::isHashed(QByteArrayView bytes, int realWidth)
{
    auto &stream = m_hashing->stream;
    if (!stream && m_size + std::size_t(bytes.size()) <= m_hashing->most)
        return false;
    if (!stream)
        stream.emplace().add(m_hashing->basis);
    stream->add(view());
    realWidth > 0 ? stream->addReals(bytes, realWidth) : stream->add(bytes);
    m_size = 0;
    return true;
}

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
    const std::size_t start = m_size;
    const std::size_t count = std::size_t(text.size());
    size(count);
    if (copyAscii(text.utf16(), count, extend(count)))
        return;
    m_size = start;
    const QByteArray utf8 = text.toUtf8();
    key({utf8.data(), std::size_t(utf8.size())});
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

bool Encoder::isNextExpected(QByteArrayView bytes)
{
    const std::size_t count = std::size_t(bytes.size());
    if (m_size + count > std::size_t(m_expected.size())
        || !std::equal(bytes.begin(), bytes.end(), m_expected.begin() + m_size))
        return false;
    m_leftOut.push_back({m_size, count});
    extend(count);
    return true;
}

bool Encoder::isAsExpected() const
{
    if (m_size != std::size_t(m_expected.size()))
        return false;
    const auto isEqual = [this](std::size_t from, std::size_t end) {
        return std::equal(m_bytes.get() + from, m_bytes.get() + end, m_expected.data() + from);
    };
    std::size_t from = 0;
    for (const Range &range : m_leftOut) {
        if (!isEqual(from, range.from))
            return false;
        from = range.from + range.size;
    }
    return isEqual(from, m_size);
}

void Encoder::copyLeftOut()
{
    for (const auto &[from, size] : m_leftOut)
        std::copy_n(m_expected.data() + from, size, m_bytes.get() + from);
    m_leftOut.clear();
}

void Encoder::grow(std::size_t count)
{
    m_capacity = std::max<std::size_t>(64, 2 * (m_size + count));
    auto larger = std::make_unique_for_overwrite<char[]>(m_capacity);
    std::copy_n(m_bytes.get(), m_size, larger.get());
    m_bytes = std::move(larger);
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
