// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: a value of this type cannot be hashed
#include <once/child.h>

using namespace once;

struct Opaque
{
    int number;
};

class Prints : public Work
{
public:
    void run(const std::vector<Opaque> &) {}
};

void sample(Root<Prints> &work)
{
    work.run({Opaque{1}});
}
