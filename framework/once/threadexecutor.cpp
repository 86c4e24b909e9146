// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/executor.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace once {

namespace {

// On plain threads and a condition variable rather than QThreadPool: a task is handed over once, and
// ThreadSanitizer sees all of it, which it does not inside an uninstrumented Qt.
class ThreadExecutor : public Executor
{
public:
    ThreadExecutor(int threads, RunListener &listener) : m_limit(std::size_t(threads)), m_listener(listener) {}
    ~ThreadExecutor() override;

    void start(Task task) override;
    bool hasRoom() const override;

private:
    void work();

    const std::size_t m_limit;
    RunListener &m_listener;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Task> m_tasks;
    std::size_t m_idle = 0;
    bool m_isEnding = false;
    std::vector<std::jthread> m_threads;
};

ThreadExecutor::~ThreadExecutor()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
        m_tasks.clear();
    }
    m_changed.notify_all();
    m_threads.clear(); // joins
}

void ThreadExecutor::start(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
        if (m_tasks.size() > m_idle && m_threads.size() < m_limit)
            m_threads.emplace_back([this] { work(); });
    }
    m_changed.notify_one();
}

bool ThreadExecutor::hasRoom() const
{
    const std::lock_guard lock(m_mutex);
    return m_tasks.size() < m_idle || m_threads.size() < m_limit;
}

void ThreadExecutor::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        ++m_idle;
        m_changed.wait(lock, [this] { return m_isEnding || !m_tasks.empty(); });
        --m_idle;
        if (m_isEnding)
            return;
        const Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        if (task.tellsStart)
            m_listener.started(task.run);
        m_listener.finished(task.run, detail::execute(*task.work, *task.body, *task.control, true));
        lock.lock();
    }
}

} // namespace

std::unique_ptr<Executor> threadExecutor(int threads, RunListener &listener)
{
    return std::make_unique<ThreadExecutor>(threads, listener);
}

} // namespace once
