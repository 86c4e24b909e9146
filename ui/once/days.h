// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDate>
#include <QTimeZone>

#include <vector>

namespace once {

// The days of a zone from one to another, whatever clocks are set to within them. A value.
class Days
{
public:
    explicit Days(QTimeZone zone = QTimeZone::systemTimeZone()) : m_zone(std::move(zone)) { }

    int count() const { return std::max(0, int(m_starts.size()) - 1); }
    QDate date(int day) const { return m_first.addDays(day); }
    int dayOf(qint64 us) const; // of a moment since 1970; -1 when it is not among them

    void cover(qint64 us); // takes in the day of a moment, and all between

private:
    QTimeZone m_zone;
    QDate m_first;
    std::vector<qint64> m_starts; // of each, and the end of the last
    mutable std::size_t m_found = 0; // the day that was asked for last: nearly always the next one, too
};

} // namespace once
