// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

namespace once {
class Work;
}

namespace once::detail {

// The work whose run() this thread is inside of, or null.
inline thread_local const Work *runningWork = nullptr;

class RunScope
{
public:
    explicit RunScope(const Work &work) : m_outer(runningWork) { runningWork = &work; }
    ~RunScope() { runningWork = m_outer; }
    RunScope(const RunScope &) = delete;
    RunScope &operator=(const RunScope &) = delete;

private:
    const Work *m_outer;
};

} // namespace once::detail
