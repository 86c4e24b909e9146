// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Functions that a Memory has cached: answered from memory and from disk, computed and kept.
#include "benchmark.h"
#include "keptcalls.h"
#include "minimalwork.h"
#include "sampling.h"
#include "scratchdatabase.h"

#include <QDirIterator>

#include <algorithm>
#include <mutex>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int manyCalls = 1'000;

double microsecondsEach(int calls, auto &&function) { return nanosecondsEach(calls, function) / 1e3; }

// Numbers below a count, far apart from one to the next.
class Scattered
{
public:
    explicit Scattered(int count) : m_count(count), m_step(7'368'787 % count) { }
    int next()
    {
        m_at += m_step;
        return m_at < m_count ? m_at : m_at -= m_count;
    }

private:
    int m_count, m_step, m_at = 0;
};

Measured hitInMemory(int repeat)
{
    const KeptCalls kept(manyCalls);
    const once::Memory memory(kept.folder());
    const Twice cached = twiceIn(memory);
    for (int i = 0; i < manyCalls; ++i)
        cached(i);
    Scattered numbers(manyCalls);
    const auto ours = [&] { return nanosecondsEach(500'000, [&] { keep(cached(numbers.next())); }); };
    MinimalWork minimal;
    std::mutex mutex;
    const auto least = [&] {
        return nanosecondsEach(500'000, [&] {
            const std::lock_guard lock(mutex);
            keep(minimal.run(double(numbers.next())));
        });
    };
    return sampleInTurns(repeat, ours, {{u"a mutex, XXH3-128, a flat map"_s, least}});
}

Measured hitOnDisk(int repeat, int entries, int calls)
{
    const KeptCalls kept(entries);
    const once::Memory memory(kept.folder(), nothingHeld);
    const Twice cached = twiceIn(memory);
    BareLookUp bare(kept.file());
    Scattered numbers(entries), sameNumbers(entries);
    return sampleInTurns(
        repeat, [&] { return microsecondsEach(calls, [&] { keep(cached(numbers.next())); }); },
        {{u"SQLite: the row of its key"_s, [&] { return microsecondsEach(calls, [&] { bare.find(cached.key(sameNumbers.next())); }); }}});
}

// The slowest of a hundred, on the clock of the wall.
Measured lookAmongMillions(int)
{
    constexpr int asked = 20'000;
    KeptCalls kept(asked);
    kept.spread(8'000'000 / asked - 1);
    const once::Memory memory(kept.folder(), nothingHeld);
    const Twice cached = twiceIn(memory);
    Scattered numbers(asked);
    std::vector<double> each;
    for (int i = 0; i < asked; ++i) {
        const double before = wallSeconds();
        keep(cached(numbers.next()));
        each.push_back((wallSeconds() - before) * 1e6);
    }
    const auto slow = each.begin() + qsizetype(each.size()) * 99 / 100;
    std::ranges::nth_element(each, slow);
    return {.ours = {.samples = {*slow}}};
}

Measured miss(int repeat)
{
    const QTemporaryDir folder;
    const once::Memory memory(folder.path());
    const Twice cached = twiceIn(memory);
    double next = 0;
    ScratchDatabase database(1);
    quint64 row = 0;
    return sampleInTurns(repeat, [&] { return microsecondsEach(manyCalls, [&] { keep(cached(++next)); }); },
                         {{u"SQLite: a row, in a transaction of its own"_s,
                           [&] { return microsecondsEach(manyCalls, [&] { database.append({++row, row}); }); }}});
}

double bytesBelow(const QString &folder)
{
    double bytes = 0;
    for (QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();)
        bytes += double(files.nextFileInfo().size());
    return bytes;
}

// After whoever kept it has gone.
Measured bytesOnDisk(int)
{
    constexpr int entries = 10'000;
    const QTemporaryDir folder;
    {
        const once::Memory memory(folder.path());
        const Twice cached = twiceIn(memory);
        for (int i = 0; i < entries; ++i)
            cached(i + 0.5);
    }
    return {.ours = {.samples = {bytesBelow(folder.path()) / entries}}};
}

} // namespace

std::vector<Benchmark> remembering()
{
    return {{u"memory.hit.small"_s, u"ns"_s, {.atMost = 100}, hitInMemory},
            {u"disk.hit.small"_s, u"us"_s, {.ratio = 2}, [](int repeat) { return hitOnDisk(repeat, manyCalls, manyCalls); }},
            {.name = u"disk.hit.small.1M"_s,
             .unit = u"us"_s,
             .bar = {.ratio = 2},
             .measure = [](int repeat) { return hitOnDisk(repeat, 1'000'000, 20'000); },
             .isLong = true},
            {.name = u"disk.hit.small.8M.p99"_s, .unit = u"us"_s, .bar = {.atMost = 1'000}, .measure = lookAmongMillions, .isLong = true},
            {u"disk.miss.small"_s, u"us"_s, {.atMost = 60}, miss},
            {u"disk.bytes"_s, u"B"_s, {.atMost = 400}, bytesOnDisk}};
}

} // namespace bench
