// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <mutex>
#include <vector>

namespace once::detail {

// The one door into the loop's thread. push() from any thread; the waker is called, from the pushing thread,
// when the inbox was empty before: it carries nothing, so that all data cross under this mutex.
template <typename Event>
class Inbox
{
public:
    explicit Inbox(std::function<void()> waker) : m_waker(std::move(waker)) {}

    void push(Event event)
    {
        bool wasEmpty;
        {
            const std::lock_guard lock(m_mutex);
            wasEmpty = m_events.empty();
            m_events.push_back(std::move(event));
        }
        if (wasEmpty)
            m_waker();
    }

    std::vector<Event> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_events, {});
    }

    bool isEmpty() const
    {
        const std::lock_guard lock(m_mutex);
        return m_events.empty();
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Event> m_events;
    std::function<void()> m_waker;
};

} // namespace once::detail
