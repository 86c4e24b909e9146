// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/schedule.h>

namespace once {

namespace {

QString words(std::chrono::seconds time) { return durationText(time); }

const char *word(CatchUp catchUp)
{
    return catchUp == CatchUp::All ? "all" : catchUp == CatchUp::None ? "none" : "latest";
}

const char *word(Overlap overlap)
{
    constexpr const char *all[] = {"skip", "one", "all", "replace", "allow"};
    return all[int(overlap)];
}

} // namespace

QString nameOf(const Schedule &schedule) { return schedule.name.isEmpty() ? schedule.rule : schedule.name; }

QTimeZone zoneOf(const QByteArray &id)
{
    if (!QTimeZone::isTimeZoneIdAvailable(id))
        throw std::logic_error("once: there is no time zone \"" + id.toStdString() + '"');
    return QTimeZone(id);
}

QByteArray seedOf(const QString &app, const QString &schedule) { return (app + schedule).toUtf8(); }

Json optionsToJson(const Schedule &schedule)
{
    const Schedule usual;
    Json json = Json::object();
    const auto add = [&json](const char *name, bool isUsual, const auto &value) {
        if (!isUsual)
            json[name] = value;
    };
    json["catchUp"] = word(schedule.catchUp);
    json["overlap"] = word(schedule.overlap);
    add("window", schedule.window == usual.window, words(schedule.window));
    add("max", !schedule.max, schedule.max.value_or(0));
    add("whilePaused", schedule.whilePaused == WhilePaused::Skip, "hold");
    add("inGap", schedule.inGap == InGap::End, schedule.inGap == InGap::Shift ? "shift" : "skip");
    add("jitter", schedule.jitter == usual.jitter, words(schedule.jitter));
    add("jitterIsOfHost", !schedule.jitterIsOfHost, true);
    add("lateAfter", schedule.lateAfter == usual.lateAfter, words(schedule.lateAfter));
    add("deadline", schedule.deadline == usual.deadline, words(schedule.deadline));
    add("pauseOnFailure", schedule.pauseOnFailure == 0, schedule.pauseOnFailure);
    add("except", schedule.except.isEmpty(), schedule.except);
    return json;
}

QString wordsOf(const ScheduleRecord &schedule) { return schedule.options.value("words", schedule.rule); }

} // namespace once
