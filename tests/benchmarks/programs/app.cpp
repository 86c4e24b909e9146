// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// A minimal app, which tells when it was ticked and ends.
#include <once/once.h>

#include <cstdio>

namespace {

class Nothing : public once::Work
{
public:
    void run(int) { }
};

class Minimal : public once::Flow
{
public:
    once::Child<Nothing> nothing{this, QStringLiteral("nothing"), {.version = QStringLiteral("1")}};

    void run()
    {
        std::puts("ticked");
        std::fflush(stdout);
        nothing.run(1);
        stop();
    }
};

} // namespace

int main(int argc, char *argv[]) { return once::run<Minimal>(argc, argv); }
