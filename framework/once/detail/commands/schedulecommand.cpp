// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/schedulecommand.h>

#include <once/commands.h>
#include <once/detail/commands/options.h>
#include <once/detail/commands/refusal.h>
#include <once/detail/values/zonerules.h>

#include <cstdio>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

QStringList zoneNames()
{
    QStringList names;
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds())
        names += QString::fromUtf8(id);
    return names;
}

// With a mark below the position.
Refusal notUnderstood(QString rule, const RuleError &error)
{
    for (QChar &c : rule)
        c = c.isPrint() ? c : u'?';
    return {WrongUsage,
            u"The rule is wrong at character %1:\n    %2\n    %3^"_s.arg(error.position + 1)
                .arg(rule, QString(error.position, u' ')),
            QString::fromUtf8(error.what()),
            u"once schedule next '30 9 * * 1-5', 'Mon..Fri 09:30' or 'every 90m'"_s};
}

} // namespace

ScheduleCommand::ScheduleCommand(CLI::App &parser)
{
    CLI::App &schedule =
        *parser.add_subcommand("schedule", "when rules of schedules are due")->group("Commands");
    schedule.require_subcommand(1);
    m_next = schedule.add_subcommand("next", "a rule in words, and its next times");
    m_next->add_option("RULE", m_words, "such as '30 9 * * 1-5', 'Mon..Fri 09:30' or 'every 90m'")
        ->type_name("")
        ->required()
        ->expected(1, -1);
    addOption(*m_next, "--tz", m_zone, "the zone, such as Europe/Berlin; the system's if not given")
        ->type_name("ZONE");
    addOption(*m_next, "--from", m_from,
              "from then on, such as 2025-03-29, 2025-03-29T12:00 or with a Z; now if not given")
        ->type_name("TIME");
    addOption(*m_next, "-n", m_most, "how many at most");
    addFlag(*m_next, "--json", m_isJson, "write JSON");
}

bool ScheduleCommand::isAsked() const { return m_next->parsed(); }

QTimeZone ScheduleCommand::zone() const
{
    if (m_zone.isEmpty())
        return QTimeZone::systemTimeZone();
    if (const QTimeZone zone(m_zone.toUtf8()); zone.isValid())
        return zone;
    const QString meant = nearest(m_zone, zoneNames());
    throw Refusal{WrongUsage, u"There is no zone \"%1\"."_s.arg(m_zone),
                  u"Zones are named by a continent and a city of theirs."_s,
                  u"--tz "_s + (meant.isEmpty() ? u"Europe/Berlin"_s : meant)};
}

// A day begins with its first moment, and a time that comes twice is meant the first time.
Instant ScheduleCommand::from(const QTimeZone &zone) const
{
    if (m_from.isEmpty())
        return View::ofStdout(m_isJson).now;
    const bool isDay = m_from.size() == 10;
    const QDateTime time = QDateTime::fromString(isDay ? m_from + "T00:00"_L1 : m_from, Qt::ISODate);
    if (!time.isValid())
        throw Refusal{WrongUsage, u"\"%1\" is no value for --from."_s.arg(m_from),
                      u"It takes a date or a date and time of the day, in that zone or with a Z in UTC."_s,
                      u"--from 2025-03-29 or --from 2025-03-29T01:30Z"_s};
    if (time.timeSpec() != Qt::LocalTime)
        return fromDateTime(time);
    const QDateTime wall(time.date(), time.time(), Qt::UTC);
    return ZoneRules::of(zone)->moments(WallTime(fromDateTime(wall).time_since_epoch())).first;
}

void ScheduleCommand::run() const
{
    QStringList words;
    for (const std::string &word : m_words)
        words += QString::fromStdString(word);
    const QString text = words.join(u' ');
    try {
        const QTimeZone zone = this->zone();
        std::fputs(qUtf8Printable(timesText(Rule(text), zone, from(zone), m_most, View::ofStdout(m_isJson))),
                   stdout);
    } catch (const RuleError &error) {
        throw notUnderstood(text, error);
    }
}

} // namespace once::detail
