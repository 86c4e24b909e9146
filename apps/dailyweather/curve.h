// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include "forecast.h"

namespace weather {

inline constexpr int curveDays = 60;

// The last days' maxima in degrees Celsius, as they were forecast and as they came; both are equally long and end
// with `lastDay`. NaN where there was no forecast.
struct Curve
{
    QString lastDay;
    std::vector<double> forecast, observed;
};
ONCE_DESCRIBE(Curve, lastDay, forecast, observed)

// With one more day; the oldest goes when there are more than curveDays.
Curve extended(Curve curve, const Forecast &forecast, const Record &record);

} // namespace weather
