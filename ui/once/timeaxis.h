// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>
#include <QTimeZone>

namespace once {

// How far apart the ticks of an axis are. Steps below a day are counted on the clock on the wall, so that
// they fall on whole hours whatever daylight saving does.
struct TickStep
{
    enum class Unit { Clock, Days, Months, Years };

    Unit unit = Unit::Years;
    qint64 count = 1; // of Clock: microseconds

    qint64 lengthUs() const; // about: months differ
    TickStep parent() const; // of the level above: the day above hours, the minute above what is below a second
    bool operator==(const TickStep &) const = default;
};

// The smallest step whose ticks are at least so far apart.
TickStep tickStep(qint64 leastUs);

// The ticks between two moments, both included. An hour that daylight saving leaves out has none, and one
// that comes twice has two; a day begins with its first moment.
QList<qint64> ticksBetween(qint64 fromUs, qint64 toUs, const TickStep &step, const QTimeZone &zone);

// The last tick at or before a moment.
qint64 tickAt(qint64 us, const TickStep &step, const QTimeZone &zone);

QString tickText(qint64 us, const TickStep &step, const QTimeZone &zone); // "02:14", "Sat 21", "Nov"
QString periodText(qint64 us, const TickStep &step, const QTimeZone &zone); // "Sat 21 Nov 2026", "Nov 2026"

struct ClockChange
{
    qint64 us = 0;
    QString text; // "+1 h", "−1 h"

    bool operator==(const ClockChange &) const = default;
};

QList<ClockChange> clockChanges(qint64 fromUs, qint64 toUs, const QTimeZone &zone);

} // namespace once
