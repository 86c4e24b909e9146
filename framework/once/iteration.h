// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/flow.h>
#include <once/state.h>

namespace once {

// A place in a list that survives ticks and restarts, as a member of a flow: Iteration epochs{this, "epochs"};
// in its run(): epochs.over(list, [&](const auto &item) { train.run(item); }); A body that suspends is entered
// again with the same item; items that are done are not looked at again.
class Iteration
{
public:
    Iteration(Flow *flow, const QString &name) : m_done(flow, name) {}

    // Goes on where it stopped. The list has the same items at each call, as far as they are done.
    template <std::ranges::input_range List, typename Body>
    void over(const List &list, Body &&body)
    {
        qint64 place = 0;
        for (const auto &item : list)
            if (place++ >= m_done) {
                body(item);
                m_done = place;
            }
    }

    qint64 done() const { return m_done; }
    void restart() { m_done = 0; }

private:
    State<qint64> m_done;
};

} // namespace once
