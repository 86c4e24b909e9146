// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/rules/fields.h>

namespace once::detail {

// Where in a rule's text its days stand.
struct DayPlaces
{
    qsizetype monthDays, weekDays;
};

// Throws RuleError when no day ever is one of the rule's. The calendar repeats itself after 400 years.
void refuseImpossible(const Fields &fields, DayPlaces places);

} // namespace once::detail
