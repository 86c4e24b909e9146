// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: run() of a quiet flow returns nothing
#include <once/child.h>

using namespace once;

class Part : public QuietFlow
{
public:
    int run() { return 1; }
};

class App : public Flow
{
    Child<Part> part{this, "part"};
};
