// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/lanepicture.h>

namespace once {

namespace {

constexpr int widthPerBar = 2; // pixels: with less for each, runs are summed up
constexpr double thin = 6, beyond = 8; // pixels

} // namespace

LaneBar barOf(const Lane &lane, std::size_t place, const RunTable &runs, const TimeScale &scale, double width,
              qint64 nowUs)
{
    const quint32 row = lane.sums.row(place);
    const RunSpan span = spanOf(runs.at(row));
    const auto at = [&](qint64 us) { return std::clamp(scale.x(us), -beyond, width + beyond); };
    return {row, lane.sums.stacked(place), at(span.startUs), at(span.endBy(nowUs))};
}

LanePicture pictureOf(const Lane &lane, const RunTable &runs, const TimeScale &scale,
                      const std::vector<qint64> &edges, qint64 nowUs)
{
    LanePicture picture;
    const double width = double(edges.size() - 1);
    if (lane.sums.size() == 0)
        return picture;
    if (lane.sums.countTouching(edges.front(), edges.back()) * widthPerBar > qint64(width)) {
        picture.isSummed = true;
        lane.sums.columns(edges, nowUs, picture.columns);
        return picture;
    }
    for (const std::size_t place : lane.sums.placesTouching(edges.front(), edges.back(), runs))
        picture.bars.push_back(barOf(lane, place, runs, scale, width, nowUs));
    return picture;
}

const LaneBar *LanePicture::barAt(double x, int stacked) const
{
    const LaneBar *found = nullptr;
    for (const LaneBar &bar : bars) {
        const double reach = std::max(0.0, (thin - (bar.right - bar.left)) / 2);
        if (bar.stacked != stacked || x < bar.left - reach || x > bar.right + reach)
            continue;
        if (!found || bar.right - bar.left < found->right - found->left)
            found = &bar;
    }
    return found;
}

} // namespace once
