// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

namespace once {

// For a program that cannot do what it was asked for: prints three lines to stderr, what happened, why, and
// what to try, as the framework's own commands do. Returns the exit code for main(); 2 is that of one that was
// asked wrongly.
int refuse(const QString &happened, const QString &why, const QString &attempt, int exitCode = 2);

// 3: nothing is there; 7: in use, or no permission; 8: damaged, of a newer version, or no history; else 1.
int refuse(const StoreError &error);

} // namespace once
