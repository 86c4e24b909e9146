// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/array.h>

#include <support/runsfile.h>

// Functions whose computations are noted in the file of runs.

inline qint64 square(qint64 x)
{
    noteRun("square");
    return x * x;
}

inline QString longText(int length)
{
    noteRun("text");
    return QString(length, QLatin1Char('x'));
}

inline once::Array<double> ramp(int length) // 0, 1, 2, ...
{
    noteRun("ramp");
    once::Array<double> numbers({length});
    for (int i = 0; i < length; ++i)
        numbers.edit(i) = i;
    return numbers;
}
