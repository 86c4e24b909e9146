// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/checking.h>

#include <once/detail/rules/names.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

bool isPossible(Fields fields)
{
    if (fields.years.empty())
        fields.years = {{2000, 2399}};
    return fields.atOrAfter({}).has_value();
}

} // namespace

void refuseImpossible(const Fields &fields, DayPlaces places)
{
    if (isPossible(fields))
        return;
    Fields withoutWeekDays = fields;
    withoutWeekDays.weekDays = {.every = NumberSet::of(0, 6)};
    if (isPossible(withoutWeekDays))
        throw RuleError(places.weekDays, u"The day of the month is never such a day of the week."_s);
    throw RuleError(
        places.monthDays,
        u"There is no such day in %1%2."_s.arg(listed(monthNames(fields.months), u"or"),
                                               fields.years.empty() ? u""_s : u" of that year"_s));
}

} // namespace once::detail
