// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/query.h>
#include <once/runtable.h>

namespace once {

// What is to be shown, and in which order. A value that can be handed to another thread.
struct RunOrder
{
    RunTable runs;
    QList<SkipRow> skips; // empty when skips are not shown
    Query query;
    RunColumn column = RunColumn::Started;
    Qt::SortOrder direction = Qt::DescendingOrder;
    std::vector<int> workRanks; // of a work's name in the alphabet, by HistoryWork::id
    qint64 nowUs = 0; // until when unfinished runs have lasted

    const RunRow &row(RunRef ref) const
    {
        return ref.isSkip() ? skips.at(ref.row()).row : runs.at(ref.row());
    }
    qint64 key(const RunRow &row) const; // what the column is sorted by
    bool isBefore(RunRef a, RunRef b) const; // total: equal keys go by id
};

// The rows that match, in order. 100,000 runs take some milliseconds.
std::vector<RunRef> ordered(const RunOrder &order);

// Of the query's terms, the one without which most runs would match; no text when that would not help.
struct RemovableTerm
{
    QString term, rest; // what to take away, and the query that is left
    qsizetype matches = 0;
};
RemovableTerm mostHelpfulRemoval(const RunOrder &order, const QList<HistoryWork> &works);

} // namespace once
