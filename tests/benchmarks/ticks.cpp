// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// A tick of the whole app in which every call is known.
#include "app.h"
#include "minimalwork.h"
#include "sampling.h"

#include <once/childlist.h>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int works = 1'000;
constexpr int ticksPerSample = 200;

using Nothing = Ignores<double, int, const QString &, bool>;

class Wide : public once::Flow
{
public:
    int round = 0;

    void run()
    {
        for (const auto &work : m_works)
            work->run(0.1, round, m_name, true);
    }

private:
    const QString m_name = u"abc"_s;
    const std::vector<std::unique_ptr<once::Child<Nothing>>> m_works = makeWorks<Nothing>(this, works);
};

constexpr std::size_t parts = 100, worksOfAPart = 100;

class Part : public once::QuietFlow
{
public:
    Part() { m_works.resize(worksOfAPart); }

    void run(int input)
    {
        for (std::size_t i = 0; i < worksOfAPart; ++i)
            m_works[i].run(0.1, i == 0 ? input : 10, m_name, true);
    }

private:
    const QString m_name = u"abc"_s;
    once::ChildList<Nothing> m_works{
        this, u"works"_s, {.parallel = true, .version = u"1"_s, .executor = once::ExecutorKind::InPlace}};
};

// In each tick one input of one part is not what it was in the tick before.
class Large : public once::Flow
{
public:
    explicit Large(std::size_t count = parts) { m_parts.resize(count); }

    void run()
    {
        m_input = 1 - m_input;
        for (std::size_t i = 0; i < m_parts.size(); ++i)
            m_parts[i].run(i == 0 ? m_input : 0);
    }

private:
    int m_input = 0;
    once::ChildList<Part> m_parts{this, u"parts"_s};
};

class LimitOfTick
{
public:
    explicit LimitOfTick(std::size_t count = works) : m_works(count) { }

    void tick()
    {
        for (MinimalWork &work : m_works)
            keep(work.run(0.1, 10, m_name, true));
    }

private:
    const QString m_name = u"abc"_s;
    std::vector<MinimalWork> m_works;
};

// Microseconds of a tick, one after the other.
double ourTick(once::EventLoop &loop)
{
    const qint64 last = loop.ticks() + ticksPerSample;
    const auto next = QObject::connect(&loop, &once::EventLoop::ticked, &loop, [&loop, last](qint64 tick) {
        if (tick < last)
            loop.wake();
    });
    const double before = threadSeconds();
    loop.wake();
    loop.runUntil([&loop, last] { return loop.ticks() >= last; });
    QObject::disconnect(next);
    return (threadSeconds() - before) * 1e6 / ticksPerSample;
}

// Lets each work run so often, and remember it.
void makeHistory(App<Wide> &app, int runsOfEach)
{
    for (int i = 0; i < runsOfEach; ++i) {
        app.root.round = i;
        app.loop.wake();
        app.loop.runUntilIdle();
    }
}

Measured tick(int repeat, int runsOfEach)
{
    App<Wide> app;
    makeHistory(app, runsOfEach);
    LimitOfTick limit;
    const auto least = [&limit] { return nanosecondsEach(ticksPerSample, [&limit] { limit.tick(); }) / 1e3; };
    return sampleInTurns(repeat, [&app] { return ourTick(app.loop); },
                         {{u"bytes, XXH3-128, flat map, for each work"_s, least}});
}

void letAllRun(App<Large> &app)
{
    for (int i = 0; i < 4; ++i) {
        app.loop.wake();
        app.loop.runUntilIdle();
    }
}

Measured oneChanged(int repeat)
{
    App<Large> app;
    letAllRun(app);
    LimitOfTick limit(worksOfAPart);
    const auto least = [&limit] { return nanosecondsEach(ticksPerSample, [&limit] { limit.tick(); }) / 1e3; };
    return sampleInTurns(repeat, [&app] { return ourTick(app.loop); },
                         {{u"bytes, XXH3-128, flat map, for each work of one part"_s, least}});
}

// Each part that is left alone is asked for all the same.
Measured growth(int repeat)
{
    App<Large> large, small(parts / 10);
    letAllRun(large);
    letAllRun(small);
    return sampleInTurns(repeat, [&large] { return ourTick(large.loop); },
                         {{u"the same with 1,000 works"_s, [&small] { return ourTick(small.loop); }}});
}

Measured ageing(int repeat)
{
    App<Wide> old, young;
    makeHistory(old, 100);
    makeHistory(young, 1);
    return sampleInTurns(repeat, [&old] { return ourTick(old.loop); },
                         {{u"the same with 1,000 runs"_s, [&young] { return ourTick(young.loop); }}});
}

} // namespace

std::vector<Benchmark> ticks()
{
    return {
        {u"tick.1000works"_s, u"us"_s, {.ratio = 5}, [](int repeat) { return tick(repeat, 1); }},
        {u"tick.1000works.100kRuns"_s, u"us"_s, {.ratio = 5}, [](int repeat) { return tick(repeat, 100); }},
        {u"tick.10000works.1changed"_s, u"us"_s, {.atMost = 20}, oneChanged},
        {u"tick.10000works.growth"_s, u"us"_s, {.ratio = 10}, growth},
        {u"tick.1000works.ageing"_s, u"us"_s, {.ratio = 1.1}, ageing}};
}

} // namespace bench
