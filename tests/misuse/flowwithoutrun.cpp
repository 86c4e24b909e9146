// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: a flow or work has exactly one public method run()
#include <once/child.h>

using namespace once;

class App : public Flow
{};

void sample()
{
    Root<App> root;
}
