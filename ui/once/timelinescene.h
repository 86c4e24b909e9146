// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/axispicture.h>
#include <once/historyreader.h>
#include <once/lanelayout.h>
#include <once/lanepicture.h>

#include <QHash>
#include <QPalette>
#include <QSet>

#include <functional>

namespace once {

// What the user has chosen and what is known beside the rows, for the painter.
struct TimelineMarks
{
    RunId current = 0;
    QSet<RunId> chain; // the critical path; all else is dimmed when it is not empty
    qint64 rangeFromUs = 0, rangeToUs = 0; // chosen on the axis; equal for none
    QHash<RunId, QList<Attempt>> attempts;
    QHash<RunId, QString> summaries; // of results and errors
};

// Everything that one picture of the timeline is made of. Lives while that is painted.
struct TimelineScene
{
    const Lanes &lanes;
    const LaneLayout &layout;
    const TimeScale &scale;
    const TimelineMarks &marks;
    std::function<const LanePicture &(std::size_t)> picture; // of a lane

    QRect ground; // all of it
    int titleWidth = 0, axisHeight = 0, scrolled = 0; // pixels
    qint64 nowUs = 0;
    bool isLive = false, hasFocus = false;
    QTimeZone zone;
    QPalette palette;

    QRect body() const { return ground.adjusted(titleWidth, axisHeight, 0, 0); } // where the bars are
};

} // namespace once
