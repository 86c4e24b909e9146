// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/fields.h>

#include <algorithm>

namespace once::detail {

using namespace std::chrono;

namespace {

int lengthOf(year_month month) { return int(unsigned((month / last).day())); }

int weekdayOfFirst(year_month month) { return int(weekday(sys_days(month / 1)).c_encoding()); }

// The days of a month, whose first one is a certain weekday, that are one of some weekdays.
NumberSet onWeekdays(NumberSet weekdays, int firstOne)
{
    const std::uint64_t bits = weekdays.bits();
    const std::uint64_t week = (bits >> firstOne | bits << (7 - firstOne)) & 0x7f;
    return NumberSet((week | week << 7 | week << 14 | week << 21 | week << 28) << 1);
}

int nearestWeekday(int day, int firstOne, int length)
{
    switch ((firstOne + day - 1) % 7) {
    case 0:
        return day < length ? day + 1 : day - 2;
    case 6:
        return day > 1 ? day - 1 : day + 2;
    default:
        return day;
    }
}

} // namespace

NumberSet MonthDays::in(year_month month) const
{
    const int length = lengthOf(month);
    NumberSet found = days & NumberSet::of(1, length);
    for (int n = fromEnd.first(); n >= 0 && n < length; n = fromEnd.atOrAbove(n + 1))
        found.add(length - n);
    if (nearestWeekdays.isEmpty() && !lastWeekday)
        return found;
    const int firstOne = weekdayOfFirst(month);
    for (int day = nearestWeekdays.first(); day >= 0 && day <= length;
         day = nearestWeekdays.atOrAbove(day + 1))
        found.add(nearestWeekday(day, firstOne, length));
    if (lastWeekday)
        found.add(onWeekdays(NumberSet::of(1, 5), firstOne).atOrBelow(length));
    return found;
}

NumberSet WeekDays::in(year_month month) const
{
    if (every.size() == 7)
        return NumberSet::of(1, 31);
    const int firstOne = weekdayOfFirst(month), length = lengthOf(month);
    NumberSet found = onWeekdays(every, firstOne);
    if (!last.isEmpty())
        found |= onWeekdays(last, firstOne) & NumberSet::of(length - 6, length);
    for (int week = 0; week < int(nth.size()); ++week)
        if (!nth[std::size_t(week)].isEmpty())
            found |= onWeekdays(nth[std::size_t(week)], firstOne) & NumberSet::of(week * 7 + 1, week * 7 + 7);
    return found;
}

NumberSet Fields::daysIn(year_month month) const
{
    const NumberSet ofMonth = monthDays.in(month), ofWeek = weekDays.in(month);
    const NumberSet named = join == Join::Either ? ofMonth | ofWeek : ofMonth & ofWeek;
    return named & NumberSet::of(1, lengthOf(month));
}

bool Fields::hasYear(int year) const
{
    return years.empty()
        || std::ranges::any_of(years, [year](const Years &some) { return some.contains(year); });
}

} // namespace once::detail
