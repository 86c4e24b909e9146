// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/database.h>

#include <QTemporaryDir>

namespace once::detail {

// Finds out how a history can be read where it lies. A file with a log beside it (-wal) must be opened
// together with it, which needs a folder that can be written to or a copy: opened alone, it would silently
// miss what is only in the log.
class HistoryFile
{
public:
    explicit HistoryFile(const QString &path); // a file or a data folder; throws StoreError

    const QString &file() const { return m_file; } // where it lies
    QString folder() const; // of its blobs and logs
    const QString &readable() const { return m_readable; } // what to open: itself or the copy
    Database::Access access() const { return m_access; }

private:
    void copyWithLog();

    QString m_file, m_readable;
    Database::Access m_access = Database::Access::ReadOnly;
    std::unique_ptr<QTemporaryDir> m_copy;
};

} // namespace once::detail
