// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/axispicture.h>

namespace once {

AxisPicture axisOf(const TimeScale &scale, double width, double leastApart, const QTimeZone &zone)
{
    AxisPicture axis;
    const TickStep step = tickStep(qint64(leastApart * scale.usPerPixel())), parent = step.parent();
    double textEnd = -leastApart;
    const auto addPeriod = [&](qint64 us) {
        const QString text = periodText(us, parent, zone);
        if (axis.periods.isEmpty() || axis.periods.last().text != text)
            axis.periods.append({scale.x(us), text});
    };
    for (const IdleGap &part : scale.straightParts(0, width)) {
        if (step != parent)
            addPeriod(part.fromUs);
        for (const qint64 us : ticksBetween(part.fromUs, part.toUs, step, zone)) {
            const double x = scale.x(us);
            const bool hasRoom = x >= textEnd && (x + leastApart <= scale.x(part.toUs) || part.toUs >= scale.us(width));
            axis.ticks.append({x, hasRoom ? tickText(us, step, zone) : QString()});
            if (hasRoom)
                textEnd = x + leastApart * 0.9;
        }
        for (const qint64 us : step == parent ? QList<qint64>() : ticksBetween(part.fromUs, part.toUs, parent, zone))
            addPeriod(us);
    }
    for (const ClockChange &change : clockChanges(scale.us(0), scale.us(width), zone))
        axis.clockChanges.append({scale.x(change.us), change.text});
    return axis;
}

} // namespace once
