// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// Which run or work a command is about.
#include <once/detail/commands/finding.h>

#include <once/commands.h>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr RunId pageSize = 4096;

std::optional<Run> newestRun(History &history, const QString &filter)
{
    const QList<RunRow> rows = detail::newestRuns(history, Query::parse(filter, Instant()), 1);
    return rows.isEmpty() ? std::nullopt : history.run(rows.first().id);
}

} // namespace

// From the newest down, a page of ids at a time.
QList<RunRow> detail::newestRuns(History &history, const Query &query, int most)
{
    QList<RunRow> found;
    const QList<RunRow> newest = history.newestRows(1);
    for (RunId end = newest.isEmpty() ? 0 : newest.first().id; end > 0; end -= pageSize) {
        const RunId before = std::max<RunId>(end - pageSize, 0);
        const QList<RunRow> page = history.rows(before, int(end - before));
        for (auto row = page.crbegin(); row != page.crend(); ++row) {
            if (row->id > end || !query.matches(*row))
                continue;
            if (found.size() == most)
                return found;
            found.append(*row);
        }
    }
    return found;
}

std::optional<Run> findRun(History &history, const QString &reference)
{
    bool isNumber = false;
    const RunId id = reference.toLongLong(&isNumber);
    if (isNumber)
        return history.run(id);
    if (reference == u"last")
        return newestRun(history, {});
    if (reference == u"failed")
        return newestRun(history, u"state:failed"_s);
    if (reference.startsWith(u"last:"))
        if (const QString work = findWork(history, reference.sliced(5)); !work.isEmpty())
            return history.latestRun(work);
    return {};
}

QString findWork(History &history, const QString &name)
{
    for (const HistoryWork &work : history.components())
        if (work.isWork
            && (work.path == name || belowRoot(work.path) == name || work.path.endsWith(u'.' + name)))
            return work.path;
    return {};
}

} // namespace once
