// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/loop/runqueue.h>

#include <once/detail/tree/callbook.h>
#include <once/work.h>

namespace once::detail {

ActiveRun &RunQueue::add(ActiveRun run)
{
    const RunId id = run.run.id;
    Line &line = m_lines[run.work];
    ActiveRun &added = m_active.emplace(id, std::move(run)).first->second;
    line.waiting.push_back(id);
    if (!line.running)
        startNext(line);
    return added;
}

ActiveRun *RunQueue::find(RunId id)
{
    const auto it = m_active.find(id);
    return it == m_active.end() ? nullptr : &it->second;
}

ActiveRun *RunQueue::runningOf(const Work &work)
{
    const auto it = m_lines.find(&work);
    return it == m_lines.end() ? nullptr : find(it->second.running);
}

void RunQueue::remove(RunId id)
{
    const auto it = m_active.find(id);
    Work &work = *it->second.work;
    m_active.erase(it);
    work.book().isInFlight = false;
    Line &line = m_lines[&work];
    line.running = 0;
    startNext(line);
}

void RunQueue::dropWaiting()
{
    for (auto &[work, line] : m_lines)
        for (const RunId id : std::exchange(line.waiting, {}))
            m_active.erase(id);
}

void RunQueue::startNext(Line &line)
{
    if (line.waiting.empty())
        return;
    line.running = line.waiting.front();
    line.waiting.pop_front();
    ActiveRun &next = m_active.at(line.running);
    next.work->book().isInFlight = true;
    m_start(next);
}

} // namespace once::detail
