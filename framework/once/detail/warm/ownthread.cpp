// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/warm/ownthread.h>

namespace once::detail {

OwnThread::OwnThread(Look look) : m_look(std::move(look)), m_thread([this] { work(); }) { }

OwnThread::~OwnThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_one();
}

void OwnThread::post(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_changed.notify_one();
}

void OwnThread::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isWoken = true;
    }
    m_changed.notify_one();
}

void OwnThread::work()
{
    std::unique_lock lock(m_mutex);
    while (!m_isEnding || !m_jobs.empty()) {
        if (m_jobs.empty()) {
            rest(lock);
            continue;
        }
        auto job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        job = {}; // what it holds goes in here, too
        lock.lock();
    }
}

void OwnThread::rest(std::unique_lock<std::mutex> &lock)
{
    m_isWoken = false;
    lock.unlock();
    const auto delay = m_look();
    lock.lock();
    const auto hasNews = [this] { return m_isWoken || m_isEnding || !m_jobs.empty(); };
    if (delay)
        m_changed.wait_for(lock, *delay, hasNews);
    else
        m_changed.wait(lock, hasNews);
}

} // namespace once::detail
