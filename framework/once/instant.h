// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>
#include <QTimeZone>

#include <chrono>

namespace once {

// A point in time: microseconds since 1970-01-01 UTC. The epoch itself means "not yet".
using Microseconds = std::chrono::microseconds;
using Instant = std::chrono::sys_time<Microseconds>;

inline qint64 toMicroseconds(Instant instant) { return instant.time_since_epoch().count(); }
inline Instant fromMicroseconds(qint64 value) { return Instant(Microseconds(value)); }

// Milliseconds are all that QDateTime holds.
QDateTime toDateTime(Instant instant, const QTimeZone &zone = QTimeZone::systemTimeZone());
Instant fromDateTime(const QDateTime &dateTime);

// "2026-11-21T02:14:31.123456Z", for machines. Empty for "not yet".
QString toIso(Instant instant);

// Two units at most: "0 s", "420 us", "12.4 s", "1 m 28 s", "3 h 02 m", "5 d 04 h".
QString durationText(Microseconds duration);

} // namespace once
