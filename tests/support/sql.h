// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/database.h>

// The rows that it has changed.
inline int execute(const QString &file, const char *sql)
{
    once::detail::Database database(file, once::detail::Database::Access::ReadWrite);
    database.execute(sql);
    return database.changes();
}

// The number that it asks for.
inline qint64 numberIn(const QString &file, const char *sql)
{
    once::detail::Database database(file, once::detail::Database::Access::ReadOnly);
    once::detail::Statement statement(database, sql);
    once::detail::Rows rows = statement.query();
    return rows.next() ? rows.integer(0) : -1;
}
