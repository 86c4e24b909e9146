// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: a cached function takes its arguments by value or by const reference
#include <once/memory.h>

using namespace once;

void half(double &x) { x /= 2; }

void sample(const Memory &memory)
{
    memory.cache(QStringLiteral("half"), half);
}
