// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/circles.h>

#include <unordered_map>

namespace once::detail {

// Which of some nodes each node reaches. Few such sets differ, and those that do are mostly larger by a little than
// another one: each is kept once, as one that it contains and what it has besides.
class ReachedSets
{
public:
    using Set = quint32; // 0: the empty one

    struct Kept
    {
        Set base = 0; // smaller than the number of this set
        std::vector<quint32> more;
    };

    // `members` are, of each node, those that it is or names itself: numbers below `count`. The circles are those of
    // the rule by which targets are followed.
    ReachedSets(const std::vector<CodeNode> &nodes, const std::vector<Circle> &circles, Follow follow,
                const std::vector<std::vector<quint32>> &members, std::size_t count);

    Set of(quint32 node) const { return m_sets[node]; }
    const Kept &operator[](Set set) const { return m_kept[set]; }
    std::size_t count() const { return m_kept.size(); }

private:
    using Bits = std::vector<quint64>;

    Set united(std::vector<Set> parts, const std::vector<quint32> &members);
    Set keep(Set base, Bits bits);

    std::vector<Set> m_sets;
    std::vector<Kept> m_kept;
    std::vector<Bits> m_bits;
    std::vector<std::size_t> m_sizes;
    std::unordered_map<Digest, Set> m_known;   // by their bits
    std::unordered_map<Digest, Set> m_unions; // by what was united
};

} // namespace once::detail
