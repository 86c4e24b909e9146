// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Room made among a hundred thousand calls.
#include "benchmark.h"
#include "keptcalls.h"
#include "sampling.h"

#include <QFile>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int entries = 100'000;

// Milliseconds of what is done to a copy.
Measured change(int repeat, const std::function<void(const once::Memory &)> &change)
{
    const KeptCalls kept(entries);
    const auto ours = [&] {
        const QTemporaryDir folder;
        if (!QFile::copy(kept.file(), folder.filePath(u"calls.db"_s)))
            qFatal("a call store cannot be copied");
        const once::Memory memory(folder.path());
        return nanosecondsEach(1, [&] { change(memory); }) / 1e6;
    };
    return sampleInTurns(repeat, ours);
}

Measured shedTenth(int repeat)
{
    return change(repeat, [](const once::Memory &memory) {
        if (memory.reduceSize({.items = entries - entries / 10}) != entries / 10)
            qFatal("it was not a tenth");
    });
}

Measured clear(int repeat)
{
    return change(repeat, [](const once::Memory &memory) { memory.clear(); });
}

} // namespace

std::vector<Benchmark> shedding()
{
    return {{u"memory.reduce.100k"_s, u"ms"_s, {.atMost = 500}, shedTenth}, {u"memory.clear.100k"_s, u"ms"_s, {.atMost = 100}, clear}};
}

} // namespace bench
