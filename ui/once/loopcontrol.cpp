// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/loopcontrol.h>

namespace once {

void LoopControl::attach(EventLoop &loop)
{
    {
        const std::lock_guard lock(m_mutex);
        m_loop = &loop;
        m_isPaused = loop.stage() == Stage::Paused;
    }
    QObject::connect(&loop, &EventLoop::ended, &loop, [this] { detach(); });
    QObject::connect(&loop, &EventLoop::reported, &loop, [this, &loop] {
        const std::lock_guard lock(m_mutex);
        m_isPaused = loop.stage() == Stage::Paused;
    });
}

void LoopControl::detach()
{
    const std::lock_guard lock(m_mutex);
    m_loop = nullptr;
}

bool LoopControl::isAttached() const
{
    const std::lock_guard lock(m_mutex);
    return m_loop;
}

bool LoopControl::isPaused() const
{
    const std::lock_guard lock(m_mutex);
    return m_isPaused;
}

void LoopControl::stop()
{
    const std::lock_guard lock(m_mutex);
    if (m_loop)
        m_loop->interrupt();
}

void LoopControl::tell(void (EventLoop::*what)(), bool isPaused)
{
    const std::lock_guard lock(m_mutex);
    m_isPaused = isPaused;
    if (m_loop)
        (m_loop->*what)();
}

} // namespace once
