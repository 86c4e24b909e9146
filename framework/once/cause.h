// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/json.h>

#include <QStringList>

namespace once {

using RunId = qint64; // ascending from 1 within one history, never used twice; 0 is "none"

// Why a call ran. Recorded with every run at the moment of the decision.
struct Cause
{
    enum class Kind : quint8 { // stored: never change a value
        FirstCall = 0,           // the work has never run before
        PropsChanged = 1,        // `paths` differ from `other`, the work's run before
        CacheOff = 2,            // cacheCalls is off: the same props run again
        CodeVersionChanged = 3,  // the props of `other`, but the code identity went `from`, `to`
        PreviousFailed = 4,      // `other` had the same props and failed before this start of the app
        PreviousLost = 5,        // `other` had the same props and its process ended under it
        ResultMissing = 6,       // `other` succeeded, but what it left cannot be read
        ResultForgotten = 7,     // somebody had the call forgotten
        Forced = 8,              // somebody asked for it
        Retry = 9,               // somebody asked for another try at `other`, which ended badly
        ResultExpired = 10,      // `other` succeeded longer ago than results live
        NotKept = 11,            // `other` succeeded, but so many calls ago that it does not count any more
        RememberedElsewhere = 12, // it did not run here: its outcome is that of the run `from`, of another app
    };

    static constexpr Kind lastKind = Kind::RememberedElsewhere;

    Kind kind = Kind::FirstCall;
    RunId other = 0;
    QStringList paths;           // names of the props that differ, at the top level; of changed code, in what
    RunId upstream = 0;          // the run that made the first changed prop's value, where that is known
    QString from, to;
    QString slot; // the slot of a schedule among the props, as Slot::text()

    bool operator==(const Cause &) const = default;
};

// Why a call did not run, as the reason of a streak of skips.
enum class SkipCause : quint8 { // stored: never change a value
    SameProps = 0,      // the run it was served from succeeded with them
    AlreadyRunning = 1,
    FailedBefore = 2,   // and its failure is remembered
    NotYetDue = 3,      // uncached, and the last start lies less than its interval or back-off behind
    Paused = 4,         // the work is
    Busy = 5,           // with other props, and takes no more calls until then
};

inline constexpr SkipCause lastSkipCause = SkipCause::Busy;

// "propsChanged"; the inverse is none for an unknown word.
QString toWord(Cause::Kind kind);
QString toWord(SkipCause cause);
std::optional<Cause::Kind> causeKindFromWord(QStringView word);

// All but the kind, leaving out what is empty; null when nothing is left. fromJson ignores what it does not know.
Json detailsToJson(const Cause &cause);
Cause causeFromJson(Cause::Kind kind, const Json &details);

// For a table's cell: "props changed: day", "first call", "retry of run 12".
QString shortText(const Cause &cause);

} // namespace once
