// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/axispicture.h>

namespace once {

AxisPicture axisOf(const TimeScale &scale, double width, double leastApart, const QTimeZone &zone)
{
    AxisPicture axis;
    const TickStep step = tickStep(qint64(leastApart * scale.usPerPixel())), parent = step.parent();
    const TickStep labelStep =
        step.unit == TickStep::Unit::Clock ? TickStep{TickStep::Unit::Clock, 60'000'000} : step;
    double textEnd = -leastApart;
    qsizetype texts = 0;
    const auto addPeriod = [&](qint64 us) {
        const QString text = periodText(us, parent, zone);
        if (axis.periods.isEmpty() || axis.periods.last().text != text)
            axis.periods.append({scale.x(us), text});
    };
    const bool isFolded = !scale.folds().empty();
    for (const IdleGap &part : scale.straightParts(0, width)) {
        const double partX = scale.x(part.fromUs),
                     partEnd = part.toUs >= scale.us(width) ? 2 * width : scale.x(part.toUs);
        const qsizetype textsBefore = texts;
        if (step != parent)
            addPeriod(part.fromUs);
        for (const qint64 us : ticksBetween(part.fromUs, part.toUs, step, zone)) {
            const double x = scale.x(us);
            const bool hasRoom = x >= textEnd && x + leastApart * 0.9 <= partEnd;
            axis.ticks.append({x, hasRoom ? tickText(us, step, zone) : QString()});
            texts += hasRoom;
            if (hasRoom)
                textEnd = x + leastApart * 0.9;
        }
        if (isFolded && texts == textsBefore
            && partX + leastApart * 0.55 <= partEnd) // no tick fell in between
            axis.ticks.append({partX, tickText(part.fromUs, labelStep, zone)});
        for (const qint64 us :
             step == parent ? QList<qint64>() : ticksBetween(part.fromUs, part.toUs, parent, zone))
            addPeriod(us);
    }
    if (step.unit != TickStep::Unit::Clock && step.unit != TickStep::Unit::Days)
        return axis; // an hour could not be seen
    for (const ClockChange &change : clockChanges(scale.us(0), scale.us(width), zone))
        axis.clockChanges.append({scale.x(change.us), change.text});
    return axis;
}

} // namespace once
