// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/history.h>

#include <limits>

namespace once {

// The end of what has not ended. Later than all times.
constexpr qint64 openEnd = std::numeric_limits<qint64>::max();

// When a run took place, in microseconds since 1970. With retries it is the last attempt's time.
struct RunSpan
{
    qint64 startUs = 0, endUs = 0; // endUs is not below startUs

    bool isOpen() const { return endUs == openEnd; }
    qint64 endBy(qint64 nowUs) const { return isOpen() ? std::max(startUs, nowUs) : endUs; }
    bool operator==(const RunSpan &) const = default;
};

// It has a place in time: what only waits has none yet.
inline bool hasBegun(const RunRow &row) { return row.status == Status::Running || isFinished(row.status); }

// A run that ended before it began, or of which nobody saw the end, has no length.
inline RunSpan spanOf(const RunRow &row)
{
    const qint64 known = row.finishedUs ? row.finishedUs : row.queuedUs;
    const qint64 startUs = row.startedUs ? row.startedUs : known;
    if (!isFinished(row.status))
        return {startUs, openEnd};
    return {startUs, std::max(startUs, row.finishedUs)};
}

inline bool isFailure(Status status)
{
    return status == Status::Failed || status == Status::TimedOut || status == Status::Lost;
}

} // namespace once
