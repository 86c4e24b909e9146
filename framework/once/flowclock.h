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

    // For looking at. Passed as a prop it never repeats; use one of those below. Reading them makes the loop tick when
    // they change.
    Instant now() const;

    // The date in the app's zone, "2026-11-21".
    QString today() const { return day(zone()); }

    // The date in some zone, where the day begins at `turn` instead of midnight: with 2 h, one hour past midnight
    // belongs to the day before. No day comes twice: when clocks are set back over the turn, the first pass counts; a
    // turn that is left out is when the clock has been set forward. Throws std::logic_error when the zone is not
    // valid, or `turn` not within a day.
    QString day(const QTimeZone &zone, std::chrono::minutes turn = {}) const;

    // The begin of the stretch of time that it is, "2026-11-21T02:15:00.000000Z": stretches follow one another without
    // end, one beginning at 1970-01-01 UTC. For polling: a call with the bucket as a prop runs once for each. Throws
    // std::logic_error unless `size` is above 0.
    QString bucket(Microseconds size) const;

    // Whether it is so late.
    bool at(Instant due) const;

    QTimeZone zone() const;

private:
    detail::Runtime *m_runtime;
};

} // namespace once
