// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/timeaxis.h>
#include <once/timescale.h>

namespace once {

// What the axis shows of the stretch of time in view.
struct AxisPicture
{
    struct Mark
    {
        double x = 0;
        QString text;
    };

    QList<Mark> ticks; // text is empty where there is no room for it
    QList<Mark>
        periods; // the days above hours, or the months above days; the first one is the one that has begun
    QList<Mark> clockChanges; // none where a pixel is worth hours
};

// `leastApart` are the pixels that a tick's text takes.
AxisPicture axisOf(const TimeScale &scale, double width, double leastApart, const QTimeZone &zone);

} // namespace once
