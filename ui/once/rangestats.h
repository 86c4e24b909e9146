// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/lanesums.h>

namespace once {

// What happened in a stretch of time: of the runs that started in it, as `since:` and `until:` find them.
struct RangeStats
{
    struct OfWork
    {
        qint32 work = 0; // HistoryWork::id
        qint64 runs = 0, failures = 0, busyUs = 0;
        qint64 p50Us = 0, p95Us = 0; // of those that have ended: half took no longer, and 95 of 100
    };

    qint64 runs = 0, failures = 0, busyUs = 0;
    std::vector<OfWork> works; // the busiest first
};

// The second moment is excluded. What still runs has lasted until `nowUs`.
RangeStats statsOf(const std::vector<const LaneSums *> &lanes, const RunTable &runs, qint64 fromUs,
                   qint64 toUs, qint64 nowUs);

// The smallest of the values that so many of a hundred do not exceed. They are put in another order; not
// empty.
qint64 percentile(std::vector<qint64> &values, int percent);

} // namespace once
