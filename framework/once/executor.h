// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/tree/execution.h>

#include <functional>
#include <memory>

namespace once {

// One attempt at a run, as an executor gets it.
struct Task
{
    RunId run = 0;
    Work *work = nullptr; // outlives the task
    std::shared_ptr<const detail::Invocation> body;
    std::shared_ptr<detail::RunControl> control;
    bool tellsStart = true; // false when whoever starts it has seen hasRoom(), and need not be woken for that
};

// Told what becomes of tasks. Any thread; for one run in this order.
class RunListener
{
public:
    virtual ~RunListener() = default;
    virtual void started(RunId run) = 0;
    virtual void finished(RunId run, detail::Finished how) = 0;
};

// Where runs happen. Started from the loop's thread, with at most one task of a work at a time.
class Executor
{
public:
    // Waits for the tasks that are running; those that have not begun are dropped.
    virtual ~Executor() = default;

    // Returns at once.
    virtual void start(Task task) = 0;

    // Whether a task that is started now has to wait for no other one.
    virtual bool hasRoom() const = 0;
};

// A pool of threads, warm from the first task on. The body's log is captured.
std::unique_ptr<Executor> threadExecutor(int threads, RunListener &listener);

// In the loop's thread between two ticks: `post` brings a function there.
std::unique_ptr<Executor> inPlaceExecutor(std::function<void(std::function<void()>)> post, RunListener &listener);

} // namespace once
