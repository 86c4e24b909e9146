// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/app.h>
#include <once/child.h>

#include <support/arguments.h>

#include <QThread>

#include <atomic>

// An app with a root of type T in a thread of its own, as it is beside a window; a window in another process meets the
// same.
template <typename T>
class RunningApp
{
public:
    RunningApp(const QString &folder, const char *name)
        : m_thread(QThread::create([this, folder, name] {
              Arguments arguments({"--data-dir", folder, "--headless"}, name);
              once::App app(arguments.count(), arguments.data());
              app.exec([] { return std::make_unique<once::Root<T>>(); }, [this](once::EventLoop &loop) { m_loop = &loop; });
          }))
    {
        m_thread->start();
    }
    ~RunningApp() { end(); }

    void end()
    {
        if (m_loop.load())
            m_loop.exchange(nullptr)->quit();
        m_thread->wait();
    }

private:
    std::atomic<once::EventLoop *> m_loop = nullptr;
    const std::unique_ptr<QThread> m_thread;
};
