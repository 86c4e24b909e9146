// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: what run() returns is kept, so it must be JSON-able
#include <once/child.h>

using namespace once;

struct Opaque
{
    int number;
};

class Makes : public Work
{
public:
    Opaque run(int) { return {}; }
};

class App : public Flow
{
    Child<Makes> makes{this, "makes"};
};
