// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/lanes.h>
#include <once/slottable.h>

namespace once {

// The slots as the timeline draws them: each on the lane of the work that ran with it. What did not run is on those
// of the works that ran with others of its schedule, or else on that of the flow. `flows` is the flow of each
// schedule, HistoryWork::id.
QList<TimelineSlot> timelineSlots(const SlotTable &slots, const RunTable &runs, const QHash<QString, qint32> &flows);

} // namespace once
