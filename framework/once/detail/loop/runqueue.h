// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/executor.h>

#include <deque>
#include <unordered_map>

namespace once::detail {

// A run between its decision and its end.
struct ActiveRun
{
    Run run;
    Work *work = nullptr;
    Call *call = nullptr;
    std::unique_ptr<Invocation> body; // until it is handed to an executor
};

// The runs that are queued or running. A work runs one call at a time; its others wait here, first come,
// first served.
class RunQueue
{
public:
    using Start = std::function<void(ActiveRun &)>; // hands a run to its executor

    explicit RunQueue(Start start) : m_start(std::move(start)) {}

    ActiveRun &add(ActiveRun run);
    ActiveRun *find(RunId id);
    ActiveRun *runningOf(const Work &work); // null when none of its runs is with an executor
    void remove(RunId id);                  // it has ended: the work's next one is started
    void dropWaiting();                     // those that have not begun; they will be asked for again

    std::size_t count() const { return m_active.size(); }
    bool isEmpty() const { return m_active.empty(); }

private:
    struct Line
    {
        RunId running = 0;
        std::deque<RunId> waiting;
    };

    void startNext(Line &line);

    Start m_start;
    std::unordered_map<RunId, ActiveRun> m_active;
    std::unordered_map<const Work *, Line> m_lines;
};

} // namespace once::detail
