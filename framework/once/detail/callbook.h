// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callkey.h>
#include <once/detail/call.h>

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
    Call *recent(QByteArrayView encoding) const
    {
        for (const Recent &entry : m_recent)
            if (entry.call && entry.encoding.size() == std::size_t(encoding.size())
                && std::memcmp(entry.encoding.data(), encoding.data(), entry.encoding.size()) == 0)
                return entry.call;
        return nullptr;
    }

    Call *find(const CallKey &key);
    Call &add(const CallKey &key);

    // Puts a call among the recent ones. Returns the one that falls out of them, or null.
    Call *remember(QByteArrayView encoding, Call &call);

    QByteArray basis;         // KeyBasis::encoding()
    QString code;             // code identity
    Encoder props;            // scratch: the props of the call being made
    Call *asked = nullptr;    // the call that was asked for last
    Call *shown = nullptr;    // the call whose states the tree shows
    bool isInFlight = false;  // one of its runs is with an executor

    // The work's newest run, for the causes of the next one.
    struct
    {
        RunId id = 0;
        QString code;
        QByteArray props;
    } last;
    qint64 successes = 0, failures = 0;

    std::mutex publishing;    // between the thread inside run() and the loop: states written so far
    bool hasPublished = false;

private:
    struct Recent
    {
        std::string encoding;
        Call *call = nullptr;
    };

    std::unordered_map<CallKey, Call> m_calls;
    std::array<Recent, 4> m_recent;
    std::size_t m_oldest = 0;
};

} // namespace once::detail
