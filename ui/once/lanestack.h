// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/runspan.h>

#include <array>

namespace once {

// Lays runs that overlap beneath each other: each takes the first row of its lane that is free when it
// starts. With starts in ascending order that needs as many rows as run at once, and no more. A value.
class LaneStack
{
public:
    static constexpr int most = 8; // rows; what finds none free gets row 8, and is counted as "+n"

    quint8 place(const RunSpan &span) // not starting before the one placed last
    {
        quint8 row = 0;
        while (row < most && m_ends[row] > span.startUs)
            ++row;
        put(row, span);
        return row;
    }

    // What was placed before, to go on from there.
    void put(quint8 row, const RunSpan &span)
    {
        if (row < most)
            m_ends[row] = std::max(m_ends[row], span.endUs);
    }

private:
    std::array<qint64, most> m_ends{};
};

} // namespace once
