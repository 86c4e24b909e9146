// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

namespace once {
class Work;
}

namespace once::detail {

class RunControl;

// The work whose run() this thread is inside of, and how that run is talked to; both null outside.
inline thread_local const Work *runningWork = nullptr;
inline thread_local RunControl *runningControl = nullptr;

class RunScope
{
public:
    RunScope(const Work &work, RunControl &control) : m_outerWork(runningWork), m_outerControl(runningControl)
    {
        runningWork = &work;
        runningControl = &control;
    }
    ~RunScope()
    {
        runningWork = m_outerWork;
        runningControl = m_outerControl;
    }
    RunScope(const RunScope &) = delete;
    RunScope &operator=(const RunScope &) = delete;

private:
    const Work *m_outerWork;
    RunControl *m_outerControl;
};

} // namespace once::detail
