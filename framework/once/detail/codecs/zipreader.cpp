// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/filebytes.h>
#include <once/detail/codecs/zip.h>

#include <QtEndian>

#include <zlib.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 mostMembers = 10'000;
constexpr quint64 mostInflated = 1032; // what deflating can make of one
constexpr quint64 leastUnchecked = 64 * 1024;

// Of an archive, which may end anywhere: every step is checked.
class Slice
{
public:
    explicit Slice(QByteArrayView bytes) : m_bytes(bytes) {}

    Slice from(quint64 offset) const
    {
        if (offset > quint64(m_bytes.size()))
            throw FormatError(u"the archive is cut off"_s);
        return Slice(m_bytes.sliced(qsizetype(offset)));
    }
    QByteArrayView first(quint64 count) const
    {
        if (count > quint64(m_bytes.size()))
            throw FormatError(u"the archive is cut off"_s);
        return m_bytes.first(qsizetype(count));
    }
    template <typename Number>
    Number at(quint64 offset) const
    {
        return qFromLittleEndian<Number>(from(offset).first(sizeof(Number)).data());
    }
    void require(quint32 mark) const
    {
        if (at<quint32>(0) != mark)
            throw FormatError(u"the archive is damaged"_s);
    }
    quint64 size() const { return quint64(m_bytes.size()); }

private:
    QByteArrayView m_bytes;
};

struct Entry
{
    QString name;
    quint16 flags = 0, method = 0;
    quint32 sum = 0;
    quint64 kept = 0, size = 0, offset = 0;
    quint64 length = 0; // of the entry itself
};

struct Directory
{
    quint64 count = 0, offset = 0;
};

Directory largeDirectory(const Slice &archive, quint64 end)
{
    constexpr quint64 locatorSize = 20;
    if (end < locatorSize)
        throw FormatError(u"the archive is damaged"_s);
    const Slice locator = archive.from(end - locatorSize);
    locator.require(0x07064b50);
    const Slice large = archive.from(locator.at<quint64>(8));
    large.require(0x06064b50);
    return {large.at<quint64>(32), large.at<quint64>(48)};
}

// Looks for its end mark from behind, as a comment may follow.
Directory directoryOf(const Slice &archive)
{
    constexpr quint64 endSize = 22, mostComment = 0xffff;
    for (quint64 back = endSize; back <= std::min(archive.size(), endSize + mostComment); ++back) {
        const Slice end = archive.from(archive.size() - back);
        if (end.at<quint32>(0) != 0x06054b50 || end.at<quint16>(20) != back - endSize)
            continue;
        const Directory directory{end.at<quint16>(10), end.at<quint32>(16)};
        const bool isLarge = directory.count == 0xffff || directory.offset == 0xffffffff;
        return isLarge ? largeDirectory(archive, archive.size() - back) : directory;
    }
    throw FormatError(u"it is no zip archive, or is cut off"_s);
}

// Numbers that do not fit into 32 bits stand in a field of their own, in this order.
void readLargeNumbers(Entry &entry, Slice extra)
{
    while (extra.size() >= 4) {
        const quint64 length = extra.at<quint16>(2);
        Slice field(extra.from(4).first(length));
        if (extra.at<quint16>(0) == 1)
            for (quint64 *number : {&entry.size, &entry.kept, &entry.offset})
                if (*number == 0xffffffff) {
                    *number = field.at<quint64>(0);
                    field = field.from(8);
                }
        extra = extra.from(4 + length);
    }
}

Entry entryAt(const Slice &part)
{
    constexpr quint64 fixed = 46;
    part.require(0x02014b50);
    const quint64 name = part.at<quint16>(28), extra = part.at<quint16>(30), comment = part.at<quint16>(32);
    Entry entry{.name = QString::fromUtf8(part.from(fixed).first(name)),
                .flags = part.at<quint16>(8),
                .method = part.at<quint16>(10),
                .sum = part.at<quint32>(16),
                .kept = part.at<quint32>(20),
                .size = part.at<quint32>(24),
                .offset = part.at<quint32>(42),
                .length = fixed + name + extra + comment};
    readLargeNumbers(entry, Slice(part.from(fixed + name).first(extra)));
    return entry;
}

QByteArray inflated(const Entry &entry, QByteArrayView bytes)
{
    if (entry.size / mostInflated > entry.kept)
        throw FormatError(u"%1 cannot be as large as it claims to be"_s.arg(entry.name));
    QByteArray result(qsizetype(entry.size), Qt::Uninitialized);
    z_stream stream{};
    inflateInit2(&stream, -MAX_WBITS);
    int state = Z_OK;
    for (quint64 in = 0, out = 0; state == Z_OK;) { // zlib counts in 32 bits
        constexpr quint64 most = 1 << 30;
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data())) + in;
        stream.avail_in = uInt(std::min(most, entry.kept - in));
        stream.next_out = reinterpret_cast<Bytef *>(result.data()) + out;
        stream.avail_out = uInt(std::min(most, entry.size - out));
        const uInt hadIn = stream.avail_in, hadOut = stream.avail_out;
        state = inflate(&stream, Z_NO_FLUSH);
        in += hadIn - stream.avail_in, out += hadOut - stream.avail_out;
    }
    const bool isWhole = state == Z_STREAM_END && stream.next_out == reinterpret_cast<Bytef *>(result.data()) + entry.size;
    inflateEnd(&stream);
    if (!isWhole)
        throw FormatError(u"%1 cannot be expanded"_s.arg(entry.name));
    return result;
}

FileBytes contentOf(const FileBytes &archive, const Entry &entry)
{
    constexpr quint64 fixed = 30, stored = 0, deflated = 8;
    if ((entry.flags & 1) != 0 || (entry.method != stored && entry.method != deflated))
        throw FormatError(u"%1 is encrypted, or compressed in a way that is not known"_s.arg(entry.name));
    const Slice local = Slice(archive.view).from(entry.offset);
    local.require(0x04034b50);
    FileBytes content{local.from(fixed + local.at<quint16>(26) + local.at<quint16>(28)).first(entry.kept), archive.owner};
    if (entry.method == deflated) {
        const auto owner = std::make_shared<const QByteArray>(inflated(entry, content.view));
        content = {*owner, owner};
    }
    const bool isChecked = entry.method == deflated || entry.size < leastUnchecked;
    const auto sum = [&] { return crc32_z(0, reinterpret_cast<const Bytef *>(content.view.data()), std::size_t(content.view.size())); };
    if (quint64(content.view.size()) != entry.size || (isChecked && sum() != entry.sum))
        throw FormatError(u"the checksum of %1 does not fit"_s.arg(entry.name));
    return content;
}

} // namespace

QMap<QString, FileBytes> readZip(const FileBytes &archive)
{
    const Slice all(archive.view);
    const Directory directory = directoryOf(all);
    if (directory.count > mostMembers)
        throw FormatError(u"it holds more than %1 files"_s.arg(mostMembers));
    QMap<QString, FileBytes> contents;
    quint64 offset = directory.offset, kept = 0;
    for (quint64 i = 0; i < directory.count; ++i) {
        const Entry entry = entryAt(all.from(offset));
        kept += std::min(entry.kept, all.size() + 1);
        if (contents.contains(entry.name) || kept > all.size())
            throw FormatError(u"its files lie over one another"_s);
        contents.insert(entry.name, contentOf(archive, entry));
        offset += entry.length;
    }
    return contents;
}

} // namespace once::detail
