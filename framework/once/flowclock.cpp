// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/flowclock.h>

#include <once/detail/tree/runtime.h>

namespace once {

namespace {

QDate localDate(Instant instant, const QTimeZone &zone)
{
    return toDateTime(instant, zone).date();
}

} // namespace

Instant FlowClock::now() const
{
    m_runtime->stayAwake(); // it is another one in the next tick
    return m_runtime->tick.time;
}

QString FlowClock::today() const
{
    const Instant time = m_runtime->tick.time;
    m_runtime->wakeAt(nextMidnight(time, zone()));
    return localDate(time, zone()).toString(Qt::ISODate);
}

QTimeZone FlowClock::zone() const
{
    return m_runtime->zone;
}

// By bisection over UTC, since only the way from UTC to local time is free of gaps and folds.
Instant nextMidnight(Instant after, const QTimeZone &zone)
{
    using namespace std::chrono_literals;
    const QDate today = localDate(after, zone);
    qint64 before = toMicroseconds(after) / 1'000'000;
    qint64 beyond = before + 60 * 60 * 50; // no local day is longer than two
    while (beyond - before > 1) {
        const qint64 middle = before + (beyond - before) / 2;
        (localDate(fromMicroseconds(middle * 1'000'000), zone) == today ? before : beyond) = middle;
    }
    return fromMicroseconds(beyond * 1'000'000);
}

} // namespace once
