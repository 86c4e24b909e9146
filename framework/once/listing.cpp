// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The commands `runs` and `apps`.
#include <once/commands.h>

#include <once/detail/commands/finding.h>
#include <once/detail/commands/viewing.h>

namespace once {

using namespace Qt::StringLiterals;

namespace {

Instant instantOf(qint64 us) { return fromMicroseconds(us); }

Microseconds durationOf(const RunRow &row)
{
    return Microseconds(row.startedUs ? std::max<qint64>(row.finishedUs - row.startedUs, 0) : 0);
}

QHash<qint32, QString> pathsOfWorks(History &history)
{
    QHash<qint32, QString> paths;
    for (const HistoryWork &work : history.components())
        paths.insert(work.id, work.path);
    return paths;
}

Json toJson(const RunRow &row, const QString &path, History &history)
{
    const Cause cause = history.cause(row.id);
    Json item{{"id", row.id},
              {"work", path},
              {"state", toWord(row.status)},
              {"cause", toWord(cause.kind)},
              {"why", shortText(cause)},
              {"tick", row.tick},
              {"durationUs", row.finishedUs ? Json(durationOf(row).count()) : Json()},
              {"preview", history.resultPreview(row.id)}};
    detail::putTime(item, "queued", instantOf(row.queuedUs));
    detail::putTime(item, "started", instantOf(row.startedUs));
    detail::putTime(item, "finished", instantOf(row.finishedUs));
    return item;
}

QList<detail::Cell> cellsOf(const RunRow &row, const QString &path, History &history, const View &view)
{
    return {row.id,
            detail::statusCell(row.status),
            view.form == View::Form::People ? belowRoot(path) : path,
            detail::timeText(instantOf(row.startedUs), view),
            row.finishedUs ? detail::tookText(durationOf(row), view) : QString(),
            shortText(history.cause(row.id)),
            history.resultPreview(row.id)};
}

} // namespace

QString runsText(History &history, const Query &query, int most, const View &view)
{
    const QList<RunRow> rows = detail::newestRuns(history, query, most);
    const QHash<qint32, QString> paths = pathsOfWorks(history);
    Json items = Json::array();
    detail::Table table({u"RUN"_s, u"STATE"_s, u"WORK"_s, u"STARTED"_s, u"TOOK"_s, u"WHY"_s, u"RESULT"_s});
    for (const RunRow &row : rows) {
        if (view.form == View::Form::AsJson)
            items.push_back(toJson(row, paths.value(row.work), history));
        else
            table.add(cellsOf(row, paths.value(row.work), history, view));
    }
    if (view.form == View::Form::AsJson)
        return detail::written(Json{{"schema", "once.runs/1"}, {"items", items}});
    if (rows.isEmpty() && view.form == View::Form::People)
        return query.isEmpty() ? u"No work has run yet.\n"_s : u"No run matches %1.\n"_s.arg(query.text());
    return detail::written(table, view);
}

QString appsText(const QList<AppStatus> &apps, const View &view)
{
    Json items = Json::array();
    detail::Table table({u"APP"_s, u"PROCESS"_s, u"STAGE"_s, u"TICK"_s, u"RUNNING"_s, u"HISTORY"_s});
    for (const AppStatus &app : apps) {
        table.add({app.app, app.pid, app.stage, app.tick, app.activeRuns, app.history});
        items.push_back(detail::toJson(app));
    }
    if (view.form == View::Form::AsJson)
        return detail::written(Json{{"schema", "once.apps/1"}, {"items", items}});
    if (apps.isEmpty() && view.form == View::Form::People)
        return u"No app is running.\n"_s;
    return detail::written(table, view);
}

} // namespace once
