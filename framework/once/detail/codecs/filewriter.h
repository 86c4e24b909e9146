// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/codec.h>

#include <QFile>

struct ZSTD_CCtx_s;

namespace once::detail {

// Writes a file aside and renames it, so that whoever looks sees all of it or what was there before. What is not
// finished is removed. All throw CodecError.
class FileWriter
{
public:
    explicit FileWriter(const QString &path);
    FileWriter(const QString &path, Compression compression, qsizetype size); // of what will be added
    ~FileWriter();

    void add(QByteArrayView bytes);
    void finish();

private:
    void write(QByteArrayView bytes);
    void compress(QByteArrayView bytes, bool isEnd);

    QString m_path;
    QFile m_aside;
    std::unique_ptr<ZSTD_CCtx_s, std::size_t (*)(ZSTD_CCtx_s *)> m_compressor;
};

} // namespace once::detail
