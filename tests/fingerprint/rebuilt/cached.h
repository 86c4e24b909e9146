// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/memory.h>

#include <cstdio>

// A cached function, built more than once: what comes before this is what differs.
int leaf(int value);
int leaf(int value) { return value + ADDED; }

int adds(int value);
int adds(int value) { return 10 * leaf(value); }

int main(int, char *argv[])
{
    const once::Memory memory(QString::fromLocal8Bit(argv[1]));
    const auto cached = memory.cache(QStringLiteral("adds"), adds);
    std::puts(qPrintable(cached.explain(1)));
    std::printf("%d\n", cached(1));
}
