// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: no matching function for call
#include <once/child.h>

using namespace once;

class Adds : public Work
{
public:
    void run(int, int) {}
};

void sample(Root<Adds> &work)
{
    work.run(1);
}
