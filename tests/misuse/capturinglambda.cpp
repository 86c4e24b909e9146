// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: a lambda that captures, or an object with values of its own, is cached only with what of it counts
#include <once/memory.h>

using namespace once;

void sample(const Memory &memory, double factor)
{
    memory.cache(QStringLiteral("scale"), [factor](double x) { return factor * x; });
}
