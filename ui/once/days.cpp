// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/days.h>

#include <once/instant.h>

#include <algorithm>

namespace once {

namespace {

// A day that a zone has left out begins when the next one does.
qint64 startOf(QDate date, const QTimeZone &zone)
{
    QDateTime start = date.startOfDay(zone);
    while (!start.isValid())
        start = (date = date.addDays(1)).startOfDay(zone);
    return toMicroseconds(fromDateTime(start));
}

} // namespace

int Days::dayOf(qint64 us) const
{
    const auto isIn = [&](std::size_t day) {
        return day + 1 < m_starts.size() && m_starts[day] <= us && us < m_starts[day + 1];
    };
    if (isIn(m_found))
        return int(m_found);
    const auto next = std::ranges::upper_bound(m_starts, us);
    if (next == m_starts.begin() || next == m_starts.end())
        return -1;
    m_found = std::size_t(next - m_starts.begin()) - 1;
    return int(m_found);
}

void Days::cover(qint64 us)
{
    const QDate date = toDateTime(fromMicroseconds(us), m_zone).date();
    const QDate last = count() ? std::max(date, this->date(count() - 1)) : date;
    if (!count() || date < m_first) {
        m_starts.clear();
        m_first = date;
    }
    for (qint64 day = qint64(m_starts.size()); m_first.addDays(day) <= last.addDays(1); ++day)
        m_starts.push_back(startOf(m_first.addDays(day), m_zone));
}

} // namespace once
