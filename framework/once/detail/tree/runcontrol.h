// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <stop_token>

namespace once::detail {

// What the loop and the thread of one attempt say to each other while it runs. Any thread.
class RunControl
{
public:
    virtual ~RunControl() = default;

    void requestStop() { m_stop.request_stop(); }
    bool isStopRequested() const { return m_stop.stop_requested(); }

    // For run(). What returns after it has seen that it should stop may have left its work undone; what never
    // looked has not.
    bool seeStop()
    {
        if (m_stop.stop_requested())
            m_hasLooked = true;
        return m_stop.stop_requested();
    }
    std::stop_token token()
    {
        m_hasLooked = true;
        return m_stop.get_token();
    }
    bool hasSeenStop() const { return m_hasLooked && m_stop.stop_requested(); }

    virtual void giveSign() {} // it is alive

private:
    std::stop_source m_stop;
    bool m_hasLooked = false; // of the run's thread alone
};

} // namespace once::detail
