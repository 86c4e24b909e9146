// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/codecs/filebytes.h>
#include <once/detail/codecs/filewriter.h>

#include <QMap>

namespace once::detail {

// The files in a zip archive, by name: stored ones lie in its bytes, deflated ones are expanded. Sums are checked of what
// is short or expanded. Throws FormatError.
QMap<QString, FileBytes> readZip(const FileBytes &archive);

// Writes an archive of stored or deflated files. Stored ones begin at multiples of 64, so that they can be mapped.
// Times are left out: the same files make the same archive.
class ZipWriter
{
public:
    ZipWriter(const QString &path, bool deflates) : m_file(path), m_deflates(deflates) {}

    void add(const QString &name, QByteArrayView head, QByteArrayView body); // of one file, in two parts
    void finish();

private:
    struct Member
    {
        QByteArray name;
        quint32 sum = 0;
        quint64 size = 0, kept = 0; // bytes: of the file, and in the archive
        quint64 offset = 0;
    };

    void write(QByteArrayView bytes);
    QByteArray localHeader(const Member &member) const;
    QByteArray directoryEntry(const Member &member) const;
    QByteArray end(quint64 directoryOffset, quint64 directorySize) const;

    FileWriter m_file;
    bool m_deflates;
    quint64 m_written = 0;
    QList<Member> m_members;
};

} // namespace once::detail
