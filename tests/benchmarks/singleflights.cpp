// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// One call that threads of several processes make at once.
#include "benchmark.h"
#include "sampling.h"

#include <once/memory.h>

#include <QTemporaryDir>

#include <atomic>
#include <new>
#include <thread>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int processes = 8, threads = 8;
constexpr auto itsOwn = 200ms;

// What the processes have in common.
struct Shared
{
    std::atomic<int> ready = 0, answered = 0, runs = 0;
    std::atomic<bool> isOpen = false;
    std::atomic<double> last = 0; // when the last one had its answer
};

Shared *shared = nullptr;

double slowTwice(double x)
{
    ++shared->runs;
    std::this_thread::sleep_for(itsOwn);
    return 2 * x;
}

void ask(const once::CachedFunction<double(double)> &cached, double x)
{
    ++shared->ready;
    while (!shared->isOpen)
        std::this_thread::sleep_for(100us);
    keep(cached(x));
    double last = shared->last;
    const double now = wallSeconds();
    while (last < now && !shared->last.compare_exchange_weak(last, now)) { }
    ++shared->answered;
}

// In a process of its own, which ends here.
[[noreturn]] void askInThreads(const QString &folder, double x)
{
    {
        const once::Memory memory(folder);
        const auto cached = memory.cache(u"slow"_s, slowTwice, {.version = u"1"_s});
        std::vector<std::jthread> all;
        for (int i = 0; i < threads; ++i)
            all.emplace_back([&] { ask(cached, x); });
    }
    ::_exit(0);
}

// Milliseconds until all have the answer, beyond those that the function takes.
double flight(const QString &folder, double x)
{
    new (shared) Shared;
    std::vector<pid_t> children;
    for (int i = 0; i < processes; ++i) {
        children.push_back(::fork());
        if (children.back() == 0)
            askInThreads(folder, x);
    }
    while (shared->ready < processes * threads)
        std::this_thread::sleep_for(1ms);
    const double start = wallSeconds();
    shared->isOpen = true;
    for (const pid_t child : children)
        ::waitpid(child, nullptr, 0);
    if (shared->runs != 1 || shared->answered != processes * threads)
        qFatal("%d runs, %d answers", shared->runs.load(), shared->answered.load());
    return (shared->last - start) * 1e3 - std::chrono::duration<double, std::milli>(itsOwn).count();
}

Measured manyAtOnce(int repeat)
{
    const QTemporaryDir folder;
    shared = static_cast<Shared *>(::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    double x = 0;
    const Measured measured = sampleInTurns(repeat, [&] { return flight(folder.path(), ++x); });
    ::munmap(shared, sizeof(Shared));
    return measured;
}

} // namespace

std::vector<Benchmark> singleFlights() { return {{u"singleflight.8x8"_s, u"ms"_s, {.atMost = 100}, manyAtOnce}}; }

} // namespace bench
