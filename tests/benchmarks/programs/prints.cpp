// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// A program of 24 MB (parts.S), with an app that any of its functions may start. Prints how many microseconds its first
// fingerprint takes, and how many that of one further function.
#include <once/fingerprint.h>
#include <once/once.h>

#include <cmath>
#include <cstdio>
#include <ctime>

extern "C" void a_0();

namespace {

class Adds : public once::Work
{
public:
    int run(int value) { return value + 1; }
};

class Pipeline : public once::Flow
{
public:
    once::Child<Adds> adds{this, QStringLiteral("adds")};

    void run() { adds.run(1); }
};

template <int number>
double curve(double x)
{
    if (std::isnan(x)) {
        a_0();
        return once::run<Pipeline>(0, nullptr);
    }
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
