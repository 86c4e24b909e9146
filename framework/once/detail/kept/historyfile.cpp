// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/historyfile.h>

#include <once/detail/kept/schema.h>
#include <once/detail/kept/storeerrors.h>

#include <QFile>
#include <QFileInfo>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

void copyInto(const QString &folder, const QString &file)
{
    QFile in(file);
    if (!in.copy(folder + u'/' + QFileInfo(file).fileName()))
        throw unreadable(file, u"It cannot be copied to %1: %2."_s.arg(folder, in.errorString()));
}

} // namespace

HistoryFile::HistoryFile(const QString &path)
{
    const QFileInfo given(path);
    m_file = given.isDir() ? path + u"/history.db"_s : path;
    const QFileInfo info(m_file);
    if (!info.exists())
        throw missing(path);
    m_file = m_readable = info.absoluteFilePath();
    checkFile(m_file, historyKind);
    if (QFileInfo(info.absolutePath()).isWritable())
        return;
    if (QFileInfo(m_file + u"-wal"_s).size() == 0)
        m_access = Database::Access::Immutable;
    else if (!QFileInfo::exists(m_file + u"-shm"_s)) // which is there while its app runs
        copyWithLog();
}

QString HistoryFile::folder() const { return QFileInfo(m_file).absolutePath(); }

void HistoryFile::copyWithLog()
{
    m_copy = std::make_unique<QTemporaryDir>();
    if (!m_copy->isValid())
        throw unreadable(
            m_file,
            u"It must be read from a copy, and no copy can be made: %1."_s.arg(m_copy->errorString()));
    copyInto(m_copy->path(), m_file);
    copyInto(m_copy->path(), m_file + u"-wal"_s);
    m_readable = m_copy->filePath(QFileInfo(m_file).fileName());
}

} // namespace once::detail
