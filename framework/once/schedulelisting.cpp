// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The command `schedule`.
#include <once/commands.h>

#include <once/detail/commands/viewing.h>

namespace once {

using namespace Qt::StringLiterals;

namespace {

// "in 7 h 13 m", or ISO for programs.
QString leftText(Instant next, const View &view)
{
    if (next == Instant())
        return view.form == View::Form::People ? u"-"_s : QString();
    if (view.form != View::Form::People)
        return toIso(next);
    return next <= view.now ? u"due"_s : u"in "_s + durationText(std::chrono::ceil<std::chrono::seconds>(next - view.now));
}

std::optional<SlotRecord> lastRan(History &history, const QString &schedule)
{
    for (const SlotRecord &slot : history.newestSlots(schedule, 100))
        if (slot.decision == SlotDecision::Ran)
            return slot;
    return {};
}

std::optional<Run> runOf(History &history, const std::optional<SlotRecord> &slot)
{
    return slot && slot->run ? history.run(slot->run) : std::nullopt;
}

QString stateOf(const ScheduleRecord &schedule)
{
    if (schedule.paused == Instant())
        return u"on"_s;
    return schedule.note.isEmpty() ? u"paused"_s : u"paused: "_s + schedule.note;
}

QList<detail::Cell> cellsOf(const ScheduleRecord &schedule, History &history, const View &view)
{
    const auto slot = lastRan(history, schedule.name);
    const auto run = runOf(history, slot);
    return {schedule.name,
            view.form == View::Form::People ? wordsOf(schedule) : schedule.rule,
            QString::fromLatin1(schedule.zone),
            leftText(schedule.next, view),
            slot ? slot->nominal : QString(),
            run ? detail::statusCell(run->status) : detail::Cell(QString()),
            run ? belowRoot(run->work) : QString(),
            stateOf(schedule)};
}

Json toJson(const ScheduleRecord &schedule, History &history)
{
    const auto slot = lastRan(history, schedule.name);
    const auto run = runOf(history, slot);
    Json item{{"name", schedule.name},     {"flow", schedule.flow},
              {"rule", schedule.rule},     {"words", wordsOf(schedule)},
              {"zone", QString::fromLatin1(schedule.zone)}, {"options", schedule.options},
              {"note", schedule.note},     {"failures", schedule.failures},
              {"last", slot ? Json(slot->nominal) : Json()}, {"lastRun", slot ? Json(slot->run) : Json()},
              {"lastState", run ? Json(toWord(run->status)) : Json()}};
    detail::putTime(item, "since", schedule.since);
    detail::putTime(item, "next", schedule.next);
    detail::putTime(item, "paused", schedule.paused);
    return item;
}

Json toJson(const SlotRecord &slot)
{
    Json item{{"schedule", slot.schedule}, {"nominal", slot.nominal},  {"zone", QString::fromLatin1(slot.zone)},
              {"kind", toWord(slot.kind)}, {"decision", toWord(slot.decision)}, {"run", slot.run ? Json(slot.run) : Json()},
              {"reason", slot.reason}};
    detail::putTime(item, "due", slot.due);
    detail::putTime(item, "until", slot.until);
    detail::putTime(item, "decided", slot.decided);
    return item;
}

detail::Cell decisionCell(const SlotRecord &slot)
{
    const bool isBad = slot.decision == SlotDecision::Missed || slot.decision == SlotDecision::Overlapped;
    return {toWord(slot.decision), isBad                                  ? detail::Cell::Tone::Bad
                                   : slot.decision == SlotDecision::Ran ? detail::Cell::Tone::Good
                                                                        : detail::Cell::Tone::Faint};
}

} // namespace

QString schedulesText(History &history, const View &view)
{
    Json items = Json::array();
    detail::Table table({u"SCHEDULE"_s, u"RULE"_s, u"ZONE"_s, u"NEXT"_s, u"LAST"_s, u"STATE"_s, u"WORK"_s, u"ON"_s});
    for (const ScheduleRecord &schedule : history.schedules()) {
        if (view.form == View::Form::AsJson)
            items.push_back(toJson(schedule, history));
        else
            table.add(cellsOf(schedule, history, view));
    }
    if (view.form == View::Form::AsJson)
        return detail::written(Json{{"schema", "once.schedules/1"}, {"items", items}});
    if (table.isEmpty() && view.form == View::Form::People)
        return u"There is no schedule: no flow has asked clock().slot() for one.\n"_s;
    return detail::written(table, view);
}

QString slotsText(const QList<SlotRecord> &slots, const View &view)
{
    Json items = Json::array();
    detail::Table table({u"SLOT"_s, u"SCHEDULE"_s, u"DECISION"_s, u"RUN"_s, u"KIND"_s, u"DECIDED"_s, u"WHY"_s});
    for (const SlotRecord &slot : slots) {
        items.push_back(toJson(slot));
        table.add({slot.nominal, slot.schedule, decisionCell(slot), slot.run ? QString::number(slot.run) : QString(),
                   slot.kind == SlotKind::Regular ? QString() : toWord(slot.kind), detail::timeText(slot.decided, view), slot.reason});
    }
    if (view.form == View::Form::AsJson)
        return detail::written(Json{{"schema", "once.slots/1"}, {"items", items}});
    if (slots.isEmpty() && view.form == View::Form::People)
        return u"No slot was due yet.\n"_s;
    return detail::written(table, view);
}

QString auditText(const Audit &audit, const View &view)
{
    Json items = Json::array();
    detail::Table table({u"SCHEDULE"_s, u"SLOT"_s, u"WRONG"_s});
    for (const AuditFinding &finding : audit.findings) {
        items.push_back({{"schedule", finding.schedule}, {"nominal", finding.nominal}, {"what", finding.what}});
        table.add({finding.schedule, finding.nominal, finding.what});
    }
    if (view.form == View::Form::AsJson)
        return detail::written(Json{{"schema", "once.audit/1"}, {"checked", audit.checked}, {"items", items}});
    if (table.isEmpty())
        return view.form == View::Form::People ? u"%1 slots were checked: no hole, no double.\n"_s.arg(audit.checked) : QString();
    return detail::written(table, view);
}

} // namespace once
