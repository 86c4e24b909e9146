// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: the run() of a work that is the root of an app takes no props
#include <once/app.h>

using namespace once;

class Doubles : public Work
{
public:
    int run(int number) { return 2 * number; }
};

int sample(int argc, char *argv[])
{
    return run<Doubles>(argc, argv);
}
