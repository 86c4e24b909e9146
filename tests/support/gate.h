// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <mutex>

// Holds a run back until the test lets it go, so that "while it runs" needs no sleep.
class Gate
{
public:
    void close() { set(false); }
    void open() { set(true); }

    void pass()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_isOpen; });
    }

private:
    void set(bool isOpen)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isOpen = isOpen;
        }
        m_changed.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isOpen = true;
};
