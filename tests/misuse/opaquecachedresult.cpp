// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: what a cached function returns is kept, so it must be JSON-able
#include <once/memory.h>

using namespace once;

struct Opaque
{
    int number;
};

Opaque make(int number) { return {number}; }

void sample(const Memory &memory)
{
    memory.cache(QStringLiteral("make"), make);
}
