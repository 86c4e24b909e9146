// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/component.h>
#include <once/flowclock.h>

namespace once {

// Coordinates works. Its run() is called again at every tick, from the top: it reads state, decides, and
// calls its children's run(); it does nothing slow itself. Flows may be nested: Child<MyFlow>.
class Flow : public Component
{
protected:
    Flow() = default;

    FlowClock clock() const { return FlowClock(runtime()); }

    // Ends the app with exit code 0: nothing after this line is executed, running works are waited for. The
    // message is printed.
    [[noreturn]] void stop(const QString &message = {}) const;
    [[noreturn]] void fail(const QString &message = {}) const; // the same, with exit code 1
};

} // namespace once
