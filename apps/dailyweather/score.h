// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include "forecast.h"

namespace weather {

inline constexpr int warmUp = 30; // days: a forecast that learnt from fewer is not scored

// How far off the forecasts were, in sums that move on by a day.
struct Score
{
    int days = 0; // scored
    double error = 0; // sum of the absolute errors in degrees Celsius
    double likeTodayError = 0; // the same for "tomorrow is like today"
};
ONCE_DESCRIBE(Score, days, error, likeTodayError)

struct Extreme
{
    QString day;
    double temperature = 0; // degrees Celsius
};
ONCE_DESCRIBE(Extreme, day, temperature)

// What is known of a week, Monday to Sunday.
struct Week
{
    QString monday, lastDay;
    int days = 0, rainyDays = 0;
    double rain = 0; // mm
    Extreme warmest, coldest;
    int forecasts = 0;
    double error = 0; // sum of the absolute errors in degrees Celsius
};
ONCE_DESCRIBE(Week, monday, lastDay, days, rainyDays, rain, warmest, coldest, forecasts, error)

// With one more day. A forecast of the warm-up, for another day, or for none leaves the score as it was.
Score scored(Score score, const Forecast &forecast, const Record &record);
// The same for the week; a record of another week begins that one.
Week extended(Week week, const Forecast &forecast, const Record &record);

// "mean absolute error: 2.08 C (tomorrow is like today: 2.24 C) over 1428 days"
QString summary(const Score &score);
// Some lines for people.
QString report(const Week &week);

bool isSunday(const QString &day);

} // namespace weather
