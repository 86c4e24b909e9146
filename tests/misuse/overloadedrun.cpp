// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: a flow or work has exactly one public method run(), not overloaded and no template
#include <once/child.h>

using namespace once;

class Prints : public Work
{
public:
    void run(int) {}
    void run(double) {}
};

class App : public Flow
{
    Child<Prints> prints{this, "prints"};
};
