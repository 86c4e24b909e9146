// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/history.h>

namespace once {

// A difference between two values, at a path such as "opts.layers.2".
struct Change
{
    enum class Kind { Added, Removed, Changed };

    QString path;
    Kind kind = Kind::Changed;
    Json then, now;
};

// All leaves in which two values differ, in the order of `now`. Arrays are aligned first, so that one
// element put at the front is one change. Cost: quadratic in the length of arrays up to 2,000 elements,
// linear beyond.
QList<Change> differences(const Json &then, const Json &now);

// A run's props by name: {"day": "2026-11-21"}; of a single described struct, its fields.
Json namedProps(const Run &run);

// The answer to "why did this run?", for the window, the command line and --json alike.
struct Explanation
{
    QString question;       // "Why did train run?"
    QString sentence;       // "Ran because 1 of 3 props differs from run 41."
    RunId comparedWith = 0;
    QList<Change> changes;  // of the props
    QStringList same;       // names of the props that are equal
    QList<RunId> causedBy;  // the chain upstream, nearest first
    QString now;            // "Would be skipped: it succeeded." or what would happen, and why
};

Explanation explain(History &history, const Run &run);

// Why the work's latest call is skipped now, or what it waits for; from its newest streak.
Explanation explainSkip(History &history, const QString &work);

QString toText(const Explanation &explanation, History &history); // several lines, for a terminal
Json toJson(const Explanation &explanation);

} // namespace once
