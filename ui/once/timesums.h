// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <vector>

namespace once {

// Times in ascending order, in microseconds. What is kept is their running sum, 8 bytes each: a time is the
// difference of two neighbours, and the sum of many is one subtraction as well. The sums wrap around, which
// the differences do not mind. A value.
class TimeSums
{
public:
    std::size_t size() const { return m_sums.size() - 1; }
    qint64 at(std::size_t place) const { return qint64(m_sums[place + 1] - m_sums[place]); }
    quint64 sumBefore(std::size_t place) const { return m_sums[place]; } // modulo 2^64

    void reserve(std::size_t size) { m_sums.reserve(size + 1); }
    void append(qint64 us) { m_sums.push_back(m_sums.back() + quint64(us)); } // not below the last
    std::size_t insert(qint64 us); // behind its equals; costs what comes after it, and tells its place
    void remove(qint64 us); // one that is there

    // The first place whose time is not below `us`. Looks from `from` on in steps that double, so that
    // whoever goes through many times in order pays for the distances alone.
    std::size_t firstNotBelow(qint64 us, std::size_t from = 0) const;

private:
    std::vector<quint64> m_sums{0};
};

} // namespace once
