// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: a pointer cannot be a prop, because its address says nothing about the value behind it
#include <once/memory.h>

using namespace once;

double applied(double (*function)(double), double x) { return function(x); }

double half(double x) { return x / 2; }

void sample(const Memory &memory)
{
    memory.cache(QStringLiteral("applied"), applied)(half, 1);
}
