// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "curve.h"

#include <limits>

namespace weather {

Curve extended(Curve curve, const Forecast &forecast, const Record &record)
{
    const bool isForThisDay = forecast.day == record.day;
    curve.lastDay = record.day;
    curve.forecast.push_back(isForThisDay ? forecast.maximum : std::numeric_limits<double>::quiet_NaN());
    curve.observed.push_back(record.maximum);
    if (curve.observed.size() > std::size_t(curveDays)) {
        curve.forecast.erase(curve.forecast.begin());
        curve.observed.erase(curve.observed.begin());
    }
    return curve;
}

} // namespace weather
