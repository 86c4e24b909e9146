// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/flowclock.h>

#include <once/detail/files/content.h>
#include <once/detail/tree/runtime.h>
#include <once/detail/values/zonerules.h>

#include <stdexcept>

namespace once {

using namespace Qt::StringLiterals;
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

std::optional<Slot> FlowClock::slot(const QString &rule, const QByteArray &zone) const
{
    return slot(Schedule{.rule = rule, .zone = zone});
}

std::optional<Slot> FlowClock::slot(const Schedule &schedule) const { return m_runtime->slot(*m_flow, schedule); }

std::optional<Slot> FlowClock::every(seconds step, Instant anchor) const
{
    const QString from = anchor == Instant() ? QString() : u" from "_s + toDateTime(anchor, QTimeZone::utc()).toString(Qt::ISODate);
    return slot(u"every %1s%2"_s.arg(step.count()).arg(from));
}

QList<Slot> FlowClock::slotsDue(const QString &rule, const QByteArray &zone, Instant after) const
{
    constexpr int most = 1000;
    const Rule parsed(rule);
    const QTimeZone in = zone.isEmpty() ? m_runtime->zone : zoneOf(zone);
    QList<Slot> due;
    auto nominal = parsed.next(after, in);
    for (; nominal && nominal->due <= m_runtime->tick.time && due.size() < most; nominal = parsed.next(nominal->due, in)) {
        due.append(Slot(rule, nominal->text(), in.id()));
        due.back().due = nominal->due;
    }
    if (nominal)
        m_runtime->wakeAt(std::max(nominal->due, m_runtime->tick.time));
    return due;
}

qint64 FlowClock::manual(const QString &name) const { return m_runtime->manual(*m_flow, name); }

QString FlowClock::fileVersion(const QString &path) const
{
    m_runtime->watch(*m_flow, path);
    const auto content = detail::contentOfFile(path);
    return content ? content->digest.toHex() : QString();
}

QTimeZone FlowClock::zone() const
{
    return m_runtime->zone;
}

} // namespace once
