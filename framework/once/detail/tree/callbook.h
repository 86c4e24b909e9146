// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callkey.h>
#include <once/detail/tree/calltable.h>
#include <once/detail/tree/keptruns.h>

#include <array>
#include <deque>
#include <mutex>

namespace once::detail {

// All that a work knows of its calls. Lives in the loop's thread, but for what `publishing` guards.
class CallBook
{
public:
    // Lets the encoder expect the props that were found last.
    void beginProps(Encoder &props)
    {
        props.clear();
        props.expect(m_recent[m_found].encoding);
    }

    // The call that one of the last few encodings belongs to, recognised byte by byte; null otherwise.
    Call *recent(Encoder &props)
    {
        if (props.isAsExpected())
            return m_recent[m_found].call;
        const QByteArrayView encoding = props.view();
        const auto it = std::ranges::find_if(m_recent, [&](const Recent &recent) { return recent.isOf(encoding); });
        if (it == m_recent.end())
            return nullptr;
        m_found = std::size_t(it - m_recent.begin());
        return it->call;
    }

    Call *find(const CallKey &key) { return m_calls.find(key); }
    Call &add(const CallKey &key) { return m_calls.add(key); }
    std::size_t count() const { return m_calls.size(); }

    // Puts a call among the recent ones. Returns the one that falls out of them, or null.
    Call *remember(QByteArrayView encoding, Call &call);

    QByteArray basis;         // KeyBasis::encoding()
    QString code;             // code identity
    Call *asked = nullptr;    // the call that was asked for last
    Call *shown = nullptr;    // the call whose states the tree shows, and
    Call *showing = nullptr;  // the call that has ended and is shown once that is committed
    Call *installed = nullptr; // the one that is shown, unless a run that is under way has written into the tree since
    bool isInFlight = false;  // one of its runs is with an executor
    std::optional<QString> pauseNote; // none when the work is not paused
    qint64 newPropsTick = 0;          // the newest tick with props never seen before, and
    int newPropsTicks = 0;            // how many there were since the last skip began
    std::deque<Instant> failedAt;     // its newest runs that failed in a row, for the breaker
    KeptRuns kept;                    // of its successful runs, when its options limit them

    // The work's newest run, for the causes of the next one.
    struct
    {
        RunId id = 0;
        QString code;
        QByteArray props;
    } last;
    RunCounts counts;

    // What the work's row in the store knows: the newest run at the time, and how many have ended since.
    RunId recorded = 0;
    RunId newestSuccess = 0;
    int unrecorded = 0;

    std::mutex publishing;    // between the thread inside run() and the loop: states written so far
    bool hasPublished = false;

private:
    struct Recent
    {
        std::string encoding;
        Call *call = nullptr;

        bool isOf(QByteArrayView other) const
        {
            return call && encoding.size() == std::size_t(other.size())
                && std::memcmp(encoding.data(), other.data(), encoding.size()) == 0;
        }
    };

    CallTable m_calls;
    std::array<Recent, 4> m_recent;
    std::size_t m_found = 0, m_oldest = 0;
};

} // namespace once::detail
