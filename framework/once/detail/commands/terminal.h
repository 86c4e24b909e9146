// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>

namespace once::detail {

bool isTerminal(FILE *stream);
int terminalWidth(FILE *stream); // in columns; 80 where it cannot be told
bool wantsColour(FILE *stream); // it is a terminal that can, and NO_COLOR is not set

} // namespace once::detail
