// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/database.h>

namespace once::detail {

// Gives texts that come again and again a small number in a table.
class Interner
{
public:
    // `insert` ignores what is there, `select` gives the id.
    Interner(Database &database, const char *insert, const char *select)
        : m_insert(database, insert), m_select(database, select)
    {
    }

    qint64 id(const QString &text); // inside a transaction
    void undo() { m_ids.clear(); } // after one that did not come to its end

private:
    QHash<QString, qint64> m_ids;
    Statement m_insert, m_select;
};

} // namespace once::detail
