// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What a work writes: what the write costs it, and how long it takes until the flow has seen it.
#include "app.h"
#include "sampling.h"

#include <QCoreApplication>
#include <QEvent>
#include <QEventLoop>

#include <atomic>
#include <mutex>
#include <thread>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int writesPerSample = 200'000;
constexpr int handOversPerSample = 2'000;

// Writes as often as it is told to, and says what that took.
class Writes : public once::Work
{
public:
    once::State<double> value{this, u"value"_s};
    std::atomic<double> nanoseconds = 0;

    void run(int)
    {
        double next = 0;
        nanoseconds = nanosecondsEach(writesPerSample, [&] { value = ++next; });
    }
};

class WriteFlow : public once::Flow
{
public:
    explicit WriteFlow(int others = 0) : m_others(makeWorks<Ignores<int>>(this, others)) { }

    once::Child<Writes> work{this, u"work"_s, {.version = u"1"_s}};
    int round = 0, done = 0;

    void run()
    {
        work.run(round);
        done = round;
    }

private:
    const std::vector<std::unique_ptr<once::Child<Ignores<int>>>> m_others;
};

double ourWrite(App<WriteFlow> &app)
{
    const int round = ++app.root.round;
    app.loop.wake();
    app.loop.runUntil([&] { return app.root.done == round; });
    return app.root.work.nanoseconds;
}

// A value on the heap, compared and handed over under a mutex.
double leastWrite()
{
    std::mutex mutex;
    std::shared_ptr<const double> shown = std::make_shared<double>(0);
    double next = 0;
    return nanosecondsEach(writesPerSample, [&] {
        auto value = std::make_shared<const double>(++next);
        if (*value != *shown) {
            const std::lock_guard lock(mutex);
            shown = std::move(value);
        }
    });
}

// Writes a number and waits until the flow has seen it, again and again.
class Tells : public once::Work
{
public:
    once::State<int> number{this, u"number"_s};
    std::atomic<int> seen = 0;

    void run(int)
    {
        for (int i = 1; i <= handOversPerSample; ++i) {
            number = i;
            seen.wait(i - 1);
        }
        number = 0;
    }
};

class SeeFlow : public once::Flow
{
public:
    explicit SeeFlow(int others = 0) : m_others(makeWorks<Ignores<int>>(this, others)) { }

    once::Child<Tells> work{this, u"work"_s, {.parallel = true, .version = u"1"_s}};
    int round = 0;

    void run()
    {
        work.run(round);
        if (const int number = work.number; number > 0) {
            work.seen = number;
            work.seen.notify_one();
        }
    }

private:
    const std::vector<std::unique_ptr<once::Child<Ignores<int>>>> m_others;
};

double ourHandOver(App<SeeFlow> &app)
{
    ++app.root.round;
    app.root.work.seen = 0;
    const qint64 done = app.root.work.numSuccesses();
    const double before = wallSeconds();
    app.loop.wake();
    app.loop.runUntil([&] { return app.root.work.numSuccesses() > done; });
    return (wallSeconds() - before) * 1e6 / handOversPerSample;
}

// A thread that posts an event to the loop of this one, and waits until it was heard.
class Ear : public QObject
{
public:
    std::atomic<int> heard = 0;

    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        ++heard;
        heard.notify_one();
        return true;
    }
};

double leastHandOver()
{
    Ear ear;
    QEventLoop events;
    const double before = wallSeconds();
    std::jthread mouth([&ear] {
        for (int i = 0; i < handOversPerSample; ++i) {
            QCoreApplication::postEvent(&ear, new QEvent(QEvent::User));
            ear.heard.wait(i);
        }
    });
    while (ear.heard < handOversPerSample)
        events.processEvents(QEventLoop::WaitForMoreEvents);
    return (wallSeconds() - before) * 1e6 / handOversPerSample;
}

Measured stateWrite(int repeat)
{
    App<WriteFlow> app;
    return sampleInTurns(repeat, [&app] { return ourWrite(app); },
                         {{u"value on the heap, compared, swapped under a mutex"_s, leastWrite}});
}

Measured stateToFlow(int repeat)
{
    App<SeeFlow> app;
    return sampleInTurns(repeat, [&app] { return ourHandOver(app); },
                         {{u"posted event to a sleeping loop and back"_s, leastHandOver}});
}

// With a thousand other works and a long history, and without.
Measured growthOfWrite(int repeat)
{
    App<WriteFlow> old(Past{100'000}, 1'000), young(10);
    return sampleInTurns(repeat, [&old] { return ourWrite(old); },
                         {{u"the same with 10 works and no history"_s, [&young] { return ourWrite(young); }}});
}

Measured growthOfHandOver(int repeat)
{
    App<SeeFlow> old(Past{100'000}, 1'000), young(10);
    return sampleInTurns(repeat, [&old] { return ourHandOver(old); },
                         {{u"the same with 10 works and no history"_s, [&young] { return ourHandOver(young); }}});
}

} // namespace

std::vector<Benchmark> states()
{
    return {{u"state.write"_s, u"ns"_s, {.atMost = 1'000}, stateWrite},
            {u"state.to.flow"_s, u"us"_s, {.ratio = 3}, stateToFlow},
            {u"state.write.growth"_s, u"ns"_s, {.ratio = 1.2}, growthOfWrite},
            {u"state.to.flow.growth"_s, u"us"_s, {.ratio = 1.2}, growthOfHandOver}};
}

} // namespace bench
