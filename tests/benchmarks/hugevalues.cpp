// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Values of a gigabyte, as arguments that count by their call, and as results that lie on disk.
#include "benchmark.h"
#include "sampling.h"

#include <once/memory.h>

#include <QTemporaryDir>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype numbers = 1'000'000'000 / sizeof(double);

once::Array<double> filled(double value)
{
    once::Array<double> array(once::Shape{numbers});
    std::ranges::fill(array.edit(), value);
    return array;
}

double first(const once::Array<double> &array) { return array(0); }

auto filledIn(const once::Memory &memory) { return memory.cache(u"filled"_s, filled, {.version = u"1"_s}); }

Measured trackedArgument(int repeat)
{
    constexpr int calls = 10'000;
    const auto memory = once::Memory::inProcess({.inMemory = {}});
    const auto array = filledIn(memory).tracked(0.5);
    const auto cached = memory.cache(u"first"_s, first, {.version = u"1"_s});
    return sampleInTurns(repeat, [&] { return nanosecondsEach(calls, [&] { keep(cached(array)); }) / 1e3; });
}

Measured resultOnDisk(int repeat)
{
    constexpr int calls = 20;
    const QTemporaryDir folder;
    const once::Memory memory(folder.path(), {.inMemory = {.bytes = 0}});
    const auto cached = filledIn(memory);
    cached.ensure(0.5);
    return sampleInTurns(repeat, [&] { return nanosecondsEach(calls, [&] { keep(cached.call(0.5).value()(0)); }) / 1e3; });
}

} // namespace

std::vector<Benchmark> hugeValues()
{
    return {{u"provenance.1GB"_s, u"us"_s, {.atMost = 2}, trackedArgument}, {u"disk.hit.1GB"_s, u"us"_s, {.atMost = 1'000}, resultOnDisk}};
}

} // namespace bench
