// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: props are inputs: take them by value or by const reference
#include <once/child.h>

using namespace once;

class Fills : public Work
{
public:
    void run(QString &) {}
};

class App : public Flow
{
    Child<Fills> fills{this, "fills"};
};
