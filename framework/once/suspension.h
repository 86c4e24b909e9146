// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/run.h>

#include <stdexcept>

namespace once {

class Component;

// Unwinds a flow that has to wait, up to the loop, which ticks it again from the top when something has
// changed. Not an error and no std::exception, so that catching those lets it pass. Never catch it.
struct Suspension
{
    const Component *waitingFor;
    bool isCached; // by a call that will be known once it has run, so that the flow's clock stands still
};

// Thrown by Flow::stop() and Flow::fail() for the loop. Like Suspension: never catch it.
struct Stop
{
    QString message;
    int exitCode = 0;
};

// Thrown by a work's throwIfStopped() out of its run(). No std::exception, so that run() does not take it for a
// failure: let it pass.
struct Cancelled
{};

// Thrown into the flow by a blocking call that has failed, was cancelled or took too long, and by reading the
// result of such a call.
class RunFailed : public std::runtime_error
{
public:
    RunFailed(const QString &work, RunId run, const QString &error);

    const QString &work() const { return m_work; } // path
    RunId run() const { return m_run; }
    const QString &error() const { return m_error; }

private:
    QString m_work;
    RunId m_run;
    QString m_error;
};

} // namespace once
