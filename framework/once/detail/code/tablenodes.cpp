// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/tablenodes.h>

#include <once/detail/code/globals.h>

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace once::detail {

namespace {

Digest identityOf(const CodeNode &node, const Digest &reached, bool isInDoubt)
{
    return Mixer().add(node.kind).add(reached).add(QByteArrayView(node.name)).add(isInDoubt).add(node.size).add(node.mayBeConstant).digest();
}

bool isMember(const CodeNode &node)
{
    return node.isImport() || node.kind == CodeNode::Global;
}

} // namespace

TableNodes::TableNodes(const std::vector<CodeNode> &nodes, const Refined &refined, const LinkedFile &linked)
{
    for (const quint32 node : number(nodes, refined))
        addNode(nodes[node], refined.digests[node], refined.isInDoubt[node], linked);
}

// One of the graph for each of the table.
std::vector<quint32> TableNodes::number(const std::vector<CodeNode> &nodes, const Refined &refined)
{
    std::vector<quint32> order(nodes.size()), found;
    std::iota(order.begin(), order.end(), 0);
    const auto others = std::ranges::stable_partition(order, [&](quint32 node) { return isMember(nodes[node]); });
    const auto variables = std::ranges::stable_partition(order.begin(), others.begin(), [&](quint32 node) { return nodes[node].isImport(); });
    std::ranges::stable_sort(order.begin(), variables.begin(), {}, [&](quint32 node) -> const QByteArray & { return nodes[node].name; });
    std::unordered_map<Digest, quint32> known;
    m_indexes.resize(nodes.size());
    for (const quint32 i : order) {
        const auto [it, isNew] = known.try_emplace(identityOf(nodes[i], refined.digests[i], refined.isInDoubt[i]), quint32(found.size()));
        m_indexes[i] = it->second;
        if (!isNew)
            continue;
        found.push_back(i);
        m_memberCount += isMember(nodes[i]);
    }
    return found;
}

void TableNodes::addNode(const CodeNode &node, const Digest &digest, bool isInDoubt, const LinkedFile &linked)
{
    TableNode entry;
    std::memcpy(entry.digest, digest.bytes().data(), Digest::size);
    std::memcpy(&entry.own, node.own.bytes().data(), sizeof entry.own);
    if (node.kind == CodeNode::Global) {
        const auto addresses = linked.addressesOf(node.name);
        entry.address = addresses.size() == 1 ? addresses.front() : 0;
        entry.size = node.size;
    }
    if (node.isImport())
        m_importHashes.push_back(loaderHash(node.name));
    entry.name = add(node.kind == CodeNode::Global ? demangled(node.name).toUtf8() : node.name);
    entry.kind = node.kind;
    entry.isInDoubt = isInDoubt;
    entry.mayBeConstant = node.mayBeConstant;
    addEdges(entry, node);
    m_nodes.push_back(entry);
}

void TableNodes::addEdges(TableNode &entry, const CodeNode &node)
{
    std::vector<quint32> edges;
    for (const auto *some : {&node.targets, &node.globals})
        std::ranges::transform(*some, std::back_inserter(edges), [this](quint32 other) { return m_indexes[other]; });
    std::ranges::sort(edges);
    edges.erase(std::ranges::unique(edges).begin(), edges.end());
    entry.firstEdge = quint32(m_edges.size());
    entry.edgeCount = quint32(edges.size());
    m_edges.insert(m_edges.end(), edges.begin(), edges.end());
}

quint32 TableNodes::add(QByteArrayView name)
{
    if (name.isEmpty())
        return 0;
    quint32 &begin = m_nameBegins[name.toByteArray()];
    if (begin == 0) {
        begin = quint32(m_names.size());
        m_names.append(name).append('\0');
    }
    return begin;
}

} // namespace once::detail
