// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/lanelayout.h>

#include <once/lanestack.h>

namespace once {

namespace {

constexpr int aboveBars = 3 + LaneLayout::failureStrip + 1, belowBars = 1 + LaneLayout::skipStrip + 2;
constexpr int fewRows = 4, thinBar = 7; // so many rows are as high as a single one
constexpr int between = 2;

} // namespace

LaneLayout::LaneLayout(const Lanes &lanes, const QFontMetrics &metrics)
{
    const int bar = std::max(16, metrics.height());
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        if (lanes.at(lane).title.isTitle()) {
            m_bars.push_back({});
            m_tops.push_back(m_tops.back() + metrics.height() + 6);
            continue;
        }
        const int depth = lanes.at(lane).sums.depth();
        const Bars bars{depth <= fewRows ? bar : thinBar, std::min(depth, LaneStack::most)};
        const int overflow = depth > LaneStack::most ? metrics.height() : 0;
        m_bars.push_back(bars);
        m_tops.push_back(m_tops.back() + aboveBars + bars.rows * (bars.height + between) - between + overflow
                         + belowBars);
    }
}

int LaneLayout::laneAt(int y) const
{
    if (y < 0 || y >= height())
        return -1;
    return int(std::ranges::upper_bound(m_tops, y) - m_tops.begin()) - 1;
}

int LaneLayout::barTop(std::size_t lane, int stacked) const
{
    return top(lane) + aboveBars + stacked * (barHeight(lane) + between);
}

int LaneLayout::stackedAt(std::size_t lane, int y) const
{
    return std::clamp((y - top(lane) - aboveBars) / (barHeight(lane) + between), 0, rows(lane) - 1);
}

} // namespace once
