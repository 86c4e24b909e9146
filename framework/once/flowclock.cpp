// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/flowclock.h>

#include <once/detail/tree/runtime.h>
#include <once/detail/values/zonerules.h>

#include <stdexcept>

namespace once {

using namespace std::chrono;

Instant FlowClock::now() const
{
    m_runtime->stayAwake(); // it is another one in the next tick
    return m_runtime->tick.time;
}

QString FlowClock::day(const QTimeZone &zone, minutes turn) const
{
    if (!zone.isValid() || turn < 0min || turn >= 24h)
        throw std::logic_error("once: clock().day() needs a zone that exists, and a turn from 0:00 to 23:59");
    const auto rules = detail::ZoneRules::of(zone);
    const Instant time = m_runtime->tick.time;
    const auto begins = [&](local_days day) { return rules->moments(day + turn).first; };
    local_days day = floor<days>(rules->wallTime(time)) + days(1);
    while (begins(day) > time)
        day -= days(1);
    m_runtime->wakeAt(begins(day + days(1)));
    return QDate(1970, 1, 1).addDays(day.time_since_epoch().count()).toString(Qt::ISODate);
}

QString FlowClock::bucket(Microseconds size) const
{
    if (size <= Microseconds())
        throw std::logic_error("once: clock().bucket() needs a size above 0");
    const Instant time = m_runtime->tick.time;
    Microseconds into = time.time_since_epoch() % size;
    if (into < Microseconds()) // before 1970
        into += size;
    m_runtime->wakeAt(time - into + size);
    return toIso(time - into);
}

bool FlowClock::at(Instant due) const
{
    if (m_runtime->tick.time >= due)
        return true;
    m_runtime->wakeAt(due);
    return false;
}

QTimeZone FlowClock::zone() const
{
    return m_runtime->zone;
}

} // namespace once
