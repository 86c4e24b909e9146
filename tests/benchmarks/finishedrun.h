// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

namespace bench {

// Puts what a finished run leaves behind: its row, and its call, which is another one for each id.
once::Run putFinishedRun(once::Store &store, once::RunId id, const QString &work);

} // namespace bench
