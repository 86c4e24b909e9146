// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/filecodec.h>

#include <once/detail/codecs/filewriter.h>

namespace once::detail {

using namespace Qt::StringLiterals;

QString suffixOf(const QString &format, Compression compression)
{
    const QString end = format == "binary"_L1 ? u"once"_s : format;
    return u'.' + end + (compression == Compression::Zstd ? u".zst"_s : QString());
}

QString FileCodec::suffix() const { return suffixOf(m_format, m_compression); }

Value FileCodec::write(const void *value, const QString &path) const
{
    try {
        return put(value, path);
    } catch (const CodecError &) {
        throw;
    } catch (const std::exception &error) {
        throw CodecError(path, error);
    }
}

std::shared_ptr<const void> FileCodec::read(const QString &path, const Value &note) const
{
    try {
        return get(readFileBytes(path, m_compression), note);
    } catch (const CodecError &) {
        throw;
    } catch (const std::exception &error) {
        throw CodecError(path, error);
    }
}

void FileCodec::writeAll(const QString &path, std::initializer_list<QByteArrayView> parts) const
{
    qsizetype size = 0;
    for (const QByteArrayView part : parts)
        size += part.size();
    FileWriter writer(path, m_compression, size);
    for (const QByteArrayView part : parts)
        writer.add(part);
    writer.finish();
}

} // namespace once::detail
