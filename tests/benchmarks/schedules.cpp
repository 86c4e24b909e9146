// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// A loop with very many schedules, when none is due.
#include "app.h"
#include "sampling.h"

#include <once/childlist.h>
#include <once/quietflow.h>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t desks = 100;
constexpr int schedulesOfADesk = 100;
constexpr int ticksPerSample = 200;

QStringList rulesOf(int count) // once a year
{
    QStringList rules;
    for (int i = 0; i < count; ++i)
        rules.append(u"%1 %2 1 1 *"_s.arg(i % 60).arg(i / 60));
    return rules;
}

class Desk : public once::QuietFlow
{
public:

    void run()
    {
        for (const QString &rule : m_rules)
            if (const auto slot = clock().slot(rule, "Europe/Berlin"))
                m_job.run(slot->text());
    }

private:
    const QStringList m_rules = rulesOf(schedulesOfADesk);
    once::Child<Ignores<QString>> m_job{this, u"job"_s, {.version = u"1"_s}};
};

class Company : public once::Flow
{
public:
    Company() { m_desks.resize(desks); }

    void run()
    {
        for (std::size_t i = 0; i < desks; ++i)
            m_desks[i].run();
    }

private:
    once::ChildList<Desk> m_desks{this, u"desks"_s};
};

// What a wake-up costs a flow that asks for all of its schedules.
class Asker : public once::Flow
{
public:
    void run()
    {
        for (const QString &rule : m_rules)
            keep(clock().slot(rule, "Europe/Berlin").has_value());
    }

private:
    const QStringList m_rules = rulesOf(1000);
};

double idleTick(once::EventLoop &loop)
{
    const qint64 last = loop.ticks() + ticksPerSample;
    const double before = threadSeconds();
    while (loop.ticks() < last) {
        loop.wake();
        loop.runUntil([&loop, tick = loop.ticks()] { return loop.ticks() > tick; });
    }
    return (threadSeconds() - before) * 1e6 / ticksPerSample;
}

template <typename T>
Measured idle(int repeat)
{
    App<T> app;
    app.loop.runUntilIdle();
    return sampleInTurns(repeat, [&app] { return idleTick(app.loop); }, {});
}

} // namespace

std::vector<Benchmark> schedules()
{
    return {{u"schedule.10000"_s, u"us"_s, {.atMost = 50}, idle<Company>},
            {u"schedule.1000.asked"_s, u"us"_s, {.atMost = 1000}, idle<Asker>}};
}

} // namespace bench
