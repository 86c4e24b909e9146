// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

namespace once {

// The whole main() of the program `once`: the commands of every app, for any app or history file. Returns the
// exit code; prints to stdout what was asked for, and to stderr why it cannot be had.
//
// The app is the one named by -f FILE, -a APP or $ONCE_APP, else the only one that runs, else the one whose
// history.db lies in this folder.
int commandLine(int argc, char *argv[]);

} // namespace once
