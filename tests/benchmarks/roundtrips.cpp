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
    explicit Sequence(bool isBlocking) : work{this, u"work"_s, {.parallel = !isBlocking, .version = u"1"_s}}
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
Measured roundTrip(int repeat, bool isBlocking)
{
    App<Sequence> app(isBlocking);
    RoundTripLimit committed(isBlocking, 1), batched(isBlocking, 100);
    const auto each = [](double seconds) { return seconds * 1e6 / runsPerSample; };
    return sampleInTurns(repeat, [&] { return each(secondsFor(app, runsPerSample)); },
                         {{u"thread pool, posted event, a transaction for each run"_s,
                           [&] { return each(committed.secondsFor(runsPerSample)); }},
                          {u"the same with a transaction for 100 runs, which a kill can take back"_s,
                           [&] { return each(batched.secondsFor(runsPerSample)); }}});
}

} // namespace

std::vector<Benchmark> roundTrips()
{
    return {
        {u"blocking.roundtrip"_s, u"us"_s, {.ratio = 3}, [](int repeat) { return roundTrip(repeat, true); }},
        {u"parallel.roundtrip"_s, u"us"_s, {.ratio = 3}, [](int repeat) {
             return roundTrip(repeat, false);
         }}};
}

} // namespace bench
