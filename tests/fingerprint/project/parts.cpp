// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "parts.h"

const int prices[4] = {11, 22, 33, 44};

static int deeper(int value)
{
    return value * 13;
}

int deep(int value)
{
    return deeper(value) - 6;
}

int scaled(int value)
{
    return value * SCALE + deep(value);
}

int Other::weight(int value) const
{
    return value - 19;
}

Base *makeOther()
{
    return new Other;
}
