// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/viewing.h>

#include <once/clock.h>
#include <once/detail/commands/terminal.h>

namespace once {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

View View::ofStdout(bool isJson)
{
    const bool forPeople = detail::isTerminal(stdout);
    return {.form = isJson  ? Form::AsJson
                : forPeople ? Form::People
                            : Form::Programs,
            .width = detail::terminalWidth(stdout),
            .hasColour = detail::wantsColour(stdout),
            .now = SystemClock().now()};
}

} // namespace once

namespace once::detail {

QString written(const Table &table, const View &view)
{
    return view.form == View::Form::People ? table.aligned(view.width, view.hasColour) : table.tabbed();
}

QString written(const Json &json)
{
    return QString::fromStdString(json.dump(2, ' ', false, Json::error_handler_t::replace)) + u'\n';
}

QString timeText(Instant at, const View &view)
{
    if (view.form != View::Form::People || at == Instant())
        return toIso(at);
    if (view.now - at > 7 * 24h || view.now < at)
        return toDateTime(at, view.zone).toString(u"yyyy-MM-dd HH:mm:ss"_s);
    return durationText(std::chrono::floor<std::chrono::seconds>(view.now - at)) + u" ago"_s;
}

QString tookText(Microseconds duration, const View &view)
{
    return view.form == View::Form::People ? durationText(duration) : QString::number(duration.count());
}

QString bytesText(qint64 bytes, const View &view)
{
    if (view.form != View::Form::People)
        return QString::number(bytes);
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

Cell statusCell(Status status)
{
    using Tone = Cell::Tone;
    switch (status) {
    case Status::Succeeded:
        return {toWord(status), Tone::Good};
    case Status::Failed:
    case Status::TimedOut:
    case Status::Lost:
        return {toWord(status), Tone::Bad};
    case Status::Queued:
    case Status::Running:
        return {toWord(status), Tone::Busy};
    case Status::NotStarted:
    case Status::Cancelled:
        break;
    }
    return {toWord(status), Tone::Faint};
}

Json toJson(const AppStatus &app)
{
    return {{"app", app.app},
            {"pid", app.pid},
            {"stage", app.stage},
            {"tick", app.tick},
            {"activeRuns", app.activeRuns},
            {"history", app.history}};
}

void putTime(Json &json, const std::string &name, Instant at)
{
    json[name + "Us"] = at == Instant() ? Json() : Json(toMicroseconds(at));
    json[name] = at == Instant() ? Json() : Json(toIso(at));
}

} // namespace once::detail
