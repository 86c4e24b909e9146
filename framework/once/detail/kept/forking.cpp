// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/forking.h>

#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace once::detail {

namespace {

thread_local int depth = 0; // of Unforked in this thread

} // namespace

// All that is told of forks. Never destroyed: a fork may come after the end of main().
class Forks
{
public:
    static Forks &all()
    {
        static auto *forks = new Forks;
        return *forks;
    }

    void pass() // many threads at once, at the price of two counts
    {
        while (true) {
            ++m_inside;
            if (!m_isClosed)
                return;
            --m_inside;
            const std::lock_guard untilItHasForked(m_gate);
        }
    }
    void goOut() { --m_inside; }

    void add(Forking *one)
    {
        const std::lock_guard guard(m_mutex);
        m_told.push_back(one);
    }
    void remove(Forking *one)
    {
        const std::lock_guard guard(m_mutex);
        std::erase(m_told, one);
    }

    void add(OwnDescriptor *one)
    {
        const Unforked unforked;
        const std::lock_guard guard(m_descriptorsMutex);
        m_descriptors.push_back(one);
    }
    void remove(OwnDescriptor *one)
    {
        const Unforked unforked;
        const std::lock_guard guard(m_descriptorsMutex);
        std::erase(m_descriptors, one);
    }

    std::atomic<int> generation = 0;

private:
    Forks()
    {
        ::pthread_atfork([] { all().begin(); }, [] { all().end(); }, [] { all().beginChild(), all().end(); });
    }

    void begin()
    {
        m_mutex.lock();
        for (Forking *one : m_told)
            one->beforeFork();
        m_gate.lock();
        m_isClosed = true;
        while (m_inside > (depth > 0 ? 1 : 0))
            std::this_thread::sleep_for(std::chrono::microseconds(20));
    }
    void end()
    {
        m_isClosed = false;
        m_gate.unlock();
        for (Forking *one : m_told)
            one->afterFork();
        m_mutex.unlock();
    }
    void beginChild() // with one thread alone
    {
        m_inside = depth > 0 ? 1 : 0;
        ++generation;
        for (OwnDescriptor *one : m_descriptors)
            ::close(std::exchange(one->m_descriptor, -1));
    }

    std::mutex m_mutex, m_gate, m_descriptorsMutex;
    std::vector<Forking *> m_told;
    std::vector<OwnDescriptor *> m_descriptors;
    std::atomic<int> m_inside = 0; // threads
    std::atomic<bool> m_isClosed = false;
};

Unforked::Unforked()
{
    if (depth++ == 0)
        Forks::all().pass();
}

Unforked::~Unforked()
{
    if (--depth == 0)
        Forks::all().goOut();
}

int Unforked::generation() { return Forks::all().generation; }

OwnDescriptor::OwnDescriptor(int descriptor) : m_descriptor(descriptor) { Forks::all().add(this); }

OwnDescriptor::~OwnDescriptor()
{
    Forks::all().remove(this);
    ::close(m_descriptor);
}

void Forking::enter() { Forks::all().add(this); }

void Forking::leave() { Forks::all().remove(this); }

} // namespace once::detail
