// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include "records.h"

#include <array>

// A forecast of tomorrow's maximum: ridge regression on the last days and the season. What is learnt is
// the change from today, so that as long as nothing is known, tomorrow is like today.
//
// All days so far are kept as the sums that least squares needs, and no more: one more day costs the same
// on the first day as after a hundred years, and the fit is that of all days. Equal days give equal bits.
namespace weather {

inline constexpr int lags = 3; // how many days back the forecast looks
inline constexpr int inputs = 11; // see inputsOf()
inline constexpr double ridge = 3; // how many days of evidence speak for "like today"

using Inputs = std::array<double, inputs>;

// The sums over all days learnt, and the days from which the next forecast is made. About 1 KiB.
struct Statistics
{
    std::array<double, inputs * inputs> normal{}; // sum of x x', by columns
    Inputs response{}; // sum of x y, where y is the change of the maximum
    std::vector<Record> lastDays; // without a gap, at most `lags`, the latest last
    int days = 0; // learnt from
};
ONCE_DESCRIBE(Statistics, normal, response, lastDays, days)

struct Forecast
{
    QString day; // the day it is for; empty while there are too few days in a row
    double maximum = 0; // degrees Celsius
    double likeToday = 0; // the maximum of the day before: what one would say without a model
    int learntFrom = 0; // days
};
ONCE_DESCRIBE(Forecast, day, maximum, likeToday, learntFrom)

// With one more clean record. After a gap in the days, the last days are gathered anew.
Statistics learnt(Statistics statistics, const Record &record);

// For the day after the last one learnt.
Forecast forecast(const Statistics &statistics);

// What the change of the maximum on the day after `lastDays` depends on: one, the last maxima, the last
// minimum, rain and wind, and the season as a year's and a half year's wave. Each is about one in size.
Inputs inputsOf(const std::vector<Record> &lastDays);

// The solution of (normal + penalty I) x = response, the weight of each input.
Inputs weights(const Statistics &statistics, double penalty = ridge);

} // namespace weather
