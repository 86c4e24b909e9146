// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/schedule.h>

#include <functional>

namespace once::detail {

// A slot that is due, and not decided yet.
struct DueSlot
{
    Nominal nominal;
    Instant due; // with its jitter
};

// How things stand when slots are found due.
struct Circumstances
{
    Instant now;
    Instant paused;             // since when; "not yet" when it is not
    Instant busyFrom, busyTo;   // when a run of the slot before was under way; Instant::max() while it is
    RunId busyRun = 0;          // 0: none was
    std::function<std::optional<QString>(const Nominal &)> exclusion;
};

// What is to become of slots that are due.
struct Judgement
{
    std::vector<SlotRecord> rejected; // decided for good
    std::vector<SlotRecord> accepted; // to run, in this order
    bool wereTooMany = false;         // so that only the latest was accepted of those that were missed
};

// Decides by the schedule's policies; `due` ascends. The records have no schedule, zone and time of decision yet.
Judgement judge(const Schedule &schedule, const std::vector<DueSlot> &due, const Circumstances &circumstances);

inline constexpr int mostUnasked = 10; // missed slots that all run without a `max`

} // namespace once::detail
