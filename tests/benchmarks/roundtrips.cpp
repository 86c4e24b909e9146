// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// From a call with new props until the flow sees that it has succeeded, with the run safe in the history.
#include "app.h"
#include "roundtriplimit.h"
#include "sampling.h"

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int runsPerSample = 2'000;

class Sequence : public once::Flow
{
public:
    explicit Sequence(bool isBlocking, int others = 0)
        : work{this, u"work"_s, {.parallel = !isBlocking, .version = u"1"_s}},
          m_others(makeWorks<Ignores<int>>(this, others))
    {
    }

    once::Child<Ignores<qint64>> work;
    qint64 next = 0, end = 0;

    void run()
    {
        for (; next < end; ++next) {
            work.run(next);
            if (!work.hasSucceeded())
                return;
        }
    }

private:
    const std::vector<std::unique_ptr<once::Child<Ignores<int>>>> m_others;
};

double secondsFor(App<Sequence> &app, int runs)
{
    Sequence &flow = app.root;
    flow.end += runs;
    const double before = wallSeconds();
    app.loop.wake();
    app.loop.runUntil([&flow] { return flow.next == flow.end; });
    return wallSeconds() - before;
}

// Microseconds for each run.
double each(double seconds) { return seconds * 1e6 / runsPerSample; }

Measured roundTrip(int repeat, bool isBlocking)
{
    App<Sequence> app(isBlocking);
    RoundTripLimit committed(isBlocking, 1), batched(isBlocking, 100);
    return sampleInTurns(repeat, [&] { return each(secondsFor(app, runsPerSample)); },
                         {{u"thread pool, posted event, a transaction for each run"_s,
                           [&] { return each(committed.secondsFor(runsPerSample)); }},
                          {u"the same with a transaction for 100 runs, which a kill can take back"_s,
                           [&] { return each(batched.secondsFor(runsPerSample)); }}});
}

Measured growthOf(int repeat, App<Sequence> &grown)
{
    App<Sequence> young(false, 10);
    return sampleInTurns(repeat, [&grown] { return each(secondsFor(grown, runsPerSample)); },
                         {{u"the same with 10 works and no history"_s,
                           [&young] { return each(secondsFor(young, runsPerSample)); }}});
}

Measured growthWithWorks(int repeat)
{
    App<Sequence> grown(false, 1'000);
    return growthOf(repeat, grown);
}

Measured growthWithHistory(int repeat)
{
    App<Sequence> grown(Past{100'000}, false, 10);
    return growthOf(repeat, grown);
}

} // namespace

std::vector<Benchmark> roundTrips()
{
    return {{u"blocking.roundtrip"_s, u"us"_s, {.ratio = 3}, [](int repeat) { return roundTrip(repeat, true); }},
            {u"parallel.roundtrip"_s, u"us"_s, {.ratio = 3}, [](int repeat) { return roundTrip(repeat, false); }},
            {u"parallel.roundtrip.works"_s, u"us"_s, {.ratio = 1.2}, growthWithWorks},
            {u"parallel.roundtrip.history"_s, u"us"_s, {.ratio = 1.2}, growthWithHistory}};
}

} // namespace bench
