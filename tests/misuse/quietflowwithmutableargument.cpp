// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: arguments of a quiet flow are inputs: take them by value or by const reference
#include <once/child.h>

using namespace once;

class Part : public QuietFlow
{
public:
    void run(QString &) { }
};

class App : public Flow
{
    Child<Part> part{this, "part"};
};
