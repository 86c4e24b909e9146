// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/rules/fields.h>

namespace once::detail {

// "every weekday at 09:30".
QString words(const Fields &fields);

// When in the day, apart from on which days.
struct TimeWords
{
    QString text; // "09:30 and 17:00", "every 15 minutes"
    bool areTimes = false; // of the day, that "at" goes before

    static TimeWords of(const Fields &fields);
};

// On which days.
struct DayWords
{
    QString every; // "every weekday", to stand before a time; empty when there is no such way to say it
    QString on; // "on weekdays", to stand behind; empty for all days

    static DayWords of(const Fields &fields);
};

} // namespace once::detail
