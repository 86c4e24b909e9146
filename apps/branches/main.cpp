// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/once.h>

#include <cstdio>
#include <latch>
#include <utility>

std::latch quickBranches(2); // what the slow branch waits for

class Step : public once::Work
{
public:
    void run() { std::puts(qPrintable(once::belowRoot(path()))); }
};

class SlowStep : public Step
{
public:
    void run()
    {
        quickBranches.wait();
        Step::run();
    }
};

class Quick : public once::Flow
{
    bool m_hasEnded = false;
    // One after the other, so that what they print is always in the same order.
    const once::WorkOptions m_inOrder{.version = "1", .executor = once::ExecutorKind::InPlace};

public:
    once::Child<Step> first{this, "first", m_inOrder}, second{this, "second", m_inOrder};

    void run()
    {
        first.run();
        second.run();
        if (!std::exchange(m_hasEnded, true))
            quickBranches.count_down();
    }
};

class Slow : public once::Flow
{
public:
    once::Child<SlowStep> first{this, "first", {.version = "1", .ignores = {"quickBranches"}}};
    once::Child<Step> second{this, "second", {.version = "1"}};

    void run()
    {
        first.run();
        second.run();
    }
};

class Branches : public once::Flow
{
public:
    once::Child<Slow> slow{this, "slow"};
    once::Child<Quick> north{this, "north"}, south{this, "south"};

    void run()
    {
        concurrently(slow, north, south); // while slow waits for its first step, the others go on
        stop("all three have ended");
    }
};

int main(int argc, char *argv[]) { return once::run<Branches>(argc, argv); }
