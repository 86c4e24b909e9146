// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/forking.h>

#include <pthread.h>

#include <algorithm>
#include <mutex>
#include <vector>

namespace once::detail {

// All that is told of forks. Never destroyed: a fork may come after the end of main().
class Forks
{
public:
    static Forks &all()
    {
        static auto *forks = new Forks;
        return *forks;
    }

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

private:
    Forks()
    {
        ::pthread_atfork([] { all().begin(); }, [] { all().end(false); }, [] { all().end(true); });
    }

    void begin()
    {
        m_mutex.lock();
        for (Forking *one : m_told)
            one->beforeFork();
    }
    void end(bool isChild)
    {
        for (Forking *one : m_told)
            one->afterFork(isChild);
        m_mutex.unlock();
    }

    std::mutex m_mutex;
    std::vector<Forking *> m_told;
};

void Forking::enter() { Forks::all().add(this); }

void Forking::leave() { Forks::all().remove(this); }

} // namespace once::detail
