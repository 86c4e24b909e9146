// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

#include <QTimeZone>

namespace once::detail {

// The zone of an app's days and schedules: what was the system's when it was first started, or was asked for since; it
// is kept in the store, so that a machine that travels changes nothing. What is to be said about it is appended.
QTimeZone appZone(Store &store, const QString &wanted, QStringList &warnings);

// Notes that the machine's rules of time zones are of another version than at the last start.
void noteZoneRules(Store &store);

} // namespace once::detail
