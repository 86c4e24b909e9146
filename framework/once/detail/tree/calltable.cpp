// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/tree/calltable.h>

namespace once::detail {

Call *CallTable::find(const CallKey &key)
{
    const quint32 place = slotFor(key);
    return place == 0 ? nullptr : &m_calls[place - 1];
}

Call &CallTable::add(const CallKey &key)
{
    if (2 * (m_calls.size() + 1) > m_slots.size())
        grow();
    Call &call = m_calls.emplace_back(key);
    slotFor(key) = quint32(m_calls.size());
    return call;
}

quint32 &CallTable::slotFor(const CallKey &key)
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = std::hash<CallKey>()(key) & mask;
    while (m_slots[at] != 0 && m_calls[m_slots[at] - 1].key != key)
        at = (at + 1) & mask;
    return m_slots[at];
}

void CallTable::grow()
{
    m_slots.assign(2 * m_slots.size(), 0);
    quint32 place = 0;
    for (const Call &call : m_calls)
        slotFor(call.key) = ++place;
}

} // namespace once::detail
