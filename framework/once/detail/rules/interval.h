// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/rule.h>

namespace once::detail {

// "every 90m from 2026-01-01T00:15Z", "after 90m".
struct Interval
{
    std::chrono::seconds period;
    Instant anchor;
    bool fromEnd = false;

    // None when the text is no interval at all. Throws RuleError.
    static std::optional<Interval> parse(const QString &text);

    std::optional<Nominal> next(Instant after) const;
    std::optional<Nominal> latest(Instant until) const;
    QString words() const;
};

} // namespace once::detail
