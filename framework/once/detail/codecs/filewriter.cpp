// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/filewriter.h>

#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>

#include <zstd.h>

#include <cstdio>

namespace once::detail {

using namespace Qt::StringLiterals;

FileWriter::FileWriter(const QString &path) : FileWriter(path, Compression::None, 0) {}

FileWriter::FileWriter(const QString &path, Compression compression, qsizetype size)
    : m_path(path), m_aside(u"%1.%2.part"_s.arg(path).arg(QRandomGenerator::global()->generate(), 0, 36)),
      m_compressor(compression == Compression::Zstd ? ZSTD_createCCtx() : nullptr, &ZSTD_freeCCtx)
{
    QDir().mkpath(QFileInfo(path).path());
    if (!m_aside.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered))
        throw CodecError(path, m_aside.errorString());
    if (!m_compressor)
        return;
    ZSTD_CCtx_setParameter(m_compressor.get(), ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_setPledgedSrcSize(m_compressor.get(), quint64(size));
}

FileWriter::~FileWriter()
{
    if (m_aside.isOpen())
        m_aside.remove();
}

void FileWriter::add(QByteArrayView bytes)
{
    m_compressor ? compress(bytes, false) : write(bytes);
}

void FileWriter::write(QByteArrayView bytes)
{
    const qint64 taken = m_aside.write(bytes.data(), bytes.size());
    if (taken == bytes.size())
        return;
    const QString why = m_aside.error() == QFile::NoError ? u"no reason is given"_s : m_aside.errorString();
    throw CodecError(m_path, u"the disk took %1 of %2 bytes: %3"_s.arg(std::max<qint64>(taken, 0)).arg(bytes.size()).arg(why));
}

void FileWriter::compress(QByteArrayView bytes, bool isEnd)
{
    ZSTD_inBuffer in{bytes.data(), std::size_t(bytes.size()), 0};
    QByteArray room(qsizetype(ZSTD_CStreamOutSize()), Qt::Uninitialized);
    for (std::size_t left = 1; isEnd ? left > 0 : in.pos < in.size;) {
        ZSTD_outBuffer out{room.data(), std::size_t(room.size()), 0};
        left = ZSTD_compressStream2(m_compressor.get(), &out, &in, isEnd ? ZSTD_e_end : ZSTD_e_continue);
        if (ZSTD_isError(left))
            throw CodecError(m_path, QString::fromLatin1(ZSTD_getErrorName(left)));
        write({room.data(), qsizetype(out.pos)});
    }
}

void FileWriter::finish()
{
    if (m_compressor)
        compress({}, true);
    m_aside.close();
    const QByteArray aside = QFile::encodeName(m_aside.fileName());
    if (m_aside.error() == QFile::NoError && std::rename(aside.constData(), QFile::encodeName(m_path).constData()) == 0)
        return;
    const QString why = m_aside.error() == QFile::NoError ? qt_error_string() : m_aside.errorString();
    m_aside.remove();
    throw CodecError(m_path, why);
}

} // namespace once::detail
