// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <support/recorder.h>

#include <atomic>
#include <thread>

// Says in the log when it comes and when it goes: "up 1", "down 1".
class Model
{
public:
    explicit Model(int id) : m_id(id)
    {
        executed.add(QStringLiteral("up %1").arg(id));
        ++living;
    }
    ~Model()
    {
        --living;
        m_isThere = false;
        executed.add(QStringLiteral("down %1").arg(m_id));
    }
    Model(const Model &) = delete;
    Model &operator=(const Model &) = delete;

    int id() const { return m_isThere ? m_id : -1; }
    bool hasThread() const { return m_thread == std::this_thread::get_id(); } // the one it was made in

    static inline std::atomic<int> living = 0;

private:
    const int m_id;
    const std::thread::id m_thread = std::this_thread::get_id();
    std::atomic<bool> m_isThere = true;
};

inline Model loadModel(int id) { return Model(id); }
