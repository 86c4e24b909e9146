// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/queryparser.h>

namespace once::detail {

// Microseconds since 1970-01-01 UTC.
struct TimeSpan
{
    qint64 first, last;
};

// The stretch of time that a word means, "7d", "2h" (ago), "today", "02:00", "2026-11-20", "2026-11-20T02:14": a day is
// 24 hours long, a moment has no length. Throws QueryMistake.
TimeSpan timeSpan(const QString &text, const QueryClock &clock);

// A number and its unit, "1.5h", in microseconds; without a unit only where `plain` says what that means.
std::optional<qint64> durationUs(const QString &text, QLatin1StringView plain);

} // namespace once::detail
