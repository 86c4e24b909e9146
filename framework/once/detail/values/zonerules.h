// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/instant.h>

#include <memory>
#include <vector>

namespace once::detail {

// What a calendar and a clock on the wall show, in no zone.
using WallTime = std::chrono::local_time<Microseconds>;

// The way from wall time to instants in one zone, with what daylight saving does to it: QDateTime takes a time that a
// zone leaves out for UTC, and of one that comes twice the second pass. From 1900 to 2200; as at the end of that
// beyond it. Immutable, any thread.
class ZoneRules
{
public:
    static std::shared_ptr<const ZoneRules> of(const QTimeZone &zone); // made once for each

    explicit ZoneRules(const QTimeZone &zone); // valid; some 100 us

    WallTime wallTime(Instant instant) const { return WallTime(instant.time_since_epoch() + offsetAt(instant)); }

    // What the wall is ahead of UTC, and the stretch of time around an instant in which that is so.
    std::chrono::seconds offsetAt(Instant instant) const { return spanAt(instant).offset; }
    Instant offsetBegin(Instant instant) const { return spanAt(instant).begin; }
    Instant offsetEnd(Instant instant) const;

    // When the wall shows a time. A time that is left out is there when the gap ends, in both.
    struct Moments
    {
        Instant first, last; // differ when it comes twice
        bool isInGap = false;
    };
    Moments moments(WallTime time) const;

private:
    struct Span // of one offset, up to the next one's begin
    {
        Instant begin;
        std::chrono::seconds offset;

        WallTime wallBegin() const { return WallTime(begin.time_since_epoch() + offset); }
    };

    const Span &spanAt(Instant instant) const;

    std::vector<Span> m_spans; // the first begins before all that is asked for
};

} // namespace once::detail
