// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/timeword.h>

#include <once/detail/values/zonerules.h>

#include <QRegularExpression>

#include <array>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 second = 1'000'000, day = 86'400 * second;
constexpr qint64 longest = 1'000 * 365 * day; // so that sums stay in range

std::optional<qint64> unitMicroseconds(QStringView unit)
{
    static constexpr std::array units {std::pair {"us"_L1, qint64(1)},     std::pair {"ms"_L1, qint64(1'000)},
                                       std::pair {"s"_L1, second},         std::pair {"m"_L1, 60 * second},
                                       std::pair {"h"_L1, 3'600 * second}, std::pair {"d"_L1, day},
                                       std::pair {"w"_L1, 7 * day}};
    const auto it = std::ranges::find_if(units, [unit](const auto &known) { return known.first == unit; });
    return it == units.end() ? std::nullopt : std::optional(it->second);
}

// The first, of one that comes twice; of one that is left out, when the clocks have been set.
qint64 instantOf(QDate date, QTime time, const QTimeZone &zone)
{
    const QDateTime wall(date, time, Qt::UTC);
    return toMicroseconds(ZoneRules::of(zone)->moments(WallTime(fromDateTime(wall).time_since_epoch())).first);
}

TimeSpan wholeDay(QDate date, const QTimeZone &zone)
{
    return {instantOf(date, QTime(0, 0), zone), instantOf(date.addDays(1), QTime(0, 0), zone) - 1};
}

TimeSpan moment(qint64 us) { return {us, us}; }

} // namespace

std::optional<qint64> durationUs(const QString &text, QLatin1StringView plain)
{
    static const QRegularExpression form(u"^(\\d{1,9}(?:\\.\\d{1,6})?)([a-z]*)$"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    const auto unit = unitMicroseconds(match.captured(2).isEmpty() ? QString(plain) : match.captured(2));
    if (!unit)
        return {};
    return qint64(std::min(match.captured(1).toDouble() * double(*unit), double(longest)));
}

TimeSpan timeSpan(const QString &text, const QueryClock &clock)
{
    const QDateTime now = toDateTime(fromMicroseconds(clock.nowUs), clock.zone);
    if (text == "today"_L1)
        return wholeDay(now.date(), clock.zone);
    if (text == "yesterday"_L1)
        return wholeDay(now.date().addDays(-1), clock.zone);
    if (const auto ago = durationUs(text, {}))
        return moment(clock.nowUs - *ago);
    if (const QDate date = QDate::fromString(text, Qt::ISODate); date.isValid() && text.size() == 10)
        return wholeDay(date, clock.zone);
    if (const QTime time = QTime::fromString(text, Qt::ISODate); time.isValid() && text.contains(u':'))
        return moment(instantOf(now.date(), time, clock.zone));
    const QDateTime full = QDateTime::fromString(text, Qt::ISODate);
    if (!full.isValid())
        throw QueryMistake {
            u"“%1” is no time, such as 7d, 2h, today, 02:00, 2026-11-20 or 2026-11-20T02:14."_s.arg(text)};
    return moment(full.timeSpec() == Qt::LocalTime ? instantOf(full.date(), full.time(), clock.zone)
                                                   : toMicroseconds(fromDateTime(full)));
}

} // namespace once::detail
