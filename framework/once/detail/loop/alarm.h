// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/clock.h>

namespace once::detail {

// The earliest of some points in time, on one clock.
class Alarm
{
public:
    explicit Alarm(const Clock &clock) : m_clock(&clock) {}

    void set(Instant due) { m_due = m_due ? std::min(*m_due, due) : due; }
    void clear() { m_due.reset(); }
    bool isSet() const { return m_due.has_value(); }

    // True once when it is due, and clears it.
    bool rings()
    {
        if (!m_due || m_clock->now() < *m_due)
            return false;
        m_due.reset();
        return true;
    }

    // How long to sleep for it, none when it is not set or sleeping does not help.
    std::optional<std::chrono::milliseconds> delay() const
    {
        return m_due ? m_clock->delayUntil(*m_due) : std::nullopt;
    }

private:
    const Clock *m_clock;
    std::optional<Instant> m_due;
};

} // namespace once::detail
