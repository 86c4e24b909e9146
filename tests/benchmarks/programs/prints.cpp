// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Prints how many microseconds its first fingerprint takes, and how many that of one further function.
#include <once/fingerprint.h>

#include <cmath>
#include <cstdio>
#include <ctime>

namespace {

template <int number>
double curve(double x)
{
    return number * std::sin(x / (1 + number)) + std::cos(number * x);
}

double microsecondsOf(double (*function)(double))
{
    timespec before, after;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
    const bool isKnown = once::fingerprintOf(function).has_value();
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
    const double taken = double(after.tv_sec - before.tv_sec) * 1e6 + double(after.tv_nsec - before.tv_nsec) / 1e3;
    return isKnown ? taken : NAN;
}

} // namespace

int main()
{
    const double first = microsecondsOf(curve<1>);
    std::printf("%.3f %.3f\n", first, microsecondsOf(curve<2>));
}
