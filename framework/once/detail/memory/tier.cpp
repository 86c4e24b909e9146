// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/tier.h>

#include <algorithm>

namespace once::detail {

namespace {

constexpr qint64 bytesOfOne = 240; // that is held, beside its value: measured with small ones

} // namespace

const Tier::Held *Tier::peek(const CallKey &key) const
{
    const auto it = m_held.find(key);
    return it == m_held.end() ? nullptr : &it->second;
}

void Tier::insert(const CallKey &key, Held held)
{
    erase(key);
    held.bytes += bytesOfOne;
    const bool isTooLarge = (m_limits.bytes && held.bytes > *m_limits.bytes) || (m_limits.items && *m_limits.items == 0);
    held.lastAsked = ++m_asked;
    m_bytes += held.bytes;
    const auto it = m_held.emplace(key, std::move(held)).first;
    if (isTooLarge)
        take(it);
    else if (isTooMuch(m_limits))
        makeRoom(m_limits, m_held.size() / 10);
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
    gather(it->first, it->second.hits, it->second.lastAsked);
    m_bytes -= it->second.bytes;
    m_held.erase(it);
}

// With some to spare, so that the order is not looked for at each call.
void Tier::makeRoom(const CallLimits &limits, std::size_t spare)
{
    std::vector<std::pair<quint64, CallKey>> order;
    for (const auto &[key, held] : m_held)
        order.emplace_back(held.lastAsked, key);
    std::ranges::sort(order);
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
    makeRoom(limits, 0);
}

void Tier::gather(const CallKey &key, qint64 hits, quint64 lastAsked)
{
    if (hits == 0 || !m_gathersUses)
        return;
    Uses &uses = m_uses[key];
    uses.hits += hits;
    uses.lastAsked = lastAsked;
}

std::vector<CallUse> Tier::takeUses(Instant now)
{
    for (auto &[key, held] : m_held)
        gather(key, std::exchange(held.hits, 0), held.lastAsked);
    std::vector<std::pair<CallKey, Uses>> order(m_uses.begin(), m_uses.end());
    m_uses.clear();
    std::ranges::sort(order, {}, [](const auto &used) { return used.second.lastAsked; });
    std::vector<CallUse> uses;
    for (const auto &[key, used] : order)
        uses.push_back({.key = key, .hits = used.hits, .last = now += Microseconds(1)}); // apart, in their order
    return uses;
}

} // namespace once::detail
