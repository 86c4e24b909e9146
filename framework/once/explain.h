// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/differences.h>
#include <once/history.h>

namespace once {

// A run's props by name: {"day": "2026-11-21"}; of a single described struct, its fields; without names,
// {"#1": ...}. An empty object for a work without props.
Json namedProps(const Run &run);

// The answer to "why did this run?", for the window, the command line and --json alike. Plain text in whole
// sentences; "run 41" in them always names a run of the same history.
struct Explanation
{
    QString question; // "Why did train run?"
    QString sentence; // "Ran because 1 of 3 props differs from run 41."
    RunId run = 0; // that is explained, or that the skips were served from; 0 when there is none
    RunId comparedWith = 0; // 0 when there is nothing to compare with
    QList<Change> changes; // of the props, between that run and this one
    QStringList same; // names of the props that are equal
    QList<RunId> causedBy; // the chain upstream, nearest first: whose results made the props differ
    QString now; // "Would be skipped: its result is stored." or what would happen, and why
};

// Some keyed queries, and a comparison of two runs' props. Both throw StoreError when the file is damaged.
Explanation explain(History &history, const Run &run);

// Why the work's latest call is skipped now, or what it waits for; from its newest streak.
Explanation explainSkip(History &history, const QString &work);

// The runs that made a run's props differ, nearest first: what `upstream` is, what that had from, and so on.
QList<RunId> upstreamChain(History &history, RunId upstream, qsizetype most = 20);

// Several lines, for a terminal, without an end of line after the last one:
//     train ran at 2026-11-21 02:14:31 (run 48, failed) because 1 of 3 props differs from run 41:
//         rows  14907 -> 14921  from clean run 47
//         same: rate, seed
//     caused by: clean 47 <- fetch 46 <- day "2026-11-20" -> "2026-11-21"
//     now: would be skipped: its result is stored.
QString toText(const Explanation &explanation, History &history);
Json toJson(const Explanation &explanation);

} // namespace once
