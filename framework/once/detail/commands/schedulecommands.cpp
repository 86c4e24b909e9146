// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/schedulecommands.h>

#include <once/detail/commands/asking.h>
#include <once/detail/commands/options.h>
#include <once/detail/commands/refusal.h>
#include <once/detail/commands/viewing.h>
#include <once/detail/kept/timeword.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

TimeSpan spanOf(const QString &text, const QTimeZone &zone, const View &view, const Target &target)
{
    try {
        return timeSpan(text, {.nowUs = toMicroseconds(view.now), .zone = zone});
    } catch (const QueryMistake &mistake) {
        throw Refusal{WrongUsage, u"\"%1\" is no time."_s.arg(text), mistake.message,
                      target.toType(u"schedule backfill NAME --from 2026-11-01 --to yesterday"_s)};
    }
}

QString effectText(const QString &effect, const QString &name, const QStringList &slots)
{
    if (!effect.contains(u"%2"))
        return effect.arg(name) + u'\n';
    return slots.isEmpty() ? u"%1 has no such slots: each has run already.\n"_s.arg(name) : effect.arg(name, slots.join(u", "_s)) + u'\n';
}

} // namespace

ScheduleCommands::ScheduleCommands(CLI::App &parser) : m_parser(parser), m_next(parser)
{
    add("list", "all schedules, when each is due next and how its last slot went", &ScheduleCommands::list);
    add("show", "what became of the slots of a schedule, the newest first", &ScheduleCommands::show);
    add("pause", "let none of its slots run until resume", &ScheduleCommands::pause);
    add("resume", "let it go on", &ScheduleCommands::resume);
    add("trigger", "have one more slot, now", &ScheduleCommands::trigger);
    add("skip", "let the next one not run", &ScheduleCommands::skip);
    add("backfill", "have the slots of a time that is over, but for those that have run", &ScheduleCommands::backfill);
    add("audit", "check that each slot is known and none ran twice; exit code 8 when not", &ScheduleCommands::audit);
    m_parser.require_subcommand(0, 1);

    addOption(withName("show", true), "-n", m_most, "how many at most");
    addOption(withName("pause", true), "--note", m_note, "why, for whoever looks")->type_name("TEXT");
    for (const char *command : {"resume", "trigger", "skip"})
        withName(command, true);
    CLI::App &backfill = withName("backfill", true);
    addOption(backfill, "--from", m_from, "the first day or moment")->type_name("TIME")->required();
    addOption(backfill, "--to", m_to, "the last one; now if not given")->type_name("TIME");
    addFlag(backfill, "--dry-run", m_isDryRun, "only say which they would be");
}

void ScheduleCommands::add(const char *name, const char *help, Action action)
{
    m_parser.add_subcommand(name, help)->group("Commands")->fallthrough();
    m_actions.emplace_back(name, action);
}

CLI::App &ScheduleCommands::withName(const char *command, bool isRequired)
{
    CLI::App &parser = *m_parser.get_subcommand(command);
    addOption(parser, "NAME", m_name, "the name of the schedule")->type_name("")->required(isRequired);
    return parser;
}

void ScheduleCommands::run(const Target &target, bool isJson) const
{
    if (m_next.isAsked())
        return m_next.run(isJson);
    const View view = View::ofStdout(isJson);
    for (const auto &[name, action] : m_actions)
        if (m_parser.got_subcommand(name))
            return (this->*action)(target, view);
    list(target, view);
}

void ScheduleCommands::list(const Target &target, const View &view) const
{
    print(schedulesText(*openHistory(target), view));
}

// By its name, or by the end of it where that is one alone.
QString ScheduleCommands::nameIn(History &history, const Target &target) const
{
    QStringList names, ending;
    for (const ScheduleRecord &schedule : history.schedules()) {
        if (schedule.name == m_name)
            return m_name;
        names += schedule.name;
        if (schedule.name.endsWith(u'.' + m_name))
            ending += schedule.name;
    }
    if (ending.size() == 1)
        return ending.first();
    const QString meant = nearest(m_name, names);
    throw Refusal{NoSuch, u"There is no schedule \"%1\" in %2."_s.arg(m_name, target.name),
                  names.isEmpty() ? u"It has no schedules yet."_s : u"Its schedules are: %1."_s.arg(names.join(u", "_s)),
                  target.toType(meant.isEmpty() ? u"schedule list"_s : u"schedule show "_s + shellQuoted(meant))};
}

void ScheduleCommands::show(const Target &target, const View &view) const
{
    const auto history = openHistory(target);
    print(slotsText(history->newestSlots(nameIn(*history, target), m_most), view));
}

void ScheduleCommands::audit(const Target &target, const View &view) const
{
    const Audit found = once::audit(*openHistory(target));
    print(auditText(found, view));
    if (!found.findings.isEmpty())
        throw Refusal{DamagedOrNewer,
                      found.findings.size() == 1 ? u"1 slot is not as it should be."_s
                                                 : u"%1 slots are not as they should be."_s.arg(found.findings.size()),
                      u"%1 were checked against the rules."_s.arg(found.checked), target.toType(u"schedule show NAME"_s)};
}

void ScheduleCommands::steer(const Target &target, const View &view, const char *action, const QString &effect, Json more) const
{
    const auto history = openHistory(target);
    const QString name = nameIn(*history, target);
    more["schedule"] = name;
    more["note"] = m_note;
    ControlClient app(dataFolderOf(target));
    const Json answer = answerOf(app, target, action, std::move(more));
    if (view.form == View::Form::AsJson)
        print(written(Json{{"schema", "once.answer/1"}, {"item", answer}}));
    else
        print(effectText(effect, name, answer.value("slots", QStringList())));
}

void ScheduleCommands::pause(const Target &target, const View &view) const
{
    steer(target, view, "pause", u"%1 is paused: none of its slots runs until resume."_s);
}

void ScheduleCommands::resume(const Target &target, const View &view) const
{
    steer(target, view, "resume", u"%1 goes on."_s);
}

void ScheduleCommands::trigger(const Target &target, const View &view) const
{
    steer(target, view, "trigger", u"%1 has one more slot: %2"_s);
}

void ScheduleCommands::skip(const Target &target, const View &view) const
{
    steer(target, view, "skip", u"%1 skips %2"_s);
}

void ScheduleCommands::backfill(const Target &target, const View &view) const
{
    const auto history = openHistory(target);
    const QString name = nameIn(*history, target);
    const auto schedules = history->schedules();
    const QTimeZone zone(std::ranges::find(schedules, name, &ScheduleRecord::name)->zone);
    const qint64 from = spanOf(m_from, zone, view, target).first;
    const qint64 to = m_to.isEmpty() ? toMicroseconds(view.now) : spanOf(m_to, zone, view, target).last;
    const QString effect = m_isDryRun ? u"%1 would have these slots: %2"_s : u"%1 has these slots: %2"_s;
    steer(target, view, "backfill", effect, {{"from", from}, {"to", to}, {"isDryRun", m_isDryRun}});
}

} // namespace once::detail
