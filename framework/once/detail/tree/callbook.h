// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callkey.h>
#include <once/detail/tree/call.h>
#include <once/detail/tree/keptruns.h>

#include <array>
#include <deque>
#include <mutex>
#include <unordered_map>

namespace once::detail {

// All that a work knows of its calls. Lives in the loop's thread, but for what `publishing` guards.
class CallBook
{
public:
    // The call that one of the last few encodings belongs to, recognised byte by byte; null otherwise.
    // Looks first where it found one last.
    Call *recent(QByteArrayView encoding)
    {
        for (std::size_t i = 0; i < m_recent.size(); ++i) {
            const std::size_t at = (m_found + i) % m_recent.size();
            if (m_recent[at].isOf(encoding)) {
                m_found = at;
                return m_recent[at].call;
            }
        }
        return nullptr;
    }

    Call *find(const CallKey &key);
    Call &add(const CallKey &key);
    std::size_t count() const { return m_calls.size(); }

    // Puts a call among the recent ones. Returns the one that falls out of them, or null.
    Call *remember(QByteArrayView encoding, Call &call);

    QByteArray basis;         // KeyBasis::encoding()
    QString code;             // code identity
    Call *asked = nullptr;    // the call that was asked for last
    Call *shown = nullptr;    // the call whose states the tree shows, and
    Call *installed = nullptr; // the same, unless a run that is under way has written into the tree since
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

    std::unordered_map<CallKey, Call> m_calls;
    std::array<Recent, 4> m_recent;
    std::size_t m_found = 0, m_oldest = 0;
};

} // namespace once::detail
