// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: mustBeDeclaredAsChildOrRoot
#include <once/child.h>

using namespace once;

class Prints : public Work
{
public:
    void run(int) {}
};

class App : public Flow
{
    Prints prints; // should be Child<Prints>
};

App app;
