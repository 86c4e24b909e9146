// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/component.h>
#include <once/detail/tree/together.h>
#include <once/flowclock.h>

namespace once {

class CommandBase;

// Coordinates works. Its run() is called again at every tick, from the top: it reads state, decides, and
// calls its children's run(); it does nothing slow itself. Flows may be nested: Child<MyFlow>; in a large
// tree, see quietflow.h.
class Flow : public Component
{
public:
    const std::vector<CommandBase *> &commands() const { return m_commands; } // in order of declaration

protected:
    Flow() = default;

    FlowClock clock() const { return FlowClock(runtime(), *this); }

    // Takes all of the steps, flows or functions without arguments, though some of them wait: so a suspension in
    // one does not keep the others from going on. The flow goes on after this line when all have reached
    // their ends; then the first failure among them is thrown, if there was any.
    template <typename... Steps>
    void concurrently(Steps &&...steps)
    {
        detail::Together together;
        (together.take(std::forward<Steps>(steps)), ...);
        together.end();
    }

    // Ends the app with exit code 0: nothing after this line is executed, running works are waited for. The
    // message is printed.
    [[noreturn]] void stop(const QString &message = {}) const;
    [[noreturn]] void fail(const QString &message = {}) const; // the same, with exit code 1

private:
    friend class CommandBase;

    std::vector<CommandBase *> m_commands;
};

} // namespace once
