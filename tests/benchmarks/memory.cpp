// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Bytes on the heap for what an app is made of.
#include "app.h"
#include "sampling.h"

#include <malloc.h>
#include <sqlite3.h>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int manyCalls = 100'000;

// Without SQLite's own, which is a cache of bounded size.
double heapBytes()
{
    const auto use = ::mallinfo2();
    return double(use.uordblks + use.hblkhd) - double(::sqlite3_memory_used());
}

class Counted : public once::Work
{
public:
    once::State<int> value{this, u"value"_s};

    void run(int number) { value = number; }
};

class Many : public once::Flow
{
public:
    explicit Many(int count) : m_works(makeWorks<Counted>(this, count)) { }

    int next = 0, end = 0;

    void run()
    {
        for (; next < end; ++next)
            m_works.front()->run(next);
    }

private:
    std::vector<std::unique_ptr<once::Child<Counted>>> m_works;
};

double bytesOfAWork(int works)
{
    const double before = heapBytes();
    const Many many(works);
    return (heapBytes() - before) / works;
}

// A call that has run, been recorded and is remembered: the mean of so many, nearly from the first one of an app on, so
// that what is in reserve for the next ones counts.
double bytesOfACall(int calls)
{
    constexpr int together = 100;
    App<Many> app(1);
    const auto runMore = [&app] {
        app.root.end += together;
        app.loop.wake();
        app.loop.runUntilIdle(std::chrono::minutes(5));
    };
    runMore();
    const double before = heapBytes();
    for (int left = calls; left > 0; left -= together)
        runMore();
    return (heapBytes() - before) / calls;
}

Measured memoryPerWork(int repeat)
{
    return sampleInTurns(repeat, [] { return bytesOfAWork(10'000); }, {{u"nothing"_s, [] { return 1.0; }}});
}

Measured growthOfWorks(int repeat)
{
    return sampleInTurns(repeat, [] { return bytesOfAWork(10'000); },
                         {{u"the same with 100 works"_s, [] { return bytesOfAWork(100); }}});
}

Measured memoryPerCall(int)
{
    return sampleInTurns(1, [] { return bytesOfACall(manyCalls); }, {{u"the key alone"_s, [] { return 16.0; }}});
}

Measured growthOfCalls(int)
{
    return sampleInTurns(1, [] { return bytesOfACall(manyCalls); },
                         {{u"the same with a tenth of the calls"_s, [] { return bytesOfACall(manyCalls / 10); }}});
}

} // namespace

std::vector<Benchmark> memory()
{
    return {{u"memory.per.work"_s, u"B"_s, {.atMost = 4'096}, memoryPerWork},
            {u"memory.per.work.growth"_s, u"B"_s, {.ratio = 1.2}, growthOfWorks},
            {u"memory.per.call"_s, u"B"_s, {.atMost = 100}, memoryPerCall},
            {u"memory.per.call.growth"_s, u"B"_s, {.ratio = 1.2}, growthOfCalls}};
}

} // namespace bench
