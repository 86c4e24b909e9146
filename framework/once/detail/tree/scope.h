// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/instant.h>

#include <optional>

namespace once {
class Component;
}

namespace once::detail {

// A stretch of a tick that is entered as a whole or not at all: the run() of a quiet flow, or that of the
// root.
struct Scope
{
    const Component *top = nullptr; // the quiet flow; null for the root
    Scope *outer = nullptr; // while it is entered
    qint64 lastTick = 0; // in which it was entered
    bool isSettled = false; // it reached its end, and nothing in it has to be looked at in every tick
    std::optional<Instant> flowDue; // it is to be entered by then, in the flow's time, and
    std::optional<Instant> due; // in that of the records
};

} // namespace once::detail
