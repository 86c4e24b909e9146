// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "sampling.h"

#include <algorithm>
#include <ctime>

namespace bench {

namespace {

double seconds(clockid_t clock)
{
    timespec time;
    clock_gettime(clock, &time);
    return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

} // namespace

double wallSeconds() { return seconds(CLOCK_MONOTONIC); }

double threadSeconds() { return seconds(CLOCK_THREAD_CPUTIME_ID); }

double processSeconds() { return seconds(CLOCK_PROCESS_CPUTIME_ID); }

double Series::min() const { return *std::ranges::min_element(samples); }

double Series::median() const
{
    std::vector<double> sorted = samples;
    const auto middle = sorted.begin() + std::ptrdiff_t(sorted.size() / 2);
    std::ranges::nth_element(sorted, middle);
    return *middle;
}

Measured sampleInTurns(int repeat, const Sampler &ours, const std::vector<LimitSampler> &limits)
{
    Measured measured;
    for (const LimitSampler &limit : limits)
        measured.limits.push_back({limit.what});
    for (int i = 0; i <= repeat; ++i) {
        const bool counts = i > 0;
        const double sample = ours();
        if (counts)
            measured.ours.samples.push_back(sample);
        for (std::size_t k = 0; k < limits.size(); ++k) {
            const double limit = limits[k].sample();
            if (counts)
                measured.limits[k].samples.push_back(limit);
        }
    }
    return measured;
}

} // namespace bench
