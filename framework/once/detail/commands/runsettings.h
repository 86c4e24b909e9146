// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace once::detail {

// What the options of `run` and `tick` say.
struct RunSettings
{
    QString program; // as it was typed, for the commands that are suggested
    QString name;
    QString dataFolder; // absolute
    QString zone; // IANA, when another one is wanted
    QString callFolder; // absolute, of calls that apps share; empty: none
    bool hasOwnFolder = false; // it was named on the command line
    bool isPaused = false;
    bool isOneTick = false; // and what it starts is waited for
    bool untilIdle = false;
    bool isVerbose = false;
    bool isDurable = false;
    int threads = 0; // 0: as many as the loop likes
    int heartbeatMs = 1000;

    QString historyFile() const { return dataFolder + QStringLiteral("/history.db"); }
};

// Where an app of this name keeps its history if nothing else is said.
QString usualDataFolder(const QString &name);

} // namespace once::detail
