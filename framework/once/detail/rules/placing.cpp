// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/placing.h>

#include <algorithm>

namespace once::detail {

using namespace std::chrono;
using Time = Nominal::Time;

namespace {

// A year beyond all that rules know: instants farther off are taken for these, so that sums stay in range.
constexpr Instant farthestBack = sys_days(year(firstYear - 1) / 1 / 1),
                  farthestAhead = sys_days(year(lastYear + 2) / 1 / 1);

} // namespace

Time Placing::wallTime(Instant instant) const { return floor<seconds>(m_zone.wallTime(instant)); }

// The latest time that has been there by then for the first time: later than the wall shows in a second pass.
Time Placing::passed(Instant instant) const
{
    return std::max(wallTime(instant), wallTimeBefore(m_zone.offsetBegin(instant)));
}

std::optional<Nominal> Placing::next(Instant after) const
{
    after = std::clamp(after, farthestBack, farthestAhead);
    return m_fields.isFixed ? nextFixed(after) : nextFlowing(after);
}

// Goes from one offset to the next, and asks within each for the times that the wall really shows.
std::optional<Nominal> Placing::nextFlowing(Instant after) const
{
    auto time = m_fields.atOrAfter(wallTime(after) + 1s);
    Instant begin = m_zone.offsetBegin(after);
    while (time) {
        const Instant end = m_zone.offsetEnd(begin);
        const Instant due(time->time_since_epoch() - m_zone.offsetAt(begin));
        if (due < end)
            return Nominal{*time, m_zone.moments(*time).first < due, false, due, {}};
        begin = end;
        time = m_fields.atOrAfter(wallTime(begin));
    }
    return {};
}

std::optional<Nominal> Placing::nextFixed(Instant after) const
{
    if (m_inGap != InGap::End) {
        auto next = nextOutsideGaps(after);
        auto shifted = m_inGap == InGap::Shift ? nextShifted(after) : std::nullopt;
        if (next && shifted && next->due == shifted->due)
            next->merged.push_back(shifted->time);
        return shifted && (!next || shifted->due < next->due) ? shifted : next;
    }
    for (auto time = m_fields.atOrAfter(passed(after) + 1s); time; time = m_fields.atOrAfter(*time + 1s)) {
        const auto moments = m_zone.moments(*time);
        if (moments.isInGap)
            return atEndOfGap(*time, moments.first);
        if (moments.first > after)
            return Nominal{*time, false, false, moments.first, {}};
    }
    return {};
}

Nominal Placing::atEndOfGap(Time first, Instant end) const
{
    const Time lastOne = wallTime(end);
    Nominal nominal{first, false, first < lastOne, end, {}};
    for (auto time = m_fields.atOrAfter(first + 1s); time && *time <= lastOne;
         time = m_fields.atOrAfter(*time + 1s)) {
        nominal.merged.push_back(nominal.time);
        nominal.time = *time;
        nominal.isInGap = *time < lastOne;
    }
    return nominal;
}

std::optional<Nominal> Placing::nextOutsideGaps(Instant after) const
{
    auto time = m_fields.atOrAfter(passed(after) + 1s);
    while (time) {
        const auto moments = m_zone.moments(*time);
        if (!moments.isInGap && moments.first > after)
            return Nominal{*time, false, false, moments.first, {}};
        time = m_fields.atOrAfter(moments.isInGap ? wallTime(moments.first) : *time + 1s);
    }
    return {};
}

// Of the gap before `after`, and of the one that the next time lies in.
std::optional<Nominal> Placing::nextShifted(Instant after) const
{
    const auto shifted = [&](Time from, Instant gapEnd) -> std::optional<Nominal> {
        const auto time = m_fields.atOrAfter(from);
        if (!time || *time >= wallTime(gapEnd) || !m_zone.moments(*time).isInGap)
            return {};
        return Nominal{*time,
                       false,
                       true,
                       Instant(time->time_since_epoch() - m_zone.offsetAt(gapEnd - Microseconds(1))),
                       {}};
    };
    const Instant begin = m_zone.offsetBegin(after);
    const Time now =
        floor<seconds>(WallTime(after.time_since_epoch() + m_zone.offsetAt(begin - Microseconds(1))));
    if (auto found = shifted(std::max(now, wallTimeBefore(begin)) + 1s, begin))
        return found;
    const auto time = m_fields.atOrAfter(passed(after) + 1s);
    return time ? shifted(*time, m_zone.moments(*time).first) : std::nullopt;
}

// Begins a little earlier, at a time that is due by then, and goes forward as long as there are more.
std::optional<Nominal> Placing::latest(Instant until) const
{
    until = std::clamp(until, farthestBack, farthestAhead);
    const bool skipsGaps = !m_fields.isFixed || m_inGap == InGap::Skip;
    auto time = m_fields.atOrBefore(m_fields.isFixed ? passed(until) : wallTime(until));
    while (time) {
        const auto moments = m_zone.moments(*time);
        const Instant from = !m_fields.isFixed && moments.last <= until ? moments.last : moments.first;
        std::optional<Nominal> found;
        for (auto next = this->next(from - Microseconds(1)); next && next->due <= until;
             next = this->next(next->due))
            found = std::move(next);
        if (found)
            return found;
        time = m_fields.atOrBefore(moments.isInGap && skipsGaps ? wallTimeBefore(moments.first) : *time - 1s);
    }
    return {};
}

} // namespace once::detail
