// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/once.h>

#include <cstdio>

// One app, built more than once: what comes before this is what differs.
class Adds : public once::Work
{
public:
    int run(int value)
    {
        std::puts("runs");
        return value + ADDED;
    }
};

class Pipeline : public once::Flow
{
public:
    once::Child<Adds> adds{this, "adds"};

    void run()
    {
        const int sum = adds.run(1);
        stop(QString::number(sum));
    }
};

int main(int argc, char *argv[]) { return once::run<Pipeline>(argc, argv); }
