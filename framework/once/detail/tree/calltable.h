// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/tree/call.h>

#include <deque>

namespace once::detail {

// Calls by their keys. They stay where they are, and none is ever taken out: so it is a row of calls with a
// table of places beside it, and takes some 16 bytes for each call beyond the call itself.
class CallTable
{
public:
    Call *find(const CallKey &key); // null when it is not there
    Call &add(const CallKey &key); // which is not there
    std::size_t size() const { return m_calls.size(); }

private:
    quint32 &slotFor(const CallKey &key); // of its call, or the free one where it belongs
    void grow();

    std::pmr::deque<Call> m_calls{&callPool()};
    // Places in m_calls, from 1; 0 is free, as at least half of them are. A power of two.
    std::vector<quint32> m_slots = std::vector<quint32>(4);
};

} // namespace once::detail
