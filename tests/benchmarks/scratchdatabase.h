// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include "minimalwork.h"

#include <QTemporaryDir>

struct sqlite3;
struct sqlite3_stmt;

namespace bench {

// The least that SQLite needs to keep a row for each run: an append, in transactions of so many rows.
class ScratchDatabase
{
public:
    explicit ScratchDatabase(int rowsPerCommit);
    ~ScratchDatabase();
    ScratchDatabase(const ScratchDatabase &) = delete;
    ScratchDatabase &operator=(const ScratchDatabase &) = delete;

    void append(const FlatMap::Key &key);

private:
    void execute(const char *sql);

    QTemporaryDir m_folder;
    const int m_rowsPerCommit;
    int m_uncommitted = 0;
    sqlite3 *m_database = nullptr;
    sqlite3_stmt *m_insert = nullptr;
};

} // namespace bench
