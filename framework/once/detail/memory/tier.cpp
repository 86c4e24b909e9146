// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/tier.h>

#include <algorithm>

namespace once::detail {

const Tier::Held *Tier::peek(const CallKey &key) const
{
    const auto it = m_held.find(key);
    return it == m_held.end() ? nullptr : &it->second;
}

void Tier::insert(const CallKey &key, Held held)
{
    erase(key);
    const bool isTooLarge = (m_limits.bytes && held.bytes > *m_limits.bytes) || (m_limits.items && *m_limits.items == 0);
    held.lastAsked = ++m_asked;
    m_bytes += held.bytes;
    const auto it = m_held.emplace(key, std::move(held)).first;
    if (isTooLarge)
        take(it);
    else if (isTooMuch(m_limits))
        makeRoom(m_limits);
}

void Tier::erase(const CallKey &key)
{
    if (const auto it = m_held.find(key); it != m_held.end())
        take(it);
}

void Tier::eraseOf(const QString &function)
{
    for (auto it = m_held.begin(); it != m_held.end();)
        if (const auto next = std::next(it); it->second.function == function)
            take(it), it = next;
        else
            it = next;
}

void Tier::take(std::unordered_map<CallKey, Held>::iterator it)
{
    if (it->second.hits > 0)
        m_uses[it->first].add(it->second);
    m_bytes -= it->second.bytes;
    m_held.erase(it);
}

// A tenth more than needed where many are held, so that the order is not looked for at each call.
void Tier::makeRoom(const CallLimits &limits)
{
    std::vector<std::pair<quint64, CallKey>> order;
    for (const auto &[key, held] : m_held)
        order.emplace_back(held.lastAsked, key);
    std::ranges::sort(order);
    const std::size_t spare = order.size() / 10;
    std::size_t taken = 0;
    while (taken < order.size() && (isTooMuch(limits) || (taken > 0 && taken < spare)))
        erase(order[taken++].second);
}

void Tier::reduce(const CallLimits &limits, Instant now)
{
    if (limits.age)
        std::erase_if(m_held, [&](const auto &held) { return held.second.finished + *limits.age <= now; });
    m_bytes = 0;
    for (const auto &[key, held] : m_held)
        m_bytes += held.bytes;
    while (isTooMuch(limits) && count() > 0)
        erase(std::ranges::min_element(m_held, {}, [](const auto &held) { return held.second.lastAsked; })->first);
}

std::vector<CallUse> Tier::takeUses(Instant now)
{
    for (auto &[key, held] : m_held)
        if (held.hits > 0)
            m_uses[key].add(held), held.hits = 0;
    std::vector<std::pair<CallKey, Uses>> order(m_uses.begin(), m_uses.end());
    m_uses.clear();
    std::ranges::sort(order, {}, [](const auto &used) { return used.second.lastAsked; });
    std::vector<CallUse> uses;
    for (const auto &[key, used] : order)
        uses.push_back({.key = key, .hits = used.hits, .last = now += Microseconds(1)}); // apart, in their order
    return uses;
}

} // namespace once::detail
