// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/loop/loop.h>

#include <condition_variable>
#include <mutex>

// Drives a loop by a condition variable, with no Qt event loop in between, so that ThreadSanitizer sees every
// hand-over.
class Pump
{
public:
    explicit Pump(once::detail::AppRoot &root)
        : m_loop(root, {.clock = &m_clock, .heartbeat = std::chrono::milliseconds(0), .threads = 4},
                 {.wake = [this] { wake(); }})
    {
        wake();
        m_loop.post([] {});
    }

    once::detail::Loop &loop() { return m_loop; }
    once::FakeClock &clock() { return m_clock; }

    // Turns until nothing is queued, running or due.
    void settle()
    {
        while (!m_loop.isIdle()) {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_isAwake; });
            m_isAwake = false;
            lock.unlock();
            m_loop.turn();
        }
    }

private:
    void wake()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isAwake = true;
        }
        m_changed.notify_one();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isAwake = false;
    once::FakeClock m_clock;
    once::detail::Loop m_loop;
};
