// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/instant.h>

#include <QString>

namespace once {

namespace detail {
class Runtime;
}

// Time as a flow sees it: an input, the same from the first line of a tick to the last. It stands still from
// a tick that suspended on a cached call until one that reached the end, so that a job which runs over
// midnight is finished for the day it began with. Cheap to copy; the loop's thread.
class FlowClock
{
public:
    explicit FlowClock(detail::Runtime &runtime) : m_runtime(&runtime) {}

    // For looking at. Passed as a prop it never repeats; use today().
    Instant now() const;

    // The date in the app's zone, "2026-11-21". Reading it makes the loop tick when the next day begins.
    QString today() const;

    QTimeZone zone() const;

private:
    detail::Runtime *m_runtime;
};

// When the local day after the given moment's begins: the first moment of another date.
Instant nextMidnight(Instant after, const QTimeZone &zone);

} // namespace once
