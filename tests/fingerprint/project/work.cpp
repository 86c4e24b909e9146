// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "parts.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string>

static int counter = 40;
static thread_local int calls = 60;
static const int table[6] = {2, 3, 5, 7, 11, 13};
static const double factors[2] = {0.5, 1.5};

struct Local : Base
{
    int weight(int value) const override { return value + 31; }
    int started = 17;
};

struct Guard
{
    explicit Guard(int &itsSum) : sum(itsSum) {}
    ~Guard() { sum += 23; }
    int &sum;
};

static const std::string made = std::string("made ") + std::to_string(3);

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int greatest(int a, int b)
{
    return a > b ? a : b;
}

static int add(int a, int b)
{
    return a + b;
}

static int subtract(int a, int b)
{
    return a - b;
}

static int (*const operations[2])(int, int) = {add, subtract};

static int chosen(int value)
{
    switch (value) {
    case 0:
        std::puts("zero");
        return 71;
    case 1:
        std::puts("one");
        return 52;
    case 2:
        return std::puts("two") + 83;
    case 3:
        return std::puts("three") * 4;
    case 4:
        return std::puts("four") - 65;
    case 5:
        return std::puts("five") / 2;
    }
    return 9;
}

static int odd(int value);

static int even(int value)
{
    return value <= 0 ? 1 : odd(value - 1) * 2;
}

__attribute__((noinline)) static int odd(int value)
{
    return value <= 0 ? 3 : even(value - 2) + 1;
}

static int checked(int value)
{
    try {
        if (value > 50)
            throw std::invalid_argument("too large");
        if (value < -50)
            throw std::length_error("too small");
        return value;
    } catch (const std::invalid_argument &) {
        return 8;
    }
}

static int remembered(int value)
{
    static int last = 77;
    const int before = last;
    last = value;
    return before;
}

static std::string named(int value)
{
    return std::string("value ") + std::to_string(value) + (value > 1000 ? " is a large one, indeed" : "");
}

static int unrelated(int value)
{
    try {
        return value + int(std::string("elsewhere").size());
    } catch (const std::bad_alloc &) {
        return 0;
    }
}

int unrelatedInWork(int value);
int unrelatedInWork(int value)
{
    return unrelated(value) + 12;
}

extern "C" int work(int value);
extern "C" int work(int value)
{
    int sum = counter++ + calls++;
    {
        const Guard guard(sum);
        sum += scaled(value) + step;
        sum += doubled(value) + clamped(sum);
    }
    const auto shift = [](int number) { return number * 3 + 29; };
    const Local local;
    const Base *base = &local;
    const Pair pair;
    sum += shift(value) + base->weight(value) + local.started;
    sum += pair.high - pair.low;
    const Base *other = makeOther();
    sum += other->weight(sum);
    delete other;
    sum += least(sum, 1000) + table[sum & 3] + prices[value & 3];
    sum += int(std::sin(value) * 100 + factors[value & 1] * 10);
    sum += operations[value & 1](sum, 14) + chosen(value & 7) + even(value & 15);
    sum += checked(value) + remembered(value) + libraryWork(value);
    const char16_t wide[] = u"breit";
    sum += wide[value & 3] + (value & First ? 2 : 6);
    const unsigned ratio = unsigned(value) / 7;
    return sum + int(ratio) + int(named(sum).size()) + made.front() + std::strcmp("left", "right") + greatest(3, value);
}
