// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The command `status`.
#include <once/commands.h>

#include <once/detail/commands/finding.h>
#include <once/detail/commands/viewing.h>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostUnfinished = 100;

// What there is to say, whatever form it is said in.
struct Standing
{
    HistoryInfo info;
    QString file, stage;
    qint64 tick = 0;
    QList<Run> unfinished; // newest first
    std::optional<Run> lastFailed;
    QList<HistoryWork> works;
};

// A process that was killed leaves no end behind.
QString stageOf(const HistoryInfo &info, const std::optional<AppStatus> &live)
{
    if (live)
        return live->stage;
    if (info.pid)
        return u"running"_s;
    return info.ended == Instant() ? u"killed"_s : u"ended"_s;
}

Standing standingOf(History &history, const std::optional<AppStatus> &live)
{
    Standing standing{
        .info = history.info(), .file = history.file(), .lastFailed = findRun(history, u"failed"_s)};
    standing.stage = stageOf(standing.info, live);
    standing.tick = live ? live->tick : standing.info.ticks;
    const Query unfinished = Query::parse(u"state:queued,running"_s, Instant());
    if (standing.info.pid)
        for (const RunRow &row : history.newestRows(mostUnfinished))
            if (unfinished.matches(row))
                if (auto run = history.run(row.id))
                    standing.unfinished.append(std::move(*run));
    for (HistoryWork &component : history.components())
        if (component.isWork)
            standing.works.append(std::move(component));
    return standing;
}

Json toJson(const HistoryWork &work)
{
    return {{"work", work.path},
            {"type", work.type},
            {"successes", work.counts.successes},
            {"failures", work.counts.failures},
            {"timeouts", work.counts.timeouts},
            {"cancelled", work.counts.cancelled},
            {"lastRun", work.lastRun}};
}

Json toJson(const Standing &standing)
{
    Json unfinished = Json::array(), works = Json::array();
    for (const Run &run : standing.unfinished)
        unfinished.push_back({{"id", run.id}, {"work", run.work}, {"state", toWord(run.status)}});
    for (const HistoryWork &work : standing.works)
        works.push_back(toJson(work));
    Json item{{"app", standing.info.app},
              {"stage", standing.stage},
              {"pid", standing.info.pid ? Json(standing.info.pid) : Json()},
              {"tick", standing.tick},
              {"runs", standing.info.runs},
              {"history", standing.file},
              {"bytes", standing.info.bytes},
              {"exitCode", standing.info.ended == Instant() ? Json() : Json(standing.info.exitCode)},
              {"lastFailed", standing.lastFailed ? Json(standing.lastFailed->id) : Json()},
              {"unfinished", unfinished},
              {"works", works}};
    detail::putTime(item, "started", standing.info.started);
    detail::putTime(item, "ended", standing.info.ended);
    return item;
}

detail::Table tableOf(const Standing &standing, const View &view)
{
    const HistoryInfo &info = standing.info;
    detail::Table table;
    table.add({u"app"_s, info.app});
    table.add({u"stage"_s, standing.stage});
    if (info.pid)
        table.add({u"process"_s, QString::number(info.pid)});
    table.add({u"started"_s, detail::timeText(info.started, view)});
    if (info.ended != Instant()) {
        table.add({u"ended"_s, detail::timeText(info.ended, view)});
        table.add({u"exit code"_s, QString::number(info.exitCode)});
    }
    table.add({u"tick"_s, QString::number(standing.tick)});
    table.add({u"runs"_s, QString::number(info.runs)});
    table.add({u"history"_s, standing.file});
    table.add({u"size"_s, detail::bytesText(info.bytes, view)});
    for (const Run &run : standing.unfinished)
        table.add({toWord(run.status), u"%1 (run %2)"_s.arg(belowRoot(run.work)).arg(run.id)});
    if (const auto &run = standing.lastFailed)
        table.add({u"failed"_s, u"%1: %2 (run %3)"_s.arg(belowRoot(run->work), run->error).arg(run->id)});
    return table;
}

detail::Table tableOf(const QList<HistoryWork> &works)
{
    detail::Table table({u"WORK"_s, u"SUCCEEDED"_s, u"FAILED"_s, u"LAST RUN"_s});
    for (const HistoryWork &work : works)
        table.add({belowRoot(work.path), work.counts.successes, work.counts.failures, work.lastRun});
    return table;
}

} // namespace

QString commandsText(const Json &commands, const QString &app, const View &view)
{
    if (view.form == View::Form::AsJson)
        return detail::written(Json{{"schema", "once.commands/1"}, {"items", commands}});
    detail::Table table({u"COMMAND"_s, u"ARGUMENTS"_s, u"WHAT IT DOES"_s});
    for (const Json &command : commands)
        table.add({command.value("name", QString()), command.value("arguments", QStringList()).join(u' '),
                   command.value("help", QString())});
    if (table.isEmpty() && view.form == View::Form::People)
        return u"%1 offers no commands of its own.\n"_s.arg(app);
    return detail::written(table, view);
}

QString statusText(History &history, const std::optional<AppStatus> &live, const View &view)
{
    const Standing standing = standingOf(history, live);
    if (view.form == View::Form::AsJson)
        return detail::written(Json{{"schema", "once.status/1"}, {"item", toJson(standing)}});
    const QString text = detail::written(tableOf(standing, view), view);
    if (view.form == View::Form::Programs || standing.works.isEmpty())
        return text;
    return text + u'\n' + detail::written(tableOf(standing.works), view);
}

} // namespace once
