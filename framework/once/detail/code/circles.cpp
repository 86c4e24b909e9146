// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/circles.h>

#include <algorithm>

namespace once::detail {

namespace {

// Tarjan's. Without recursion, because chains of calls are long.
class Circles
{
public:
    Circles(const std::vector<CodeNode> &nodes, Follow follow)
        : m_nodes(nodes), m_follow(follow), m_order(nodes.size()), m_lowest(nodes.size()), m_isOpen(nodes.size())
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
        std::size_t target = 0, end = 0;
    };

    void open(quint32 node)
    {
        m_order[node] = m_lowest[node] = ++m_count;
        m_isOpen[node] = true;
        m_open.push_back(node);
        const bool leadsOn = m_follow == Follow::All || m_nodes[node].kind != CodeNode::Initial;
        m_steps.push_back({node, 0, leadsOn ? m_nodes[node].targets.size() : 0});
    }

    void visit(quint32 root)
    {
        open(root);
        while (!m_steps.empty()) {
            Step &step = m_steps.back();
            const quint32 node = step.node;
            if (step.target == step.end) {
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

    const std::vector<CodeNode> &m_nodes;
    const Follow m_follow;
    std::vector<quint32> m_order, m_lowest;
    std::vector<bool> m_isOpen;
    std::vector<quint32> m_open;
    std::vector<Step> m_steps;
    std::vector<Circle> m_circles;
    quint32 m_count = 0;
};

} // namespace

std::vector<Circle> circlesOf(const std::vector<CodeNode> &nodes, Follow follow)
{
    return Circles(nodes, follow).take();
}

} // namespace once::detail
