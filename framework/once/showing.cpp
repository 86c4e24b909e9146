// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The commands `show` and `explain`.
#include <once/commands.h>

#include <once/detail/commands/viewing.h>

namespace once {

using namespace Qt::StringLiterals;

namespace {

Microseconds durationOf(const Attempt &attempt) { return attempt.finished - attempt.started; }

Json toJson(const QList<Attempt> &attempts)
{
    Json items = Json::array();
    for (const Attempt &attempt : attempts) {
        Json item{{"number", items.size() + 1},
                  {"state", toWord(attempt.status)},
                  {"durationUs", durationOf(attempt).count()},
                  {"error", attempt.error}};
        detail::putTime(item, "started", attempt.started);
        detail::putTime(item, "finished", attempt.finished);
        items.push_back(std::move(item));
    }
    return items;
}

Json toJson(const Run &run)
{
    Json cause{{"kind", toWord(run.cause.kind)}};
    if (const Json details = detailsToJson(run.cause); details.is_object())
        cause.update(details);
    Json item{{"id", run.id},
              {"work", run.work},
              {"key", run.key.toHex()},
              {"state", toWord(run.status)},
              {"cause", cause},
              {"why", shortText(run.cause)},
              {"tick", run.tick},
              {"durationUs", isFinished(run.status) ? Json(run.duration().count()) : Json()},
              {"props", namedProps(run)},
              {"result", run.result.toJson()},
              {"states", run.states.toJson()},
              {"error", run.error},
              {"attempts", toJson(run.attempts)},
              {"code", run.code},
              {"log", QString::fromUtf8(run.log)}};
    detail::putTime(item, "queued", run.queued);
    detail::putTime(item, "started", run.started);
    detail::putTime(item, "finished", run.finished);
    return item;
}

void addValue(detail::Table &table, const QString &title, const Json &value, const View &view)
{
    if (!value.is_null())
        table.add({title, preview(value, view.form == View::Form::People ? view.width : 0)});
}

void addValues(detail::Table &table, const QString &title, const Json &values, const View &view)
{
    for (const auto &[name, value] : values.items())
        addValue(table, u"%1 %2"_s.arg(title, QString::fromStdString(name)), value, view);
}

void addText(detail::Table &table, const QString &title, const QString &text)
{
    if (!text.isEmpty())
        table.add({title, text});
}

void addAttempts(detail::Table &table, const QList<Attempt> &attempts, const View &view)
{
    for (qsizetype i = 0; i < attempts.size(); ++i) {
        const Attempt &attempt = attempts[i];
        const QString title = u"attempt %1"_s.arg(i + 1), took = detail::tookText(durationOf(attempt), view);
        if (view.form == View::Form::People)
            table.add({title, u"%1 after %2: %3"_s.arg(toWord(attempt.status), took, attempt.error)});
        else
            table.add({title, toWord(attempt.status), took, attempt.error});
    }
}

detail::Table tableOf(const Run &run, const View &view)
{
    detail::Table table;
    table.add({u"run"_s, run.id});
    table.add({u"work"_s, view.form == View::Form::People ? belowRoot(run.work) : run.work});
    table.add({u"state"_s, detail::statusCell(run.status)});
    table.add({u"why"_s, shortText(run.cause)});
    table.add({u"tick"_s, run.tick});
    addText(table, u"queued"_s, detail::timeText(run.queued, view));
    addText(table, u"started"_s, detail::timeText(run.started, view));
    addText(table, u"finished"_s, detail::timeText(run.finished, view));
    if (isFinished(run.status))
        table.add({u"took"_s, detail::tookText(run.duration(), view)});
    addText(table, u"code"_s, run.code);
    addValues(table, u"prop"_s, namedProps(run), view);
    addValues(table, u"states"_s, run.states.toJson(), view);
    addValue(table, u"result"_s, run.result.toJson(), view);
    addAttempts(table, run.attempts, view);
    addText(table, run.status == Status::Queued ? u"waits"_s : u"error"_s, run.error);
    for (const QString &line : QString::fromUtf8(run.log).split(u'\n', Qt::SkipEmptyParts))
        table.add({u"log"_s, line});
    return table;
}

} // namespace

QString runText(const Run &run, const View &view)
{
    if (view.form == View::Form::AsJson)
        return detail::written(Json{{"schema", "once.run/1"}, {"item", toJson(run)}});
    return detail::written(tableOf(run, view), view);
}

QString explanationText(History &history, const Explanation &explanation, const View &view)
{
    if (view.form == View::Form::AsJson)
        return detail::written(Json{{"schema", "once.explanation/1"}, {"item", once::toJson(explanation)}});
    return toText(explanation, history) + u'\n';
}

} // namespace once
