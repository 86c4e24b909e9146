// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/interval.h>

#include <once/detail/rules/fields.h>
#include <once/detail/rules/names.h>
#include <once/detail/rules/reader.h>

#include <array>
#include <ranges>

namespace once::detail {

using namespace std::chrono;
using namespace Qt::StringLiterals;

namespace {

struct Unit
{
    QLatin1StringView name; // and its plural; the first letter alone is enough
    seconds length;
};

constexpr std::array units{Unit{"weeks"_L1, weeks(1)}, Unit{"days"_L1, days(1)}, Unit{"hours"_L1, hours(1)},
                           Unit{"minutes"_L1, minutes(1)}, Unit{"seconds"_L1, seconds(1)}};
constexpr seconds longestPeriod = days(366 * 100);
constexpr Instant earliestDue = sys_days(year(firstYear) / 1 / 1),
                  endOfDues = sys_days(year(lastYear + 1) / 1 / 1);

bool isNameOf(const Unit &unit, QStringView word)
{
    const auto is = [&](QLatin1StringView name) { return word.compare(name, Qt::CaseInsensitive) == 0; };
    return is(unit.name.first(1)) || is(unit.name) || is(unit.name.chopped(1))
        || (unit.name.size() > 6 && is(unit.name.first(3)));
}

seconds readUnit(Reader &reader)
{
    const Reader before = reader;
    const QStringView word = reader.letters();
    for (const Unit &unit : units)
        if (isNameOf(unit, word))
            return unit.length;
    before.fail(u"A unit of time is s, m, h, d or w; here is %1."_s.arg(before.here()));
}

bool isFollowedByNumber(Reader reader)
{
    reader.skipSpaces();
    return reader.number().has_value();
}

seconds readPeriod(Reader &reader)
{
    const qsizetype begin = reader.at();
    seconds sum{};
    do {
        reader.skipSpaces();
        const auto count = reader.number();
        if (!count)
            reader.fail(u"A length of time is like 90m or 1h30m; here is %1."_s.arg(reader.here()));
        reader.skipSpaces();
        sum += count->value * readUnit(reader);
    } while (isFollowedByNumber(reader));
    if (sum < 1s || sum > longestPeriod)
        Reader::fail(begin, u"An interval is at least one second and at most a hundred years long."_s);
    return sum;
}

Instant readAnchor(Reader &reader)
{
    const Reader before = reader;
    const QString text = reader.takeRest().toString().toUpper();
    const bool hasZone = text.endsWith(u'Z') || text.lastIndexOf(u'+') > 9 || text.lastIndexOf(u'-') > 9;
    const QDateTime time = hasZone ? QDateTime::fromString(text, Qt::ISODate) : QDateTime();
    if (!time.isValid() || time.date().year() < firstYear || time.date().year() > lastYear
        || time.time().msec() != 0)
        before.fail(u"After “from” stands an instant in whole seconds, such as 2026-01-01T00:15Z."_s);
    return fromDateTime(time);
}

std::optional<Nominal> dueAt(Instant due)
{
    if (due < earliestDue || due >= endOfDues)
        return {};
    return Nominal{Nominal::Time(floor<seconds>(due).time_since_epoch()), false, false, due, {}};
}

QString counted(qint64 count, QLatin1StringView unit)
{
    return u"%1 %2"_s.arg(count).arg(count == 1 ? unit.chopped(1) : unit);
}

// "90 minutes", "1 day, 2 hours and 5 seconds"
QString lengthText(seconds length)
{
    if (length <= 2h && length % 1min == 0s && length % 1h != 0s)
        return counted(length / 1min, "minutes"_L1);
    QStringList parts;
    for (const Unit &unit : units | std::views::drop(1)) {
        if (length >= unit.length)
            parts += counted(length / unit.length, unit.name);
        length %= unit.length;
    }
    return listed(parts);
}

} // namespace

std::optional<Interval> Interval::parse(const QString &text)
{
    Reader reader(text);
    reader.skipSpaces();
    const QStringView word = reader.letters();
    const bool isAfter = word.compare("after"_L1, Qt::CaseInsensitive) == 0;
    if (!isAfter && word.compare("every"_L1, Qt::CaseInsensitive) != 0)
        return {};
    Interval interval{.period = readPeriod(reader), .anchor = {}, .fromEnd = isAfter};
    reader.skipSpaces();
    if (!isAfter && reader.take("from"_L1)) {
        reader.skipSpaces();
        interval.anchor = readAnchor(reader);
    }
    if (!reader.isAtEnd())
        reader.fail(
            isAfter
                ? u"After the length of time comes nothing more."_s
                : u"After the length of time may come “from” and an instant, such as 2026-01-01T00:15Z."_s);
    return interval;
}

QString Interval::words() const
{
    if (fromEnd)
        return lengthText(period) + u" after the end of the last run"_s;
    const QString length = lengthText(period);
    return u"every %1, counted from %2Z"_s.arg(
        length.startsWith("1 "_L1) && !length.contains(u" and "_s) ? length.sliced(2) : length,
        Nominal::text(Nominal::Time(floor<seconds>(anchor).time_since_epoch())));
}

std::optional<Nominal> Interval::next(Instant after) const
{
    after = std::max(after, earliestDue - period);
    if (after >= endOfDues)
        return {};
    if (fromEnd)
        return dueAt(after + period);
    const Instant due = anchor + floor<seconds>(after - anchor) / period * period;
    return dueAt(due > after ? due : due + period);
}

std::optional<Nominal> Interval::latest(Instant until) const
{
    return fromEnd || until < earliestDue ? std::nullopt : next(std::min(until, endOfDues) - period);
}

} // namespace once::detail
