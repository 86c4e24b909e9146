// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/interner.h>

namespace once::detail {

qint64 Interner::id(const QString &text)
{
    qint64 &id = m_ids[text];
    if (id == 0) {
        m_insert.run(text);
        Rows rows = m_select.query(text);
        rows.next();
        id = rows.integer(0);
    }
    return id;
}

} // namespace once::detail
