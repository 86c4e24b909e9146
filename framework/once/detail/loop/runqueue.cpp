// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/loop/runqueue.h>

#include <once/detail/tree/callbook.h>
#include <once/work.h>

namespace once::detail {

void ActiveRun::setStatus(Status status)
{
    run.status = call->status = status;
    work->markChanged();
    for (const Follower &follower : followers) {
        follower.call->status = status;
        follower.work->markChanged();
    }
}

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

std::vector<ActiveRun *> RunQueue::activeOf(const Work &work)
{
    std::vector<ActiveRun *> found;
    for (auto &[id, active] : m_active)
        if (active.work == &work)
            found.push_back(&active);
    std::ranges::sort(found, {}, [](const ActiveRun *active) { return active->run.id; });
    return found;
}

std::size_t RunQueue::waitingCount(const Work &work) const
{
    const auto it = m_lines.find(&work);
    return it == m_lines.end() ? 0 : it->second.waiting.size();
}

std::vector<ActiveRun *> RunQueue::running()
{
    std::vector<ActiveRun *> found;
    for (const auto &[work, line] : m_lines)
        if (ActiveRun *active = find(line.running))
            found.push_back(active);
    return found;
}

void RunQueue::remove(RunId id)
{
    const auto it = m_active.find(id);
    Work &work = *it->second.work;
    const bool isGivenUp = it->second.isGivenUp;
    m_sleeping -= it->second.isAsleep;
    m_active.erase(it);
    Line &line = m_lines[&work];
    if (isGivenUp)
        m_givenUp.emplace(id, &work);
    else if (line.running == id)
        free(line, work);
    else
        std::erase(line.waiting, id);
}

void RunQueue::sleep(RunId id)
{
    ActiveRun &active = m_active.at(id);
    active.isAsleep = true;
    ++m_sleeping;
    free(m_lines[active.work], *active.work);
}

void RunQueue::withdraw(RunId id)
{
    ActiveRun &active = m_active.at(id);
    if (std::erase(m_lines[active.work].waiting, id) == 0)
        return;
    active.isAsleep = true;
    ++m_sleeping;
}

void RunQueue::wake(RunId id)
{
    ActiveRun &active = m_active.at(id);
    if (!std::exchange(active.isAsleep, false))
        return;
    --m_sleeping;
    Line &line = m_lines[active.work];
    line.waiting.push_back(id);
    if (!line.running)
        startNext(line);
}

void RunQueue::goOn(const Work &work)
{
    if (const auto it = m_lines.find(&work); it != m_lines.end() && !it->second.running)
        startNext(it->second);
}

std::vector<Follower> RunQueue::takeFollowers(const std::vector<Work *> &works)
{
    std::vector<Follower> taken;
    for (auto &[id, active] : m_active)
        std::erase_if(active.followers, [&](const Follower &follower) {
            const bool isTaken = std::ranges::find(works, follower.work) != works.end();
            if (isTaken)
                taken.push_back(follower);
            return isTaken;
        });
    return taken;
}

void RunQueue::threadEnded(RunId id)
{
    if (const auto given = m_givenUp.extract(id)) {
        given.mapped()->takeBack();
        free(m_lines[given.mapped()], *given.mapped());
    }
}

void RunQueue::dropWaiting()
{
    const auto isRunning = [this](const auto &active) { return m_lines[active.second.work].running == active.first; };
    std::erase_if(m_active, [&](const auto &active) { return !isRunning(active) && !active.second.hasEnded; });
    for (auto &[work, line] : m_lines)
        line.waiting.clear();
    m_sleeping = std::size_t(std::ranges::count_if(m_active, [](const auto &active) { return active.second.isAsleep; }));
}

void RunQueue::free(Line &line, Work &work)
{
    work.book().isInFlight = false;
    line.running = 0;
    startNext(line);
}

void RunQueue::startNext(Line &line)
{
    if (line.waiting.empty() || m_active.at(line.waiting.front()).work->isPaused())
        return;
    line.running = line.waiting.front();
    line.waiting.pop_front();
    ActiveRun &next = m_active.at(line.running);
    next.work->book().isInFlight = true;
    m_start(next);
}

} // namespace once::detail
