// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timesums.h>

#include <limits>

namespace once {

std::size_t TimeSums::firstNotBelow(qint64 us, std::size_t from) const
{
    std::size_t step = 1, to = from;
    while (to < size() && at(to) < us) {
        from = to + 1;
        to += step;
        step *= 2;
    }
    to = std::min(to, size());
    while (from < to) {
        const std::size_t middle = from + (to - from) / 2;
        if (at(middle) < us)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

std::size_t TimeSums::insert(qint64 us)
{
    const bool isLast = size() == 0 || at(size() - 1) <= us;
    const std::size_t place =
        isLast || us == std::numeric_limits<qint64>::max() ? size() : firstNotBelow(us + 1);
    m_sums.insert(m_sums.begin() + qptrdiff(place), m_sums[place]);
    for (std::size_t later = place + 1; later < m_sums.size(); ++later)
        m_sums[later] += quint64(us);
    return place;
}

void TimeSums::remove(qint64 us)
{
    const std::size_t place = firstNotBelow(us);
    m_sums.erase(m_sums.begin() + qptrdiff(place));
    for (std::size_t later = place; later < m_sums.size(); ++later)
        m_sums[later] -= quint64(us);
}

} // namespace once
