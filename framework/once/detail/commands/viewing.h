// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/commands.h>
#include <once/detail/commands/table.h>

namespace once::detail {

// What the commands have in common: how a value becomes a cell, and rows become text.
QString written(const Table &table, const View &view);
QString written(const Json &json); // two spaces deep

QString timeText(Instant at, const View &view); // "3 m 12 s ago" or ISO; empty for "not yet"
QString tookText(Microseconds duration, const View &view); // "1.2 s" or microseconds
QString bytesText(qint64 bytes, const View &view);
Cell statusCell(Status status);

Json toJson(const AppStatus &app);

// Puts "started" and "startedUs", or null for "not yet".
void putTime(Json &json, const std::string &name, Instant at);

} // namespace once::detail
