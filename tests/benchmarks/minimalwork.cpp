// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "minimalwork.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <utility>

namespace bench {

FlatMap::Slot &FlatMap::slotOf(const Key &key)
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t i = key[0] & mask;
    while (m_slots[i].key != key && m_slots[i].key != Key())
        i = (i + 1) & mask;
    return m_slots[i];
}

void FlatMap::grow()
{
    for (const Slot &slot : std::exchange(m_slots, std::vector<Slot>(m_slots.size() * 2)))
        if (slot.key != Key())
            slotOf(slot.key) = slot;
}

FlatMap::State &FlatMap::operator[](const Key &key)
{
    Slot *slot = &slotOf(key);
    if (slot->key == key)
        return slot->state;
    if (++m_count * 2 > m_slots.size()) {
        grow();
        slot = &slotOf(key);
    }
    slot->key = key;
    return slot->state;
}

FlatMap::State &MinimalWork::look()
{
    const XXH128_hash_t hash = XXH3_128bits(m_bytes.data(), m_used);
    m_key = {hash.low64, hash.high64};
    return m_calls[m_key];
}

} // namespace bench
