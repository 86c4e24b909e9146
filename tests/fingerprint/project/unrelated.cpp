// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "parts.h"

#include <cstring>

// Nothing of this is reached from work().
static const char *const label = "unrelated label";

int unrelatedWork(int value);
int unrelatedWork(int value)
{
    return clamped(value) + int(std::strlen(label)) + 100;
}
