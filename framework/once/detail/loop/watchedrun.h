// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/clock.h>
#include <once/detail/tree/runcontrol.h>

namespace once::detail {

// Remembers when the run has given a sign of life last.
class WatchedRun : public RunControl
{
public:
    explicit WatchedRun(const Clock &stamps) : m_stamps(stamps), m_lastSign(stamps.now()) {}

    void giveSign() override { m_lastSign.store(m_stamps.now(), std::memory_order_relaxed); }
    Instant lastSign() const { return m_lastSign.load(std::memory_order_relaxed); }

private:
    const Clock &m_stamps;
    std::atomic<Instant> m_lastSign;
};

} // namespace once::detail
