// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/database.h>

namespace once::detail {

// The tables of a history file. docs/formats.md describes them column by column.
constexpr int schemaVersion = 1;
constexpr quint32 applicationId = 0x4f6e6365; // "Once"

// Puts an empty history there, whole or not at all.
void createHistory(const QString &file);
void createTables(Database &database);

// Reads the file's first bytes, without SQLite, and throws StoreError unless it is a history that this
// version can read. Tells its format otherwise.
int checkHistory(const QString &file);

} // namespace once::detail
