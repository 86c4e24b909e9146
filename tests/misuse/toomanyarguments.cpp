// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: too many arguments for this cached function
#include <once/memory.h>

using namespace once;

double half(double x) { return x / 2; }

void sample(const Memory &memory)
{
    memory.cache(QStringLiteral("half"), half)(1, 2);
}
