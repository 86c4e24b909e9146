// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/zip.h>

#include <QtEndian>

#include <zlib.h>

namespace once::detail {

namespace {

constexpr quint32 overflow32 = 0xffffffff; // "look into the 64-bit field"
constexpr quint64 alignment = 64;
constexpr quint16 utf8Names = 1 << 11, deflated = 8, version = 45; // with 64-bit fields
constexpr quint16 firstDay = (1 << 5) | 1; // of 1980, where these dates begin

// Fields one after the other, little-endian.
template <typename... Numbers>
QByteArray fields(Numbers... numbers)
{
    QByteArray bytes;
    const auto append = [&bytes](auto number) {
        number = qToLittleEndian(number);
        bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
    };
    (append(numbers), ...);
    return bytes;
}

bool isLarge(quint64 number) { return number >= overflow32; }
quint32 short32(quint64 number) { return isLarge(number) ? overflow32 : quint32(number); }

quint32 sumOf(quint32 sum, QByteArrayView bytes)
{
    if (bytes.isEmpty()) // zlib would begin anew
        return sum;
    return quint32(crc32_z(sum, reinterpret_cast<const Bytef *>(bytes.data()), std::size_t(bytes.size())));
}

class Deflater
{
public:
    Deflater() { deflateInit2(&m_stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY); }
    ~Deflater() { deflateEnd(&m_stream); }

    void add(QByteArrayView bytes, bool isEnd = false)
    {
        constexpr qsizetype most = 1 << 30; // zlib counts in 32 bits
        for (; bytes.size() > most; bytes = bytes.sliced(most))
            take(bytes.first(most), Z_NO_FLUSH);
        take(bytes, isEnd ? Z_FINISH : Z_NO_FLUSH);
    }
    const QByteArray &result() const { return m_result; }

private:
    void take(QByteArrayView bytes, int flush)
    {
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
        m_stream.avail_in = uInt(bytes.size());
        QByteArray room(256 * 1024, Qt::Uninitialized);
        do {
            m_stream.next_out = reinterpret_cast<Bytef *>(room.data());
            m_stream.avail_out = uInt(room.size());
            deflate(&m_stream, flush);
            m_result.append(room.constData(), room.size() - qsizetype(m_stream.avail_out));
        } while (m_stream.avail_out == 0);
    }

    z_stream m_stream{};
    QByteArray m_result;
};

} // namespace

void ZipWriter::add(const QString &name, QByteArrayView head, QByteArrayView body)
{
    Member member{.name = name.toUtf8(), .sum = sumOf(sumOf(0, head), body), .size = quint64(head.size() + body.size()), .offset = m_written};
    member.kept = member.size;
    if (m_deflates) {
        Deflater deflater;
        deflater.add(head);
        deflater.add(body, true);
        member.kept = quint64(deflater.result().size());
        write(localHeader(member));
        write(deflater.result());
    } else {
        write(localHeader(member));
        write(head);
        write(body);
    }
    m_members.append(member);
}

void ZipWriter::write(QByteArrayView bytes)
{
    m_file.add(bytes);
    m_written += quint64(bytes.size());
}

QByteArray ZipWriter::localHeader(const Member &member) const
{
    constexpr quint64 fixed = 30, fieldHeader = 4;
    constexpr quint16 largeSizes = 1, padding = 0xd935;
    const bool isLong = isLarge(member.size) || isLarge(member.kept);
    QByteArray extra = isLong ? fields(largeSizes, quint16(16), member.size, member.kept) : QByteArray();
    const quint64 begin = m_written + fixed + quint64(member.name.size() + extra.size()) + fieldHeader;
    const quint16 pad = quint16((alignment - begin % alignment) % alignment);
    extra += fields(padding, pad) + QByteArray(pad, '\0');
    return fields(quint32(0x04034b50), version, utf8Names, quint16(m_deflates ? deflated : 0), quint16(0), firstDay, member.sum,
                  isLong ? overflow32 : quint32(member.kept), isLong ? overflow32 : quint32(member.size),
                  quint16(member.name.size()), quint16(extra.size()))
        + member.name + extra;
}

QByteArray ZipWriter::directoryEntry(const Member &member) const
{
    QByteArray large;
    for (const quint64 number : {member.size, member.kept, member.offset})
        if (isLarge(number))
            large += fields(number);
    const QByteArray extra = large.isEmpty() ? large : fields(quint16(1), quint16(large.size())) + large;
    return fields(quint32(0x02014b50), version, version, utf8Names, quint16(m_deflates ? deflated : 0), quint16(0), firstDay,
                  member.sum, short32(member.kept), short32(member.size), quint16(member.name.size()), quint16(extra.size()),
                  quint16(0), quint16(0), quint16(0), quint32(0), short32(member.offset))
        + member.name + extra;
}

QByteArray ZipWriter::end(quint64 offset, quint64 size) const
{
    constexpr quint64 restOfLargeEnd = 44;
    const auto count = quint64(m_members.size());
    const auto shortCount = quint16(std::min<quint64>(count, 0xffff));
    QByteArray end;
    if (isLarge(offset) || isLarge(size) || count >= 0xffff)
        end = fields(quint32(0x06064b50), restOfLargeEnd, version, version, quint32(0), quint32(0), count, count, size, offset)
            + fields(quint32(0x07064b50), quint32(0), offset + size, quint32(1));
    return end
        + fields(quint32(0x06054b50), quint16(0), quint16(0), shortCount, shortCount, short32(size), short32(offset), quint16(0));
}

void ZipWriter::finish()
{
    const quint64 offset = m_written;
    for (const Member &member : m_members)
        write(directoryEntry(member));
    write(end(offset, m_written - offset));
    m_file.finish();
}

} // namespace once::detail
