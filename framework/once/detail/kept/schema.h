// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/database.h>

namespace once::detail {

// What tells our files apart. docs/formats.md describes their tables column by column.
struct FileKind
{
    quint32 applicationId;
    int format;         // the newest, which is written
    const char *name;   // for people: "a history"
    const char *option; // by which an app takes another folder for it
    const char *advice; // for whoever gave something else
    bool isShared;      // many processes write it at once: it is in WAL mode for good
    const char *tables; // as SQL
    std::vector<const char *> upgrades = {}; // as SQL, from format 1 to 2, from 2 to 3, and so on
};
extern const FileKind historyKind, callsKind;

// Puts an empty file there, whole or not at all; one that is there already stays. It is made at `aside` before.
void createFile(const QString &file, const QString &aside, const FileKind &kind);
void createTables(Database &database, const FileKind &kind);
void upgradeTables(Database &database, const FileKind &kind); // of a file that an earlier version has made

// Reads the file's first bytes, without SQLite, and throws StoreError unless it is of the kind and this
// version can read it.
void checkFile(const QString &file, const FileKind &kind);

} // namespace once::detail
