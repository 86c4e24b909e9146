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

class Desk : public once::QuietFlow
{
public:
    Desk()
    {
        for (int i = 0; i < schedulesOfADesk; ++i)
            m_rules.append(u"%1 %2 1 1 *"_s.arg(i % 60).arg(i / 60));
    }

    void run()
    {
        for (const QString &rule : m_rules)
            if (const auto slot = clock().slot(rule, "Europe/Berlin"))
                m_job.run(slot->text());
    }

private:
    QStringList m_rules;
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

Measured tenThousand(int repeat)
{
    App<Company> app;
    app.loop.runUntilIdle();
    return sampleInTurns(repeat, [&app] { return idleTick(app.loop); }, {});
}

} // namespace

std::vector<Benchmark> schedules()
{
    return {{u"schedule.10000"_s, u"us"_s, {.atMost = 50}, tenThousand}};
}

} // namespace bench
