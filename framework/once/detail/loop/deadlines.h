// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/clock.h>
#include <once/run.h>

#include <set>
#include <unordered_map>
#include <vector>

namespace once::detail {

// What is due for a run at a point in time.
struct Deadline
{
    enum What {
        Retry,   // its next attempt may begin, or its next look at what another process is at
        Queue,   // it has waited too long
        Run,     // its attempt takes too long
        Silence, // its attempt may have given no sign of life for too long
        Slot,    // its slot's deadline has passed, and it has not begun
        Grace,   // it was asked to stop, and has had its time for that
    };

    Instant at;
    RunId run = 0;
    What what = Retry;

    auto operator<=>(const Deadline &) const = default;
};

// The deadlines of all runs, in their order. A run's go with it, so that nothing is left of runs that ended in
// time.
class Deadlines
{
public:
    explicit Deadlines(const Clock &clock) : m_clock(clock) {}

    void add(const Deadline &deadline)
    {
        m_all.insert(deadline);
        m_ofRun[deadline.run].push_back(deadline);
    }

    void drop(RunId run)
    {
        const auto it = m_ofRun.find(run);
        if (it == m_ofRun.end())
            return;
        for (const Deadline &deadline : it->second)
            m_all.erase(deadline);
        m_ofRun.erase(it);
    }

    // The next one that is due, once.
    std::optional<Deadline> take()
    {
        if (m_all.empty() || m_clock.now() < m_all.begin()->at)
            return {};
        const Deadline due = m_all.extract(m_all.begin()).value();
        std::erase(m_ofRun[due.run], due);
        return due;
    }

    std::optional<std::chrono::milliseconds> delay() const
    {
        return m_all.empty() ? std::nullopt : m_clock.delayUntil(m_all.begin()->at);
    }

private:
    const Clock &m_clock;
    std::set<Deadline> m_all;
    std::unordered_map<RunId, std::vector<Deadline>> m_ofRun;
};

} // namespace once::detail
