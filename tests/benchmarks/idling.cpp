// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// An app in which nothing happens.
#include "app.h"
#include "sampling.h"

#include <QEventLoop>
#include <QTimer>

namespace bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Resting : public once::Flow
{
public:
    Resting()
    {
        for (int i = 0; i < 100; ++i)
            m_works.push_back(std::make_unique<once::Child<Ignores<int>>>(
                this, u"work%1"_s.arg(i), once::WorkOptions{.parallel = true, .version = u"1"_s}));
    }

    void run()
    {
        for (const auto &work : m_works)
            work->run(1);
    }

private:
    std::vector<std::unique_ptr<once::Child<Ignores<int>>>> m_works;
};

// Percent of a core, of all threads, over five seconds of Qt's loop.
double load()
{
    QEventLoop loop;
    QTimer::singleShot(5s, &loop, &QEventLoop::quit);
    const double busy = processSeconds(), wall = wallSeconds();
    loop.exec();
    return 100 * (processSeconds() - busy) / (wallSeconds() - wall);
}

double bareLoad()
{
    QTimer heartbeat;
    heartbeat.start(1s);
    return load();
}

double ourLoad()
{
    App<Resting> app;
    app.loop.runUntilIdle();
    return load();
}

// Once each: the figure is an average over seconds as it is.
Measured idle(int)
{
    Measured measured;
    measured.ours.samples = {ourLoad()};
    measured.limits = {{u"a bare Qt loop with a timer of a second"_s, {bareLoad()}}};
    return measured;
}

} // namespace

std::vector<Benchmark> idling() { return {{u"idle.cpu"_s, u"%"_s, {.atMost = 0.1}, idle}}; }

} // namespace bench
