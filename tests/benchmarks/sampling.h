// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include "benchmark.h"

namespace bench {

double wallSeconds();
double threadSeconds(); // processor time of this thread: for what happens in one thread, on a busy machine
double processSeconds(); // processor time of all threads

// Makes the compiler believe that the value is looked at.
template <typename T>
void keep(const T &value)
{
    asm volatile("" : : "r,m"(value) : "memory");
}

// One sample: nanoseconds of this thread's time for each of so many calls.
template <typename Function>
double nanosecondsEach(int calls, Function &&function)
{
    const double before = threadSeconds();
    for (int i = 0; i < calls; ++i)
        function();
    return (threadSeconds() - before) * 1e9 / calls;
}

using Sampler = std::function<double()>;

struct LimitSampler
{
    QString what;
    Sampler sample;
};

// Ours, the limits, ours, the limits, ...: so that what else the machine does hits all of them alike. Each is
// run once before anything counts.
Measured sampleInTurns(int repeat, const Sampler &ours, const std::vector<LimitSampler> &limits = {});

} // namespace bench
