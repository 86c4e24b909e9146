// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

// How an app that runs is steered from outside: a local socket of its user, over which lines of JSON go.
//
//     {"id": 1, "verb": "pause"}
//     {"id": 1, "answer": {"stage": "paused", ...}}     or {"id": 1, "error": {"code": "unsupported", "text":
//     "..."}}
//
// Verbs are hello, status, pause, resume and stop; cancel, retry, forget, pause and resume with the path of a
// "work"; commands, which lists what the app itself offers, and do. Whoever does not know a verb answers
// "unsupported", and unknown fields are ignored, so that both sides may be of another version.
namespace once::detail {

constexpr int controlProtocol = 1;
constexpr qint64 longestControlLine = 64 * 1024; // bytes; who sends more is cut off

// The socket of the app that writes this data folder: in $XDG_RUNTIME_DIR/once, or in a folder of the user
// under the temporary directory.
QString controlSocket(const QString &dataFolder);

// Those of all apps of this user; of some the app may be gone.
QStringList controlSockets();

// Makes the socket's folder, for this user alone. False when it cannot be had, or is somebody else's.
bool makeControlFolder(const QString &socket);

} // namespace once::detail
