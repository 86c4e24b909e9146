// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The same with a remark, and with a function that has nothing to do with it.
int unrelated(int value);
int unrelated(int value) { return value * 99; }

#define ADDED 1
#include "app.h"
