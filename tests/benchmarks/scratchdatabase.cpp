// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "scratchdatabase.h"

#include "sampling.h"

#include <sqlite3.h>

namespace bench {

ScratchDatabase::ScratchDatabase(int rowsPerCommit) : m_rowsPerCommit(rowsPerCommit)
{
    sqlite3_open(m_folder.filePath(QStringLiteral("limit.db")).toUtf8().constData(), &m_database);
    execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
            "CREATE TABLE runs (id INTEGER PRIMARY KEY, key BLOB, finished REAL)");
    sqlite3_prepare_v2(m_database, "INSERT INTO runs VALUES (NULL, ?, ?)", -1, &m_insert, nullptr);
}

ScratchDatabase::~ScratchDatabase()
{
    sqlite3_finalize(m_insert);
    sqlite3_close(m_database);
}

void ScratchDatabase::append(const FlatMap::Key &key)
{
    if (m_uncommitted == 0)
        execute("BEGIN");
    sqlite3_bind_blob(m_insert, 1, key.data(), sizeof key, SQLITE_STATIC);
    sqlite3_bind_double(m_insert, 2, wallSeconds());
    sqlite3_step(m_insert);
    sqlite3_reset(m_insert);
    if (++m_uncommitted < m_rowsPerCommit)
        return;
    execute("COMMIT");
    m_uncommitted = 0;
}

void ScratchDatabase::execute(const char *sql)
{
    if (sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        qFatal("limit.db: %s", sqlite3_errmsg(m_database));
}

} // namespace bench
