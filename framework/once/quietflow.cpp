// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/quietflow.h>

#include <once/detail/tree/runtime.h>

namespace once {

Encoder &QuietFlow::beginArguments()
{
    checkReach();
    Encoder &arguments = runtime().callProps;
    arguments.clear();
    arguments.expect(m_arguments);
    return arguments;
}

bool QuietFlow::isToBeEntered()
{
    Encoder &arguments = runtime().callProps;
    if (!arguments.isAsExpected())
        m_arguments = arguments.view().toByteArray();
    else if (isAtRest())
        return false;
    return true;
}

// Nothing has happened that its run() could notice; sees to it that the loop wakes when something will have.
bool QuietFlow::isAtRest()
{
    const detail::Tick &tick = runtime().tick;
    const bool isDue =
        (m_scope.flowDue && *m_scope.flowDue <= tick.time) || (m_scope.due && *m_scope.due <= tick.stamp);
    if (m_hasChanged || !m_scope.isSettled || isDue)
        return false;
    if (m_scope.flowDue)
        runtime().wakeAt(*m_scope.flowDue);
    if (m_scope.due)
        runtime().wakeAtStamp(*m_scope.due);
    return true;
}

void QuietFlow::begin()
{
    m_hasChanged = false;
    m_scope = {.top = this, .outer = runtime().scope, .lastTick = runtime().tick.number, .isSettled = true};
    runtime().scope = &m_scope;
    runtime().entered(m_scope);
}

void QuietFlow::end(bool isComplete)
{
    if (!isComplete)
        runtime().stayAwake();
    runtime().scope = m_scope.outer;
}

} // namespace once
