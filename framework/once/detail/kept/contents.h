// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/database.h>

#include <unordered_set>

namespace once::detail {

// Values kept once, by content. A column that holds a value has it in place when it is short, and a mark and
// the digest otherwise; the bytes are then in the table `contents`, or above 64 KiB in a file in blobs/.
class Contents
{
public:
    Contents(Database &database, const QString &folder, bool durable); // no folder: all in the database

    // What a column holds of the value. Inside a transaction; undo() after one that did not come to its end.
    QByteArray keep(const Value &value);
    void undo() { m_kept.clear(); }

    Value value(QByteArrayView column); // throws StoreError (Damaged)
    void dropIfDamaged(QByteArrayView column); // so that it is written anew when it comes again
    // What no column refers to; true when it has a file, for removeFile() afterwards. Both inside transactions, so that nobody
    // puts it meanwhile.
    bool drop(const Digest &digest);
    void removeFile(const Digest &digest); // unless it was put again
    qint64 size(QByteArrayView column); // bytes on disk; 0 for what is not there

    static bool isReference(QByteArrayView column);
    static QByteArray referenceTo(const Digest &digest);
    static Digest referred(QByteArrayView column) { return Digest::fromBytes(column.sliced(1)); }

    static constexpr qsizetype inPlaceLimit = 64;
    static constexpr qsizetype databaseLimit = 64 * 1024;

private:
    void write(const Value &value);
    QString blobFile(const Digest &digest) const;

    Database &m_database;
    QString m_folder;
    bool m_durable;
    std::unordered_set<Digest> m_kept; // some of those that are known to be there
    Statement m_insert, m_select, m_drop, m_length, m_isThere;
};

} // namespace once::detail
