// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/once.h>

#include <cstdio>

using namespace std::chrono_literals;

class RunsEachTime : public once::Work
{
public:
    void run() {}
};

class Unreachable : public once::Flow
{
    const int m_times;
    int m_ticks = 0;

public:
    explicit Unreachable(int times) : m_times(times) {}

    once::Child<RunsEachTime> work{this, "work", {.cacheCalls = false, .minInterval = 0ms}};

    void run()
    {
        std::puts("HERE BEFORE");
        if (++m_ticks == m_times)
            stop();
        work.run(); // waits until it is run; then the loop begins again from the top, where it is run again
        std::puts("HERE AFTER");
    }
};

int main(int argc, char *argv[])
{
    once::App app(argc, argv,
                  {.name = "unreachable", .description = "Shows a call that a flow never gets past"});
    int times = 0;
    app.option("--times", times, "stop after this many ticks, 0: never");
    if (const auto exitCode = app.parse())
        return *exitCode;
    return once::run<Unreachable>(app, times);
}
