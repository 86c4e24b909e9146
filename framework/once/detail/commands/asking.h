// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/controlclient.h>
#include <once/detail/commands/target.h>
#include <once/history.h>

namespace once::detail {

// What the commands ask, and of whom: the history of an app, or the app itself. All throw Refusal.

std::unique_ptr<History> openHistory(const Target &target);
Json answerOf(ControlClient &app, const Target &target, const char *verb, Json more = Json::object());
QString dataFolderOf(const Target &target);

void print(const QString &text); // to stdout

} // namespace once::detail
