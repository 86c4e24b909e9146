// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/contents.h>

namespace once::detail {

// How the history's values lie in the columns of its tables, for the writer and for readers alike.

// What `make` makes of each row, and of the first where there is one.
template <typename Make>
auto all(Rows rows, Make make)
{
    QList<decltype(make(rows))> list;
    while (rows.next())
        list.append(make(rows));
    return list;
}

template <typename Make>
auto first(Rows rows, Make make)
{
    return rows.next() ? std::optional(make(rows)) : std::nullopt;
}

QString causeDetails(const Cause &cause); // empty when the kind says all
Cause causeAt(const Rows &rows, int kindColumn, int detailsColumn);

QString namesToText(const QStringList &names);
QStringList namesFromText(const QString &text);

QString optionsToText(const ComponentRecord &component);

// All but its path, from eleven columns in the order of the table.
ComponentRecord componentAt(const Rows &rows, int firstColumn, const QString &path, Contents &contents);

// For people, "(damaged)" where it cannot be read.
QString previewOf(QByteArrayView column, Contents &contents, qsizetype most);

// The first and the last key of those that begin so; two that nothing lies between for what is no hex.
std::pair<QByteArray, QByteArray> keysBeginningWith(const QString &hex);

// A component's row is written now and then, and not with every run: what the runs above its lastRun say comes
// on top, with `components` and `runs` in reach of the statement.
#define ONCE_RUNS_SINCE "FROM runs WHERE runs.work = components.id AND runs.id > ifnull(components.lastRun, 0)"
#define ONCE_SHOWN_NOW                                                                                       \
    "ifnull((SELECT runs.key " ONCE_RUNS_SINCE " AND status = 3 ORDER BY runs.id DESC LIMIT 1), shown)"
#define ONCE_LAST_RUN_NOW "ifnull((SELECT max(runs.id) " ONCE_RUNS_SINCE "), lastRun)"
#define ONCE_SUCCESSES_NOW "ifnull(successes, 0) + (SELECT count(*) " ONCE_RUNS_SINCE " AND status = 3)"
#define ONCE_FAILURES_NOW "ifnull(failures, 0) + (SELECT count(*) " ONCE_RUNS_SINCE " AND status IN (4, 6))"
#define ONCE_TIMEOUTS_NOW "ifnull(timeouts, 0) + (SELECT count(*) " ONCE_RUNS_SINCE " AND status = 6)"
#define ONCE_CANCELLED_NOW "ifnull(cancelled, 0) + (SELECT count(*) " ONCE_RUNS_SINCE " AND status = 5)"

// A log above the limit has a file of its own; its column then holds the mark alone, which is no UTF-8.
constexpr qsizetype logInRowLimit = 16 * 1024;
inline const QByteArray logInFile(1, '\xff');
QString logFile(const QString &folder, RunId id);

} // namespace once::detail
