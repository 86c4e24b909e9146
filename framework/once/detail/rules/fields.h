// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/rules/numberset.h>
#include <once/rule.h>

#include <array>

namespace once::detail {

inline constexpr int firstYear = 1900, lastYear = 9999;

// Days by their place in the month.
struct MonthDays
{
    NumberSet days; // 1 to 31
    NumberSet fromEnd; // 0 is the last one
    NumberSet nearestWeekdays; // to these days, within the month
    bool lastWeekday = false;

    NumberSet in(std::chrono::year_month month) const;
    bool operator==(const MonthDays &) const = default;
};

// Days by their place in the week, where 0 is Sunday.
struct WeekDays
{
    NumberSet every;
    NumberSet last; // of the month
    std::array<NumberSet, 5> nth; // of the month

    NumberSet in(std::chrono::year_month month) const;
    bool operator==(const WeekDays &) const = default;
};

struct Years
{
    int first, last, step = 1;

    bool contains(int year) const { return year >= first && year <= last && (year - first) % step == 0; }
};

// The wall times that a rule names, whatever the zone.
struct Fields
{
    using Time = Nominal::Time;
    using TimeOfDay = std::chrono::seconds;
    enum class Join { Both, Either };

    NumberSet seconds = NumberSet::of(0, 0), minutes = NumberSet::of(0, 59), hours = NumberSet::of(0, 23);
    NumberSet months = NumberSet::of(1, 12);
    MonthDays monthDays{.days = NumberSet::of(1, 31)};
    WeekDays weekDays{.every = NumberSet::of(0, 6)};
    Join join = Join::Both; // of days of the month and of the week
    std::vector<Years> years; // none: all
    bool isFixed = false; // in its hours and minutes: there is no * or / among them

    std::optional<Time> atOrAfter(Time time) const;
    std::optional<Time> atOrBefore(Time time) const;
    bool contains(Time time) const { return atOrAfter(time) == time; }

    bool hasYear(int year) const;
    NumberSet daysIn(std::chrono::year_month month) const;

private:
    std::optional<std::chrono::local_days> dayFrom(std::chrono::local_days day) const;
    std::optional<std::chrono::local_days> dayUntil(std::chrono::local_days day) const;
    std::optional<TimeOfDay> timeFrom(TimeOfDay time) const;
    std::optional<TimeOfDay> timeUntil(TimeOfDay time) const;
};

} // namespace once::detail
