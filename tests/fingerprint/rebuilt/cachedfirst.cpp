// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#define ADDED 1
#include "cached.h"
