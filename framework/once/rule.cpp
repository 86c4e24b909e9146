// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/rule.h>

#include <once/detail/rules/calendar.h>
#include <once/detail/rules/cron.h>
#include <once/detail/rules/interval.h>
#include <once/detail/rules/placing.h>
#include <once/detail/rules/wording.h>

#include <variant>

namespace once {

using namespace std::chrono;
using namespace Qt::StringLiterals;

QString Nominal::text(Time time)
{
    const auto day = floor<days>(time);
    const auto inDay = (time - day).count();
    const QDate date = QDate(1970, 1, 1).addDays(day.time_since_epoch().count());
    return date.toString(Qt::ISODate) + u'T'
           + QTime::fromMSecsSinceStartOfDay(int(inDay * 1000)).toString(inDay % 60 ? u"HH:mm:ss" : u"HH:mm");
}

QString Nominal::text() const
{
    return text(time) + (isSecondPass ? u" again"_s : QString());
}

struct Rule::Private
{
    Private(const QString &written, const QByteArray &seed) : text(written.simplified()), meaning(parse(written, seed)) {}

    using Meaning = std::variant<detail::Fields, detail::Interval>;
    static Meaning parse(const QString &text, const QByteArray &seed);

    const detail::Fields *fields() const { return std::get_if<detail::Fields>(&meaning); }
    const detail::Interval &interval() const { return std::get<detail::Interval>(meaning); }

    QString text;
    Meaning meaning;
};

Rule::Private::Meaning Rule::Private::parse(const QString &text, const QByteArray &seed)
{
    constexpr qsizetype longest = 1000;
    if (text.size() > longest)
        throw RuleError(longest, u"A rule has at most %1 characters."_s.arg(longest));
    if (text.trimmed().isEmpty())
        throw RuleError(0, u"A rule is in cron's way (30 9 * * 1-5), in systemd's (Mon..Fri 09:30) or a length of time (every 90m)."_s);
    if (auto interval = detail::Interval::parse(text))
        return *interval;
    return detail::looksLikeCalendar(text) ? detail::parseCalendar(text) : detail::parseCron(text, seed);
}

Rule::Rule(const QString &text, const QByteArray &seed) : d(std::make_shared<const Private>(text, seed)) {}

const QString &Rule::text() const
{
    return d->text;
}

QString Rule::words() const
{
    return isInterval() ? d->interval().words() : detail::words(*d->fields());
}

bool Rule::isInterval() const
{
    return !d->fields();
}

bool Rule::countsFromEnd() const
{
    return isInterval() && d->interval().fromEnd;
}

std::optional<Nominal> Rule::next(Instant after, const QTimeZone &zone, InGap inGap) const
{
    if (isInterval())
        return d->interval().next(after);
    return detail::Placing(*d->fields(), *detail::ZoneRules::of(zone), inGap).next(after);
}

std::optional<Nominal> Rule::latest(Instant until, const QTimeZone &zone, InGap inGap) const
{
    if (isInterval())
        return d->interval().latest(until);
    return detail::Placing(*d->fields(), *detail::ZoneRules::of(zone), inGap).latest(until);
}

bool Rule::matches(Nominal::Time time) const
{
    return d->fields() && d->fields()->contains(time);
}

} // namespace once
