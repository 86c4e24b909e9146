// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/values/reading.h>
#include <once/encoding.h>

#include <QStringList>

namespace once {

namespace {

// Walks an encoding that may come from anywhere: every count is checked against what is left.
class Decoder
{
public:
    explicit Decoder(QByteArrayView bytes) : m_rest(bytes) {}

    bool atEnd() const { return m_rest.isEmpty(); }
    QByteArrayView rest() const { return m_rest; }

    Encoder::Tag tag() { return Encoder::Tag(take(1).front()); }
    QByteArrayView take(std::size_t count);
    template <typename Number>
    Number number();
    std::size_t size();
    QByteArrayView text() { return take(size()); }
    std::size_t count(); // of parts, each at least one byte

    Json value(int depth = 0);
    void skip(int depth = 0);

private:
    Json list(int depth);
    Json map(int depth);
    Json packed();
    template <typename Number>
    Json numbers(std::size_t count);

    QByteArrayView m_rest;
};

std::size_t widthOf(char kind)
{
    switch (kind) {
    case 0x01: case 0x11: return 1;
    case 0x02: case 0x12: return 2;
    case 0x04: case 0x14: case 0x24: return 4;
    case 0x08: case 0x18: case 0x28: return 8;
    }
    throw DecodingError("the encoding holds numbers of an unknown kind");
}

QByteArrayView Decoder::take(std::size_t count)
{
    if (count > std::size_t(m_rest.size()))
        throw DecodingError("the encoding ends too early");
    const QByteArrayView taken = m_rest.first(qsizetype(count));
    m_rest = m_rest.sliced(qsizetype(count));
    return taken;
}

template <typename Number>
Number Decoder::number()
{
    Number number;
    std::memcpy(&number, take(sizeof number).data(), sizeof number);
    return number;
}

std::size_t Decoder::size()
{
    std::size_t size = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const auto group = quint8(take(1).front());
        size |= std::size_t(group & 0x7f) << shift;
        if (group < 0x80)
            return size;
    }
    throw DecodingError("a count in the encoding is too long");
}

std::size_t Decoder::count()
{
    const std::size_t count = size();
    if (count > std::size_t(m_rest.size()))
        throw DecodingError("a count in the encoding is larger than what follows");
    return count;
}

Json Decoder::list(int depth)
{
    Json list = Json::array();
    for (std::size_t left = count(); left > 0; --left)
        list.push_back(value(depth + 1));
    return list;
}

Json Decoder::map(int depth)
{
    Json map = Json::object();
    for (std::size_t left = count(); left > 0; --left) {
        const QByteArrayView key = text();
        map[std::string(key.data(), std::size_t(key.size()))] = value(depth + 1);
    }
    return map;
}

template <typename Number>
Json Decoder::numbers(std::size_t count)
{
    if (count > std::size_t(m_rest.size()) / sizeof(Number))
        throw DecodingError("a count in the encoding is larger than what follows");
    Json list = Json::array();
    for (; count > 0; --count)
        list.push_back(number<Number>());
    return list;
}

Json Decoder::packed()
{
    const char kind = take(1).front();
    const std::size_t length = size();
    switch (kind) {
    case 0x01: return numbers<qint8>(length);
    case 0x02: return numbers<qint16>(length);
    case 0x04: return numbers<qint32>(length);
    case 0x08: return numbers<qint64>(length);
    case 0x11: return numbers<quint8>(length);
    case 0x12: return numbers<quint16>(length);
    case 0x14: return numbers<quint32>(length);
    case 0x18: return numbers<quint64>(length);
    case 0x24: return numbers<float>(length);
    case 0x28: return numbers<double>(length);
    }
    throw DecodingError("the encoding holds numbers of an unknown kind");
}

Json Decoder::value(int depth)
{
    if (depth > Encoder::maxDepth)
        throw DecodingError("the encoding is nested too deep");
    switch (tag()) {
    case Encoder::Null: return nullptr;
    case Encoder::False: return false;
    case Encoder::True: return true;
    case Encoder::Integer: return number<qint64>();
    case Encoder::Unsigned: return number<quint64>();
    case Encoder::Real: return number<double>();
    case Encoder::Text: {
        const QByteArrayView utf8 = text();
        return std::string(utf8.data(), std::size_t(utf8.size()));
    }
    case Encoder::Bytes: return text().toByteArray().toBase64().toStdString();
    case Encoder::List: return list(depth);
    case Encoder::Map: return map(depth);
    case Encoder::Packed: return packed();
    case Encoder::Some: return value(depth + 1);
    case Encoder::Hash: return Digest::fromBytes(take(Digest::size)).toHex().toStdString();
    }
    throw DecodingError("the encoding holds a value of an unknown kind");
}

void Decoder::skip(int depth)
{
    if (depth > Encoder::maxDepth)
        throw DecodingError("the encoding is nested too deep");
    const Encoder::Tag kind = tag();
    switch (kind) {
    case Encoder::Null:
    case Encoder::False:
    case Encoder::True:
        return;
    case Encoder::Integer:
    case Encoder::Unsigned:
    case Encoder::Real:
        take(8);
        return;
    case Encoder::Text:
    case Encoder::Bytes:
        text();
        return;
    case Encoder::List:
    case Encoder::Map:
        for (std::size_t left = count(); left > 0; --left) {
            if (kind == Encoder::Map)
                text();
            skip(depth + 1);
        }
        return;
    case Encoder::Packed: {
        const std::size_t width = widthOf(take(1).front());
        const std::size_t length = size();
        if (length > std::size_t(m_rest.size()) / width)
            throw DecodingError("a count in the encoding is larger than what follows");
        take(width * length);
        return;
    }
    case Encoder::Some:
        return skip(depth + 1);
    case Encoder::Hash:
        take(Digest::size);
        return;
    }
    throw DecodingError("the encoding holds a value of an unknown kind");
}

} // namespace

