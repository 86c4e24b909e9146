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

constexpr int manyCalls = 30'000;

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

// A call that has run, been recorded and is remembered; of so many more of them.
double bytesOfACall(App<Many> &app, int calls)
{
    const auto runMore = [&app](int count) {
        app.root.end += count;
        app.loop.wake();
        app.loop.runUntilIdle(std::chrono::minutes(5));
    };
    runMore(100);
    const double before = heapBytes();
    for (int left = calls; left > 0; left -= 100)
        runMore(100);
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
    App<Many> app(1);
    return sampleInTurns(1, [&app] { return bytesOfACall(app, manyCalls); },
                         {{u"the key alone"_s, [] { return 16.0; }}});
}

// Once each, since a call is never forgotten.
Measured growthOfCalls(int)
{
    App<Many> app(1);
    Measured measured{.limits = {{u"the first 3,000 calls"_s, {bytesOfACall(app, 3'000)}}}};
    bytesOfACall(app, manyCalls);
    measured.ours.samples = {bytesOfACall(app, manyCalls)};
    return measured;
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
