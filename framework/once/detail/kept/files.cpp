// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/files.h>

#include <once/detail/kept/storeerrors.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>
#include <zstd.h>

#include <cstdio>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr int compressionLevel = 3;
constexpr quint64 mostFromAByte = 128 * 1024 / 4; // a block of a frame holds 128 KiB, and takes four bytes or more

void putAside(const QString &path, QByteArrayView bytes, bool durable)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered)
        || file.write(bytes.data(), bytes.size()) != bytes.size() || (durable && ::fsync(file.handle()) != 0))
        throw refused(path, file.errorString() + u'.');
}

struct Compressor
{
    Compressor()
    {
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, compressionLevel);
    }
    ~Compressor() { ZSTD_freeCCtx(context); }

    ZSTD_CCtx *context = ZSTD_createCCtx();
};

QByteArray compressed(QByteArrayView bytes)
{
    const Compressor compressor;
    QByteArray frame(qsizetype(ZSTD_compressBound(std::size_t(bytes.size()))), Qt::Uninitialized);
    const std::size_t size = ZSTD_compress2(compressor.context, frame.data(), std::size_t(frame.size()),
                                            bytes.data(), std::size_t(bytes.size()));
    frame.truncate(qsizetype(size));
    return frame;
}

} // namespace

void writeFile(const QString &path, QByteArrayView bytes, bool durable)
{
    const QString aside = path + u".part"_s;
    putAside(aside, bytes, durable);
    if (std::rename(QFile::encodeName(aside).constData(), QFile::encodeName(path).constData()) != 0)
        throw refused(path, qt_error_string() + u'.');
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw damaged(path, file.errorString() + u'.');
    return file.readAll();
}

void writeCompressed(const QString &path, QByteArrayView bytes, bool durable)
{
    writeFile(path, compressed(bytes), durable);
}

QByteArray readCompressed(const QString &path)
{
    const QByteArray frame = readFile(path);
    const quint64 size = ZSTD_getFrameContentSize(frame.constData(), std::size_t(frame.size()));
    if (size > quint64(std::numeric_limits<int>::max()))
        throw damaged(path, u"It is not a compressed value."_s);
    if (size > quint64(frame.size()) * mostFromAByte) // the header alone says so
        throw damaged(path, u"It has %1 bytes, which cannot be the %2 that it claims to hold."_s.arg(frame.size()).arg(size));
    QByteArray bytes(qsizetype(size), Qt::Uninitialized);
    const std::size_t got = ZSTD_decompress(bytes.data(), size, frame.constData(), std::size_t(frame.size()));
    if (got != size)
        throw damaged(path,
                      u"Its checksum does not fit: %1."_s.arg(QLatin1StringView(ZSTD_getErrorName(got))));
    return bytes;
}

std::optional<Digest> digestOfFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    if (file.size() == 0)
        return Digest::of(QByteArrayView());
    const auto *bytes = reinterpret_cast<const char *>(file.map(0, file.size()));
    return bytes ? std::optional(Digest::of({bytes, file.size()})) : std::nullopt;
}

void putAsDamaged(const QString &folder, const QString &path)
{
    if (!QFileInfo::exists(path) || !QDir(folder).mkpath(u"damaged"_s))
        return;
    const QString there = u"%1/damaged/%2"_s.arg(folder, QFileInfo(path).fileName());
    std::rename(QFile::encodeName(path).constData(), QFile::encodeName(there).constData());
}

} // namespace once::detail
