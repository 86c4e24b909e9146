// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/lanes.h>
#include <once/timescale.h>

namespace once {

// A run as it is drawn.
struct LaneBar
{
    quint32 row = 0; // in the table
    quint8 stacked = 0; // the row within the lane, see LaneStack
    double left = 0, right = 0; // pixels; what is outside of the view is cut off a little beyond it
};

// What a lane shows of the stretch of time in view: its runs, or what each pixel's width of them sums up to
// when there are too many to tell apart.
struct LanePicture
{
    bool isSummed = false;
    std::vector<LaneBar> bars; // by start
    std::vector<LaneColumn> columns; // when it is summed

    const LaneBar *barAt(double x,
                         int stacked) const; // the shortest there; those that are thin reach a little farther
};

// `edges` are the times at the pixels' edges, from the left to the right one.
LanePicture pictureOf(const Lane &lane, const RunTable &runs, const TimeScale &scale,
                      const std::vector<qint64> &edges, qint64 nowUs);

// Of a run at any place: where it would be.
LaneBar barOf(const Lane &lane, std::size_t place, const RunTable &runs, const TimeScale &scale, double width,
              qint64 nowUs);

} // namespace once
