// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

#include <QStringList>
#include <QTimeZone>

namespace once::detail {

// How a program of Once ends. Stable: scripts ask for them.
enum ExitCode {
    Done = 0,
    FailedOtherwise = 1,
    WrongUsage = 2,
    NoSuch = 3, // app, run, work
    NotRunning = 4, // or it does not answer
    NoSuccess = 5, // of a run that was waited for
    TimedOut = 6, // the waiting, not what was waited for
    Refused = 7, // in use, read-only, no permission
    DamagedOrNewer = 8,
};

// Why a program cannot do what it was asked for, in three sentences for people; thrown up to main.
struct Refusal
{
    ExitCode exitCode = WrongUsage;
    QString happened, why, attempt;

    static Refusal of(const StoreError &error);
};

// Prints the three lines to stderr; returns the exit code.
int tell(const Refusal &refusal);

// The one among the names that was probably meant, empty when none is near.
QString nearest(const QString &typed, const QStringList &names);

QTimeZone zoneNamed(const QString &name); // throws Refusal for one that does not exist

// For a command that is shown to be copied: quoted where a shell would read it otherwise.
QString shellQuoted(const QString &argument);

} // namespace once::detail
