// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: the run() of a root flow takes no arguments
#include <once/child.h>

using namespace once;

class App : public Flow
{
public:
    void run(int) {}
};

void sample()
{
    Root<App> root;
}
