// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/refinement.h>

#include <algorithm>

namespace once::detail {

namespace {

using Nodes = std::vector<CodeNode>;
using Circle = std::vector<quint32>; // nodes that reach each other, or a single one

// Tarjan's: those that are reached come first. Without recursion, because chains of calls are long.
class Circles
{
public:
    explicit Circles(const Nodes &nodes) : m_nodes(nodes), m_order(nodes.size()), m_lowest(nodes.size()), m_isOpen(nodes.size())
    {
        for (quint32 i = 0; i < nodes.size(); ++i)
            if (m_order[i] == 0)
                visit(i);
    }

    std::vector<Circle> take() { return std::move(m_circles); }

private:
    struct Step
    {
        quint32 node = 0;
        std::size_t target = 0;
    };

    void open(quint32 node)
    {
        m_order[node] = m_lowest[node] = ++m_count;
        m_isOpen[node] = true;
        m_open.push_back(node);
        m_steps.push_back({node});
    }

    void visit(quint32 root)
    {
        open(root);
        while (!m_steps.empty()) {
            Step &step = m_steps.back();
            const quint32 node = step.node;
            if (step.target == m_nodes[node].targets.size()) {
                close(node);
                continue;
            }
            const quint32 target = m_nodes[node].targets[step.target++];
            if (m_order[target] == 0)
                open(target);
            else if (m_isOpen[target])
                m_lowest[node] = std::min(m_lowest[node], m_order[target]);
        }
    }

    void close(quint32 node)
    {
        m_steps.pop_back();
        if (!m_steps.empty())
            m_lowest[m_steps.back().node] = std::min(m_lowest[m_steps.back().node], m_lowest[node]);
        if (m_lowest[node] != m_order[node])
            return;
        const auto begin = std::ranges::find(m_open.rbegin(), m_open.rend(), node).base() - 1;
        m_circles.emplace_back(begin, m_open.end());
        m_open.erase(begin, m_open.end());
        for (const quint32 member : m_circles.back())
            m_isOpen[member] = false;
    }

    const Nodes &m_nodes;
    std::vector<quint32> m_order, m_lowest;
    std::vector<bool> m_isOpen;
    std::vector<quint32> m_open;
    std::vector<Step> m_steps;
    std::vector<Circle> m_circles;
    quint32 m_count = 0;
};

template <typename DigestOf>
Digest combined(const CodeNode &node, DigestOf digestOf)
{
    std::vector<Digest> targets;
    std::ranges::transform(node.targets, std::back_inserter(targets), digestOf);
    if (node.kind == CodeNode::Choice) {
        std::ranges::sort(targets);
        targets.erase(std::ranges::unique(targets).begin(), targets.end());
    }
    Mixer mixer;
    mixer.add(node.kind).add(node.own).add(targets.size());
    for (const Digest &target : targets)
        mixer.add(target);
    return mixer.digest();
}

// Digests of the members of a circle, each of what it reaches in as many steps as there were rounds, until a round tells
// no two members apart that were not told apart before: from then on none would.
class Rounds
{
public:
    Rounds(const Nodes &nodes, const Circle &circle, std::vector<Digest> &digests)
        : m_nodes(nodes), m_circle(circle), m_digests(digests)
    {
        for (const quint32 node : circle)
            digests[node] = nodes[node].own;
        std::size_t before = 0;
        for (std::vector<Digest> distinct = different(); distinct.size() != before; distinct = different()) {
            before = distinct.size();
            refine();
        }
        addAll();
    }

private:
    std::vector<Digest> different() const
    {
        std::vector<Digest> all;
        for (const quint32 node : m_circle)
            all.push_back(m_digests[node]);
        std::ranges::sort(all);
        all.erase(std::ranges::unique(all).begin(), all.end());
        return all;
    }

    void refine()
    {
        std::vector<Digest> next;
        for (const quint32 node : m_circle)
            next.push_back(Mixer().add(m_digests[node]).add(combined(m_nodes[node], [this](quint32 target) { return m_digests[target]; })).digest());
        for (std::size_t i = 0; i < m_circle.size(); ++i)
            m_digests[m_circle[i]] = next[i];
    }

    // What a few steps do not reach counts as well.
    void addAll()
    {
        Mixer all;
        for (const Digest &digest : different())
            all.add(digest);
        const Digest circle = all.digest();
        for (const quint32 node : m_circle)
            m_digests[node] = Mixer().add(m_digests[node]).add(circle).digest();
    }

    const Nodes &m_nodes;
    const Circle &m_circle;
    std::vector<Digest> &m_digests;
};

bool leadsToItself(const Nodes &nodes, const Circle &circle)
{
    return circle.size() > 1 || std::ranges::find(nodes[circle.front()].targets, circle.front()) != nodes[circle.front()].targets.end();
}

} // namespace

Refined refine(const Nodes &nodes)
{
    Refined refined{std::vector<Digest>(nodes.size()), std::vector<bool>(nodes.size())};
    for (const Circle &circle : Circles(nodes).take()) {
        if (leadsToItself(nodes, circle))
            Rounds(nodes, circle, refined.digests);
        else
            refined.digests[circle.front()] = combined(nodes[circle.front()], [&](quint32 target) { return refined.digests[target]; });
        const bool isInDoubt = std::ranges::any_of(circle, [&](quint32 node) {
            return nodes[node].isInDoubt || std::ranges::any_of(nodes[node].targets, [&](quint32 target) { return refined.isInDoubt[target]; });
        });
        for (const quint32 node : circle)
            refined.isInDoubt[node] = isInDoubt;
    }
    return refined;
}

} // namespace once::detail
