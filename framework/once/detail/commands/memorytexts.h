// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/commands.h>
#include <once/detail/commands/callreason.h>

namespace once::detail {

// What the commands below `memory` print: as in commands.h.

QString functionsText(const QList<FunctionSummary> &functions, const View &view);
QString callsText(const QList<StoredCall> &calls, const View &view);
QString callText(const StoredCall &listed, const SharedCall &call, const FunctionSummary &function, const View &view);
QString reasonText(const CallReason &reason, const View &view);
QString totalsText(const QList<FunctionSummary> &functions, const QList<StoredCall> &calls, const View &view);
QString damagesText(const QList<CallDamage> &damages, qint64 checked, const View &view);

// "3 calls of sine", "1 call"
QString callsOf(qint64 count, const QString &name = {});

} // namespace once::detail
