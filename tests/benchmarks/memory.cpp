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

constexpr int works = 10'000;
constexpr int calls = 30'000;

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
    explicit Many(int count)
    {
        for (int i = 0; i < count; ++i)
            m_works.push_back(std::make_unique<once::Child<Counted>>(
                this, u"work%1"_s.arg(i),
                once::WorkOptions{.parallel = true, .version = u"1"_s, .executor = once::ExecutorKind::InPlace}));
    }

    int first = 0, end = 0;

    void run()
    {
        for (int i = first; i < end; ++i)
            m_works.front()->run(i);
    }

private:
    std::vector<std::unique_ptr<once::Child<Counted>>> m_works;
};

double bytesOfAWork()
{
    const double before = heapBytes();
    const Many many(works);
    return (heapBytes() - before) / works;
}

// A call that has run, been recorded and is remembered.
double bytesOfACall(App<Many> &app)
{
    const auto runMore = [&app](int count) {
        app.root.first = std::exchange(app.root.end, app.root.end + count);
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
    return sampleInTurns(repeat, bytesOfAWork, {{u"nothing"_s, [] { return 1.0; }}});
}

Measured memoryPerCall(int)
{
    App<Many> app(1);
    return sampleInTurns(1, [&app] { return bytesOfACall(app); }, {{u"the key alone"_s, [] { return 16.0; }}});
}

} // namespace

std::vector<Benchmark> memory()
{
    return {{u"memory.per.work"_s, u"B"_s, {.atMost = 4'096}, memoryPerWork},
            {u"memory.per.call"_s, u"B"_s, {.atMost = 100}, memoryPerCall}};
}

} // namespace bench
