// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/history.h>

#include <limits>
#include <vector>

namespace once::detail {

// A query as a tree. What is compared with a row is a number or a bit; words were resolved before.
struct QueryNode
{
    enum class Kind { All, Any, None, State, Why, Work, Id, Tick, Duration, Started, Text };

    Kind kind = Kind::All;
    std::vector<QueryNode> children; // of All, Any, and the one of None

    quint32 bits = 0; // of State and Why: which values are meant
    qint64 lowest = std::numeric_limits<qint64>::min(), highest = std::numeric_limits<qint64>::max();
    qint64 nowUs = 0; // of Duration: until when an unfinished run has lasted

    QStringList patterns; // of Work; of Text the one text
    std::vector<bool> works; // bound: by HistoryWork::id
    std::vector<RunId> found; // bound: ascending

    bool matches(const RunRow &row) const;
    bool searchesText() const;
    void bind(const QList<HistoryWork> &works);
    void bind(History &history);

private:
    bool hasWork(const RunRow &row) const;
    qint64 number(const RunRow &row) const;
};

// Whether the text fits a pattern of * and ?, whatever the case.
bool fits(QStringView text, QStringView pattern);

} // namespace once::detail
