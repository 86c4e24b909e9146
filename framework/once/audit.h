// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/history.h>

namespace once {

// What is wrong with a slot.
struct AuditFinding
{
    QString schedule, nominal, what; // "nothing is known of it", "runs 3 and 7 of prices.fetch had it"

    bool operator==(const AuditFinding &) const = default;
};

struct Audit
{
    qint64 checked = 0; // slots
    QList<AuditFinding> findings;
};

// Asks the rules anew for each time since a schedule began: whether every slot up to the last one that was considered
// is decided, and none ran a work twice with equal props unless somebody wished so. Linear in slots and runs.
Audit audit(History &history);

} // namespace once
