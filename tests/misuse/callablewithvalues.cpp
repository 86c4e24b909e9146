// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: a lambda that captures, or an object with values of its own, is cached only with what of it counts
#include <once/memory.h>

using namespace once;

struct Scale
{
    double factor;
    double operator()(double x) const { return factor * x; }
};

void sample(const Memory &memory)
{
    memory.cache(QStringLiteral("scale"), Scale{2});
}
