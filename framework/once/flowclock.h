// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/schedule.h>

#include <QString>

namespace once {

class Component;

namespace detail {
class Runtime;
}

// Time as a flow sees it, and what else comes from outside: an input, the same from the first line of a tick to the last. It stands still from
// a tick that suspended on a cached call until one that reached the end, so that a job which runs over
// midnight is finished for the day it began with. Cheap to copy; the loop's thread.
class FlowClock
{
public:
    FlowClock(detail::Runtime &runtime, const Component &flow) : m_runtime(&runtime), m_flow(&flow) {}

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

    // The slot that a schedule has for the flow: the newest that was due since this was first asked, none before.
    // Passed to works, which then run once for each, over restarts and whatever happens to clocks:
    //     if (const auto slot = clock().slot("30 9 * * 1-5", "Europe/Berlin"))
    //         mail.run(*slot);
    // Two works that are to know nothing of one another have a schedule each, of another name. Throws RuleError, and
    // std::logic_error for a zone that does not exist.
    std::optional<Slot> slot(const QString &rule, const QByteArray &zone = {}) const;
    std::optional<Slot> slot(const Schedule &schedule) const;

    // The same for a grid that goes on evenly, beginning at `anchor`.
    std::optional<Slot> every(std::chrono::seconds step, Instant anchor = {}) const;

    // How often somebody has asked for it by hand, over all starts: `APP schedule trigger NAME`, or the window. As a
    // prop it makes a button.
    qint64 manual(const QString &name) const;

    // What is in a file, as a text that changes with it; empty while there is none. The loop ticks when it changes. For
    // a file that others write in place, a half of it is a version too: have them write beside it and rename.
    QString fileVersion(const QString &path) const;

    // All that were due after some time, the oldest first, at most a thousand; for flows that do their own catching up.
    // Nothing is kept of them. Throws as slot() does.
    QList<Slot> slotsDue(const QString &rule, const QByteArray &zone, Instant after) const;

    QTimeZone zone() const;

private:
    detail::Runtime *m_runtime;
    const Component *m_flow;
};

} // namespace once
