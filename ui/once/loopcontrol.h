// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/control.h>
#include <once/eventloop.h>

#include <mutex>

namespace once {

// Steers a loop that lives in another thread of this process, for as long as it is there.
class LoopControl : public Control
{
public:
    void attach(EventLoop &loop); // in the loop's thread
    void detach();

    bool isAttached() const override;
    bool isPaused() const override;
    void resume() override { tell(&EventLoop::resume, false); }
    void pause() override { tell(&EventLoop::pause, true); }
    void stop(); // asks the runs to stop, too

private:
    void tell(void (EventLoop::*what)(), bool isPaused);

    mutable std::mutex m_mutex;
    EventLoop *m_loop = nullptr;
    bool m_isPaused = false;
};

} // namespace once
