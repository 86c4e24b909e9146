// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/reachedsets.h>

#include <algorithm>
#include <bit>

namespace once::detail {

namespace {

template <typename T>
void sortOnce(std::vector<T> &items)
{
    std::ranges::sort(items);
    items.erase(std::ranges::unique(items).begin(), items.end());
}

template <typename T>
QByteArrayView bytesOf(const std::vector<T> &items)
{
    return {reinterpret_cast<const char *>(items.data()), qsizetype(items.size() * sizeof(T))};
}

} // namespace

ReachedSets::ReachedSets(const std::vector<CodeNode> &nodes, const std::vector<Circle> &circles, Follow follow,
                         const std::vector<std::vector<quint32>> &members, std::size_t count)
    : m_sets(nodes.size()), m_kept(1), m_bits{Bits((count + 63) / 64)}, m_sizes{0}
{
    for (const Circle &circle : circles) {
        std::vector<Set> parts;
        std::vector<quint32> own;
        for (const quint32 node : circle) {
            own.insert(own.end(), members[node].begin(), members[node].end());
            if (follow == Follow::NoInitials && nodes[node].kind == CodeNode::Initial)
                continue;
            for (const quint32 target : nodes[node].targets)
                parts.push_back(m_sets[target]);
        }
        const Set set = united(std::move(parts), own);
        for (const quint32 node : circle)
            m_sets[node] = set;
    }
}

ReachedSets::Set ReachedSets::united(std::vector<Set> parts, const std::vector<quint32> &members)
{
    sortOnce(parts);
    if (!parts.empty() && parts.front() == 0)
        parts.erase(parts.begin());
    if (members.empty() && parts.size() <= 1)
        return parts.empty() ? 0 : parts.front();
    Set &set = m_unions[Mixer().add(bytesOf(parts)).add(bytesOf(members)).digest()];
    if (set != 0)
        return set;
    const auto base = std::ranges::max_element(parts, {}, [this](Set part) { return m_sizes[part]; });
    Bits bits = m_bits[base == parts.end() ? 0 : *base];
    for (const Set part : parts)
        for (std::size_t i = 0; i < bits.size(); ++i)
            bits[i] |= m_bits[part][i];
    for (const quint32 member : members)
        bits[member / 64] |= quint64(1) << member % 64;
    return set = keep(base == parts.end() ? 0 : *base, std::move(bits));
}

ReachedSets::Set ReachedSets::keep(Set base, Bits bits)
{
    const auto [known, isNew] = m_known.try_emplace(Digest::of(bytesOf(bits)), Set(m_kept.size()));
    if (!isNew)
        return known->second;
    Kept kept{base, {}};
    for (std::size_t i = 0; i < bits.size(); ++i)
        for (quint64 more = bits[i] & ~m_bits[base][i]; more != 0; more &= more - 1)
            kept.more.push_back(quint32(i * 64) + quint32(std::countr_zero(more)));
    m_sizes.push_back(m_sizes[base] + kept.more.size());
    m_kept.push_back(std::move(kept));
    m_bits.push_back(std::move(bits));
    return known->second;
}

} // namespace once::detail
