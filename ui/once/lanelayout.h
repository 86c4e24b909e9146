// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/lanes.h>

#include <QFontMetrics>

namespace once {

// Where each lane is from top to bottom, and each row of bars in it. Pixels below the axis. A value.
class LaneLayout
{
public:
    static constexpr int failureStrip = 3; // at the top of each lane
    static constexpr int skipStrip = 4; // at its bottom

    LaneLayout() = default;
    LaneLayout(const Lanes &lanes, const QFontMetrics &metrics);

    int height() const { return m_tops.back(); }
    int top(std::size_t lane) const { return m_tops[lane]; }
    int height(std::size_t lane) const { return m_tops[lane + 1] - m_tops[lane]; }
    int laneAt(int y) const; // -1 for none

    int stripTop(std::size_t lane) const { return top(lane) + 3; }
    int barTop(std::size_t lane, int stacked) const; // of stacked 8, where "+n" is
    int barHeight(std::size_t lane) const { return m_bars[lane].height; }
    int rows(std::size_t lane) const { return m_bars[lane].rows; }
    int stackedAt(std::size_t lane, int y) const; // the row of bars that is nearest
    int skipTop(std::size_t lane) const { return top(lane) + height(lane) - skipStrip - 2; }

private:
    struct Bars
    {
        int height = 0, rows = 1;
    };

    std::vector<int> m_tops{0}; // and the end of the last
    std::vector<Bars> m_bars;
};

} // namespace once
