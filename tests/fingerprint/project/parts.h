// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

// What work() calls and is not in its unit.
inline constexpr int step = 5;
#define SCALE 3

enum Kind { First = 1, Second = 2 };

struct Pair
{
    int low = 1;
    int high = 8;
};

template <typename T>
T doubled(T value)
{
    return value * 2 + 1;
}

inline int clamped(int value)
{
    return value > 90 ? 90 : value;
}

struct Base
{
    virtual ~Base() = default;
    virtual int weight(int value) const { return value + 2; }
};

struct Other : Base
{
    int weight(int value) const override;
};

int scaled(int value);   // parts.cpp
int deep(int value);     // parts.cpp
Base *makeOther();       // parts.cpp
extern const int prices[4];
int libraryWork(int value); // library.cpp
