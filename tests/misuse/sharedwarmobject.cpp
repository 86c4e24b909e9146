// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: a warm object has one owner
#include <once/warm.h>

void sample()
{
    once::Warm<int> number{[] { return std::make_shared<int>(1); }};
}
