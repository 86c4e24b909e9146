// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/rules/fields.h>

namespace once::detail {

// "Mon..Fri *-*-* 09:30", as in systemd.time(7) but for zones and parts of seconds. Throws RuleError.
Fields parseCalendar(const QString &text);

// Whether a text is rather this than a cron rule.
bool looksLikeCalendar(const QString &text);

} // namespace once::detail
