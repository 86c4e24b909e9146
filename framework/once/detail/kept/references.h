// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callkey.h>
#include <once/detail/kept/contents.h>

namespace once::detail {

// What the rows of a call store refer to: nothing of a call stays behind when its row goes or comes to something else.
// Inside one transaction the row is noted, changed, and what nobody refers to any more is released; the files go after it,
// so that no row is ever without its own.
class References
{
public:
    References(Database &database, Contents &contents, const QString &folder);

    struct Loose // what is perhaps referred to no more
    {
        std::unordered_set<Digest> contents;
        std::unordered_set<QString> files;
    };

    bool has(const CallKey &key) { return rowOf(key).has_value(); }
    void note(const CallKey &key, Loose &loose);
    void takeOut(const CallKey &key, Loose &loose); // the row as well
    void takeOut(qint64 row, Loose &loose);
    void release(Loose &loose); // what is loose afterwards is files alone
    void removeFiles(const Loose &loose); // in a transaction of its own: nobody is about to refer to them

    // Of a name that may be damaged.
    QString fileNamed(const QString &name) const;

private:
    std::optional<qint64> rowOf(const CallKey &key);
    void note(qint64 row, Loose &loose);

    Database &m_database;
    Contents &m_contents;
    QString m_folder;
    Statement m_row, m_references, m_delete, m_isReferred, m_isFile;
};

} // namespace once::detail
