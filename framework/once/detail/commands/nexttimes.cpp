// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/nexttimes.h>

#include <once/commands.h>
#include <once/detail/commands/asking.h>
#include <once/detail/commands/options.h>
#include <once/detail/commands/refusal.h>
#include <once/detail/kept/timeword.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

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

NextTimes::NextTimes(CLI::App &schedule)
{
    m_next = schedule.add_subcommand("next", "a rule in words, and its next times")->group("Commands")->fallthrough();
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
}

bool NextTimes::isAsked() const
{
    return m_next->parsed();
}

QTimeZone NextTimes::zone() const { return m_zone.isEmpty() ? QTimeZone::systemTimeZone() : zoneNamed(m_zone); }

Instant NextTimes::from(const QTimeZone &zone, Instant now) const
{
    if (m_from.isEmpty())
        return now;
    try {
        return fromMicroseconds(timeSpan(m_from, {.nowUs = toMicroseconds(now), .zone = zone}).first);
    } catch (const QueryMistake &mistake) {
        throw Refusal{WrongUsage, u"\"%1\" is no value for --from."_s.arg(m_from), mistake.message,
                      u"--from 2025-03-29 or --from 2025-03-29T01:30Z"_s};
    }
}

void NextTimes::run(bool isJson) const
{
    QStringList words;
    for (const std::string &word : m_words)
        words += QString::fromStdString(word);
    const QString text = words.join(u' ');
    const View view = View::ofStdout(isJson);
    const QTimeZone in = zone();
    try {
        print(timesText(Rule(text), in, from(in, view.now), m_most, view));
    } catch (const RuleError &error) {
        throw notUnderstood(text, error);
    }
}

} // namespace once::detail