Json decode(QByteArrayView encoding)
{
    Decoder decoder(encoding);
    Json value = decoder.value();
    if (!decoder.atEnd())
        throw DecodingError("the encoding goes on after its value");
    return value;
}

void checkEncoding(QByteArrayView encoding)
{
    Decoder decoder(encoding);
    decoder.skip();
    if (!decoder.atEnd())
        throw DecodingError("the encoding goes on after its value");
}

namespace detail {

// What is no encoding is left to those who say why.
Plain plainIn(QByteArrayView encoding)
try {
    checkEncoding(encoding);
    Decoder decoder(encoding);
    const Encoder::Tag tag = decoder.tag();
    if (tag == Encoder::Text)
        return {tag, 0, decoder.text()};
    if (tag == Encoder::Packed) {
        const char kind = decoder.take(1).front();
        decoder.size();
        return {tag, kind, decoder.rest()};
    }
    const bool isPlain = tag == Encoder::False || tag == Encoder::True || tag == Encoder::Integer || tag == Encoder::Real;
    return isPlain ? Plain{tag, 0, decoder.rest()} : Plain();
} catch (const DecodingError &) {
    return {};
}

} // namespace detail

std::vector<QByteArrayView> parts(QByteArrayView encoding)
{
    std::vector<QByteArrayView> parts;
    Decoder decoder(encoding);
    const auto tag = decoder.atEnd() ? Encoder::Null : decoder.tag();
    if (tag != Encoder::List && tag != Encoder::Map)
        return parts;
    for (std::size_t left = decoder.count(); left > 0; --left) {
        if (tag == Encoder::Map)
            decoder.text();
        const QByteArrayView before = decoder.rest();
        decoder.skip();
        parts.push_back(before.first(before.size() - decoder.rest().size()));
    }
    return parts;
}

QStringList partNames(QByteArrayView encoding)
{
    QStringList names;
    Decoder decoder(encoding);
    if (decoder.atEnd() || decoder.tag() != Encoder::Map)
        return names;
    for (std::size_t left = decoder.count(); left > 0; --left) {
        names.append(QString::fromUtf8(decoder.text()));
        decoder.skip();
    }
    return names;
}

std::optional<QByteArrayView> packedNumbers(QByteArrayView encoding, char kind)
{
    Decoder decoder(encoding);
    if (decoder.atEnd() || decoder.tag() != Encoder::Packed || decoder.take(1).front() != kind)
        return {};
    const std::size_t count = decoder.size(), width = std::size_t(kind & 0x0f);
    const QByteArrayView numbers = decoder.rest();
    const bool isWhole = std::size_t(numbers.size()) % width == 0 && std::size_t(numbers.size()) / width == count;
    return isWhole ? std::optional(numbers) : std::nullopt;
}

} // namespace once
