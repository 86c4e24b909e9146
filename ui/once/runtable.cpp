// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/runtable.h>

namespace once {

qsizetype RunTable::indexOf(RunId id) const
{
    const auto chunk =
        std::ranges::upper_bound(m_chunks, id, {}, [](const auto &rows) { return rows.first().id; });
    if (chunk == m_chunks.begin())
        return -1;
    const QList<RunRow> &rows = *(chunk - 1);
    const auto row = std::ranges::lower_bound(rows, id, {}, &RunRow::id);
    if (row == rows.end() || row->id != id)
        return -1;
    return ((chunk - 1 - m_chunks.begin()) << chunkBits) + (row - rows.begin());
}

void RunTable::append(const QList<RunRow> &rows)
{
    for (qsizetype from = 0; from < rows.size();) {
        if (m_size == m_chunks.size() * chunkSize)
            m_chunks.append(QList<RunRow>());
        QList<RunRow> &last = m_chunks.last();
        const qsizetype count = std::min(chunkSize - last.size(), rows.size() - from);
        last.append(rows.sliced(from, count));
        m_size += count;
        from += count;
    }
}

void RunTable::set(qsizetype row, const RunRow &value)
{
    m_chunks[row >> chunkBits][row & (chunkSize - 1)] = value;
}

} // namespace once
