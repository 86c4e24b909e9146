// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace once::detail {

// A thread that does one thing after the other, and looks around in between. All but the constructor and
// destructor may be called by any thread.
class OwnThread
{
public:
    // Looks around when it has nothing else to do, and says how long it may rest; none: until somebody wakes
    // it.
    using Look = std::function<std::optional<std::chrono::milliseconds>()>;

    explicit OwnThread(Look look);
    ~OwnThread(); // does what is left to do

    void post(std::function<void()> job); // which does not throw
    void wake(); // to look around
    std::thread::id id() const { return m_thread.get_id(); }

private:
    void work();
    void rest(std::unique_lock<std::mutex> &lock);

    const Look m_look;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_jobs;
    bool m_isWoken = false, m_isEnding = false;
    std::jthread m_thread;
};

} // namespace once::detail
