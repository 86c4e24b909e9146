// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/fields.h>

namespace once::detail {

using namespace std::chrono;

namespace {

Fields::TimeOfDay timeOfDay(int hour, int minute, int second)
{
    return seconds((hour * 60 + minute) * 60 + second);
}

year_month monthOf(int year, int month)
{
    return std::chrono::year(year) / std::chrono::month(unsigned(month));
}

local_days dayOf(int year, int month, int day)
{
    return local_days(monthOf(year, month) / std::chrono::day(unsigned(day)));
}

const Fields::Time earliestTime = dayOf(firstYear, 1, 1),
                   latestTime = dayOf(lastYear, 12, 31) + timeOfDay(23, 59, 59);

} // namespace

std::optional<Fields::TimeOfDay> Fields::timeFrom(TimeOfDay time) const
{
    const int hour = int(time.count() / 3600), minute = int(time.count() / 60 % 60),
              second = int(time.count() % 60);
    if (hours.contains(hour)) {
        if (minutes.contains(minute))
            if (const int next = seconds.atOrAbove(second); next >= 0)
                return timeOfDay(hour, minute, next);
        if (const int next = minutes.atOrAbove(minute + 1); next >= 0)
            return timeOfDay(hour, next, seconds.first());
    }
    if (const int next = hours.atOrAbove(hour + 1); next >= 0)
        return timeOfDay(next, minutes.first(), seconds.first());
    return {};
}

std::optional<Fields::TimeOfDay> Fields::timeUntil(TimeOfDay time) const
{
    const int hour = int(time.count() / 3600), minute = int(time.count() / 60 % 60),
              second = int(time.count() % 60);
    if (hours.contains(hour)) {
        if (minutes.contains(minute))
            if (const int previous = seconds.atOrBelow(second); previous >= 0)
                return timeOfDay(hour, minute, previous);
        if (const int previous = minutes.atOrBelow(minute - 1); previous >= 0)
            return timeOfDay(hour, previous, seconds.last());
    }
    if (const int previous = hours.atOrBelow(hour - 1); previous >= 0)
        return timeOfDay(previous, minutes.last(), seconds.last());
    return {};
}

std::optional<local_days> Fields::dayFrom(local_days from) const
{
    const year_month_day date(from);
    int month = int(unsigned(date.month())), day = int(unsigned(date.day()));
    for (int year = int(date.year()); year <= lastYear; ++year, month = 1, day = 1) {
        if (!hasYear(year))
            continue;
        for (int next = months.atOrAbove(month); next >= 0; next = months.atOrAbove(next + 1))
            if (const int found = daysIn(monthOf(year, next)).atOrAbove(next == month ? day : 1); found >= 0)
                return dayOf(year, next, found);
    }
    return {};
}

std::optional<local_days> Fields::dayUntil(local_days until) const
{
    const year_month_day date(until);
    int month = int(unsigned(date.month())), day = int(unsigned(date.day()));
    for (int year = int(date.year()); year >= firstYear; --year, month = 12, day = 31) {
        if (!hasYear(year))
            continue;
        for (int next = months.atOrBelow(month); next >= 0; next = months.atOrBelow(next - 1))
            if (const int found = daysIn(monthOf(year, next)).atOrBelow(next == month ? day : 31); found >= 0)
                return dayOf(year, next, found);
    }
    return {};
}

std::optional<Fields::Time> Fields::atOrAfter(Time time) const
{
    if (time > latestTime)
        return {};
    const local_days today = floor<days>(std::max(time, earliestTime));
    auto day = dayFrom(today);
    if (day == today) {
        if (const auto found = timeFrom(std::max(time, earliestTime) - today))
            return today + *found;
        day = dayFrom(today + days(1));
    }
    return day ? std::optional(*day + *timeFrom({})) : std::nullopt;
}

std::optional<Fields::Time> Fields::atOrBefore(Time time) const
{
    if (time < earliestTime)
        return {};
    const local_days today = floor<days>(std::min(time, latestTime));
    auto day = dayUntil(today);
    if (day == today) {
        if (const auto found = timeUntil(std::min(time, latestTime) - today))
            return today + *found;
        day = dayUntil(today - days(1));
    }
    return day ? std::optional(*day + *timeUntil(timeOfDay(23, 59, 59))) : std::nullopt;
}

} // namespace once::detail
