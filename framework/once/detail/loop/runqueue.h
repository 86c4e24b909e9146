// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callstore.h>
#include <once/detail/loop/watchedrun.h>
#include <once/executor.h>

#include <deque>
#include <unordered_map>

namespace once::detail {

// How a run is to end, whatever its body does.
struct Verdict
{
    Status status = Status::Cancelled;
    QString error;
    bool isRemembered = true; // by its call
};

// A work that asked for a call which another one, that shares it, had already under way.
struct Follower
{
    Work *work = nullptr;
    Call *call = nullptr;
};

// How a run stands with other processes, when its call is one that they share.
struct Elsewhere
{
    std::unique_ptr<CallClaim> claim;     // from its first attempt to its end, or until its work is paused
    std::optional<qint64> before;         // the outcome that was there at its first look, 0 for none
    std::chrono::milliseconds pause{10};  // until the next look, while another process is at it
};

// A run between its decision and its end.
struct ActiveRun
{
    Run run;
    Work *work = nullptr;
    Call *call = nullptr;
    std::shared_ptr<const Invocation> body;
    std::shared_ptr<WatchedRun> control; // of the attempt that is with an executor
    std::vector<Follower> followers;
    Elsewhere elsewhere;
    std::optional<Verdict> verdict; // once it was asked to stop
    bool isAsleep = false;          // neither waits nor runs
    bool hasEnded = false;          // and is not shown yet
    bool isGivenUp = false;         // it has ended for all but its thread

    void setStatus(Status status); // of the run, and of the call for all that asked for it
};

// The runs that are queued or running. A work runs one call at a time; its others wait here, first come,
// first served. A run between two attempts sleeps: it is active, but neither waits nor runs; and
// so does one whose call is under way in another process.
class RunQueue
{
public:
    using Start = std::function<void(ActiveRun &)>; // hands a run to its executor

    explicit RunQueue(Start start) : m_start(std::move(start)) {}

    ActiveRun &add(ActiveRun run);
    ActiveRun *find(RunId id);
    ActiveRun *runningOf(const Work &work); // null when none of its runs is with an executor
    std::vector<ActiveRun *> activeOf(const Work &work);
    std::size_t waitingCount(const Work &work) const;
    std::vector<ActiveRun *> running();
    void remove(RunId id);       // it has ended: the work's next one is started, unless its thread goes on
    void sleep(RunId id);        // the running one, until wake(); the work's next one is started
    void withdraw(RunId id);     // a waiting one, for good
    void wake(RunId id);
    void threadEnded(RunId id);  // that of a run which was given up and removed
    void goOn(const Work &work); // it was paused
    std::vector<Follower> takeFollowers(const std::vector<Work *> &works); // they follow no longer
    void forget(const Work &work) { m_lines.erase(&work); } // none of its runs is active
    void dropWaiting();          // those that have not begun, or sleep; they will be asked for again

    std::size_t count() const { return m_active.size(); }
    bool isEmpty() const { return m_active.empty(); }
    bool isAsleep() const { return m_sleeping == m_active.size(); } // nothing waits, nothing runs

private:
    struct Line
    {
        RunId running = 0;
        std::deque<RunId> waiting;
    };

    void free(Line &line, Work &work);
    void startNext(Line &line);

    Start m_start;
    std::unordered_map<RunId, ActiveRun> m_active;
    std::unordered_map<const Work *, Line> m_lines;
    std::unordered_map<RunId, Work *> m_givenUp;
    std::size_t m_sleeping = 0;
};

} // namespace once::detail
