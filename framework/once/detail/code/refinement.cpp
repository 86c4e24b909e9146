// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/refinement.h>

#include <once/detail/code/circles.h>

#include <algorithm>
#include <span>

namespace once::detail {

namespace {

using Nodes = std::vector<CodeNode>;
using Digests = std::vector<Digest>;

void sortOnce(Digests &digests)
{
    std::ranges::sort(digests);
    digests.erase(std::ranges::unique(digests).begin(), digests.end());
}

Digest combined(const CodeNode &node, const Digests &digests)
{
    Digests targets;
    targets.reserve(node.targets.size());
    for (const quint32 target : node.targets)
        targets.push_back(digests[target]);
    if (node.kind == CodeNode::Choice)
        sortOnce(targets);
    Mixer mixer;
    mixer.add(node.kind).add(node.own).add(targets.size());
    for (const Digest &target : targets)
        mixer.add(target);
    return mixer.digest();
}

// Tells the members of circles apart: by what is their own and what they reach outside, then in rounds by the members
// that they lead to, until no round tells more. A label stays for as long as all that have it look the same, so that a
// round looks at those alone whose targets were told apart in the one before.
class Rounds
{
public:
    Rounds(const Nodes &nodes, Digests &labels) : m_nodes(nodes), m_labels(labels), m_isNew(nodes.size()) {}

    void tell(Circle circle)
    {
        Digests first; // as long as members have no labels, they are all alike as targets
        for (const quint32 node : circle)
            first.push_back(combined(m_nodes[node], m_labels));
        set(circle, first);
        std::vector<Group> groups;
        addGroups(groups, circle);
        for (Circle changed = circle; !changed.empty();)
            changed = tellOnce(groups, changed);
        finish(circle, first);
    }

private:
    using Group = std::span<quint32>; // two members or more with one label

    void set(Group members, const Digests &labels)
    {
        for (std::size_t i = 0; i < members.size(); ++i)
            m_labels[members[i]] = labels[i];
    }

    void addGroups(std::vector<Group> &groups, Group members) const
    {
        const auto label = [this](quint32 node) -> const Digest & { return m_labels[node]; };
        std::ranges::sort(members, {}, label);
        for (auto begin = members.begin(); begin != members.end();) {
            const auto end = std::find_if(begin, members.end(), [&](quint32 node) { return label(node) != label(*begin); });
            if (end - begin > 1)
                groups.emplace_back(begin, end);
            begin = end;
        }
    }

    bool leadsToNew(quint32 node) const
    {
        return std::ranges::any_of(m_nodes[node].targets, [this](quint32 target) { return m_isNew[target]; });
    }

    // Of each member what it is labelled and leads to; empty when all are alike.
    Digests toldApart(Group group) const
    {
        Digests labels;
        for (const quint32 node : group)
            labels.push_back(Mixer().add(m_labels[node]).add(combined(m_nodes[node], m_labels)).digest());
        return std::ranges::adjacent_find(labels, std::ranges::not_equal_to()) == labels.end() ? Digests() : labels;
    }

    // What has another label after this round.
    Circle tellOnce(std::vector<Group> &groups, const Circle &changed)
    {
        for (const quint32 node : changed)
            m_isNew[node] = true;
        std::vector<std::pair<Group, Digests>> told;
        std::erase_if(groups, [&](const Group &group) {
            Digests labels = std::ranges::any_of(group, [this](quint32 node) { return leadsToNew(node); }) ? toldApart(group) : Digests();
            const bool isToldApart = !labels.empty();
            if (isToldApart)
                told.emplace_back(group, std::move(labels));
            return isToldApart;
        });
        for (const quint32 node : changed)
            m_isNew[node] = false;
        Circle next;
        for (const auto &[group, labels] : told) {
            set(group, labels);
            next.insert(next.end(), group.begin(), group.end());
            addGroups(groups, group);
        }
        return next;
    }

    // Where no two labels are the same, what each of them leads to describes the whole circle.
    void finish(Group circle, Digests &digests)
    {
        for (std::size_t i = 0; i < circle.size(); ++i)
            digests[i] = Mixer().add(m_labels[circle[i]]).add(combined(m_nodes[circle[i]], m_labels)).digest();
        Digests all = digests;
        sortOnce(all);
        Mixer mixer;
        for (const Digest &digest : all)
            mixer.add(digest);
        const Digest whole = mixer.digest();
        for (Digest &digest : digests)
            digest = Mixer().add(digest).add(whole).digest();
        set(circle, digests);
    }

    const Nodes &m_nodes;
    Digests &m_labels;
    std::vector<bool> m_isNew;
};

bool leadsToItself(const Nodes &nodes, const Circle &circle)
{
    return circle.size() > 1 || std::ranges::find(nodes[circle.front()].targets, circle.front()) != nodes[circle.front()].targets.end();
}

} // namespace

Refined refine(const Nodes &nodes, const std::vector<Circle> &circles)
{
    Refined refined{Digests(nodes.size()), std::vector<bool>(nodes.size())};
    Rounds rounds(nodes, refined.digests);
    for (const Circle &circle : circles) {
        if (leadsToItself(nodes, circle))
            rounds.tell(circle);
        else
            refined.digests[circle.front()] = combined(nodes[circle.front()], refined.digests);
        const bool isInDoubt = std::ranges::any_of(circle, [&](quint32 node) {
            return nodes[node].isInDoubt || std::ranges::any_of(nodes[node].targets, [&](quint32 target) { return refined.isInDoubt[target]; });
        });
        for (const quint32 node : circle)
            refined.isInDoubt[node] = isInDoubt;
    }
    return refined;
}

} // namespace once::detail
