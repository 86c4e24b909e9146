// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
static int counter = 1;

#define ADDED counter++
#include "app.h"
