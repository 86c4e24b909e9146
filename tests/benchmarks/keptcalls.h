// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/memory.h>

#include <QTemporaryDir>

struct sqlite3;
struct sqlite3_stmt;

namespace bench {

using Twice = once::CachedFunction<double(double)>;
Twice twiceIn(const once::Memory &memory); // a function that costs nothing

// A folder in which calls of it are kept, of 0, 1, 2 and so on.
class KeptCalls
{
public:
    explicit KeptCalls(int count);

    void spread(int between); // puts so many calls of nobody before each

    QString folder() const { return m_folder.path(); }
    QString file() const { return m_folder.filePath(QStringLiteral("calls.db")); }

private:
    QTemporaryDir m_folder;
};

// Whatever is asked for comes from disk each time.
inline const once::MemoryOptions nothingHeld{.inMemory = {.bytes = 0}};

// The least that SQLite needs to read the row of a call.
class BareLookUp
{
public:
    explicit BareLookUp(const QString &file);
    ~BareLookUp();
    BareLookUp(const BareLookUp &) = delete;
    BareLookUp &operator=(const BareLookUp &) = delete;

    void find(const once::CallKey &key);

private:
    sqlite3 *m_database = nullptr;
    sqlite3_stmt *m_select = nullptr;
};

} // namespace bench
