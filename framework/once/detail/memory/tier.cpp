// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/tier.h>

#include <algorithm>

namespace once::detail {

namespace {

constexpr qint64 bytesOfOne = 220; // that is held, beside its value: measured with small ones

} // namespace

const Tier::Held *Tier::peek(const CallKey &key) const
{
    const auto it = m_held.find(key);
    return it == m_held.end() ? nullptr : &*it;
}

void Tier::insert(const CallKey &key, Held held)
{
    erase(key);
    held.bytes += bytesOfOne;
    const bool isTooLarge = (m_limits.bytes && held.bytes > *m_limits.bytes) || (m_limits.items && *m_limits.items == 0);
    held.lastAsked = ++m_asked;
    m_bytes += held.bytes;
    const auto it = m_held.emplace(key, std::move(held));
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
        it = it->function == function ? take(it) : std::next(it);
}

QHash<CallKey, Tier::Held>::iterator Tier::take(QHash<CallKey, Held>::iterator it)
{
    gather(it.key(), it->hits, it->lastAsked);
    m_bytes -= it->bytes;
    return m_held.erase(it);
}

// With some to spare, so that the order is not looked for at each call.
void Tier::makeRoom(const CallLimits &limits, std::size_t spare)
{
    std::vector<std::pair<quint64, CallKey>> order;
    for (const auto &[key, held] : m_held.asKeyValueRange())
        order.emplace_back(held.lastAsked, key);
    std::ranges::sort(order);
    std::size_t taken = 0;
    while (taken < order.size() && (isTooMuch(limits) || (taken > 0 && taken < spare)))
        erase(order[taken++].second);
}

void Tier::reduce(const CallLimits &limits, Instant now)
{
    if (limits.age)
        for (auto it = m_held.begin(); it != m_held.end();)
            it = it->finished + *limits.age <= now ? take(it) : std::next(it);
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
    for (auto [key, held] : m_held.asKeyValueRange())
        gather(key, std::exchange(held.hits, 0), held.lastAsked);
    std::vector<std::pair<CallKey, Uses>> order(m_uses.keyValueBegin(), m_uses.keyValueEnd());
    m_uses.clear();
    std::ranges::sort(order, std::ranges::greater(), [](const auto &used) { return used.second.lastAsked; });
    const quint64 marked = m_marks.empty() ? 0 : m_marks.back().first;
    now += Microseconds(std::ranges::count_if(order, [marked](const auto &used) { return used.second.lastAsked > marked; }) + 1);
    std::vector<CallUse> uses;
    for (const auto &[key, used] : order) {
        for (; !m_marks.empty() && used.lastAsked < m_marks.back().first; m_marks.pop_back())
            now = std::min(now, m_marks.back().second);
        uses.push_back({.key = key, .hits = used.hits, .last = now -= Microseconds(1)}); // apart, in their order
    }
    m_marks.clear();
    return uses;
}

void Tier::mark(Instant now)
{
    const bool isMarked = !m_marks.empty() && m_lastUse < m_marks.back().first;
    if (m_gathersUses && !isMarked)
        m_marks.emplace_back(++m_asked, now);
}

} // namespace once::detail
