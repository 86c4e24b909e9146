// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: a value of this type cannot be hashed
#include <once/warm.h>

using namespace once;

struct Opaque
{
    int number;
};

void sample()
{
    Warm<int, Opaque> numbers{[](const Opaque &opaque) { return opaque.number; }};
    numbers.get(Opaque{1});
}
