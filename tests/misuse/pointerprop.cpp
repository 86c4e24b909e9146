// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: a pointer cannot be a prop
#include <once/child.h>

using namespace once;

class Prints : public Work
{
public:
    void run(int *) {}
};

void sample(Root<Prints> &work)
{
    work.run(nullptr);
}
