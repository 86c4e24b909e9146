// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: constraints not satisfied
#include <once/child.h>

using namespace once;

struct Opaque
{
    int number;
};

class Prints : public Work
{
public:
    State<Opaque> last{this, "last"};
    void run(int) {}
};
