// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/rules/fields.h>
#include <once/detail/values/zonerules.h>

namespace once::detail {

// When the times of a rule are due in one zone. Made for one question.
class Placing
{
public:
    Placing(const Fields &fields, const ZoneRules &zone, InGap inGap)
        : m_fields(fields), m_zone(zone), m_inGap(inGap)
    {
    }

    std::optional<Nominal> next(Instant after) const;
    std::optional<Nominal> latest(Instant until) const;

private:
    std::optional<Nominal> nextFlowing(Instant after) const;
    std::optional<Nominal> nextFixed(Instant after) const;
    std::optional<Nominal> nextOutsideGaps(Instant after) const;
    std::optional<Nominal> nextShifted(Instant after) const;
    Nominal atEndOfGap(Nominal::Time first, Instant end) const;
    Nominal::Time passed(Instant instant) const;
    Nominal::Time wallTime(Instant instant) const;
    Nominal::Time wallTimeBefore(Instant instant) const { return wallTime(instant - Microseconds(1)); }

    const Fields &m_fields;
    const ZoneRules &m_zone;
    const InGap m_inGap;
};

} // namespace once::detail
