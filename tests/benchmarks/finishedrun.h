// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

namespace bench {

// Puts what a finished run leaves behind: its row, and its call, which is another one for each id.
once::Run putFinishedRun(once::Store &store, once::RunId id, const QString &work);

// The same until there are so many runs, with the work's own row.
void putFinishedRuns(once::Store &store, once::RunId runs, const QString &work);

// A store with so many finished runs of "root.work".
std::unique_ptr<once::Store> openAged(const QString &folder, once::RunId runs);

} // namespace bench
