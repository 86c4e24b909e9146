// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/query.h>

namespace once::detail {

// The newest runs that match, newest first. Linear in the runs looked at.
QList<RunRow> newestRuns(History &history, const Query &query, int most);

} // namespace once::detail
