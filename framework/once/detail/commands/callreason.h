// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callcatalog.h>
#include <once/differences.h>

namespace once::detail {

// Why a call was computed and not answered from memory, as far as the catalog still knows.
struct CallReason
{
    QString sentence;
    std::optional<StoredCall> nearest; // the earlier call that it is compared with
    QList<Change> changes; // of the props, from that one to this
    QString saved; // what it has been good for since: a sentence
};

// Reads up to 2,000 earlier calls of its function.
CallReason reasonOf(CallCatalog &catalog, const StoredCall &call);

// By name, as namedProps() does for runs.
Json namedProps(const SharedCall &call, const FunctionSummary &function);

// Of all versions of a function, that of the call.
FunctionSummary functionOf(CallCatalog &catalog, const StoredCall &call);

} // namespace once::detail
