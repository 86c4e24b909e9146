// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/codetable.h>
#include <once/detail/code/linkedfile.h>
#include <once/detail/code/refinement.h>

namespace once::detail {

// The nodes of a table: those of a graph, with equal ones of one name as one. There are many such: each object has its
// own copies of inline functions. What sets have as members comes first: imports in order of their names, then variables.
class TableNodes
{
public:
    TableNodes(const std::vector<CodeNode> &nodes, const Refined &refined, const LinkedFile &linked);

    quint32 indexOf(quint32 node) const { return m_indexes[node]; } // of a node of the graph
    std::size_t memberCount() const { return m_memberCount; } // of imports and variables
    const std::vector<TableNode> &nodes() const { return m_nodes; }
    const std::vector<quint32> &edges() const { return m_edges; }
    const std::vector<quint32> &importHashes() const { return m_importHashes; }
    const QByteArray &names() const { return m_names; }

private:
    std::vector<quint32> number(const std::vector<CodeNode> &nodes, const Refined &refined);
    void addNode(const CodeNode &node, const Digest &digest, bool isInDoubt, const LinkedFile &linked);
    void addEdges(TableNode &entry, const CodeNode &node);
    quint32 add(QByteArrayView name);

    std::vector<quint32> m_indexes;
    std::size_t m_memberCount = 0;
    std::vector<TableNode> m_nodes;
    std::vector<quint32> m_edges, m_importHashes;
    QByteArray m_names{1, '\0'};
    QHash<QByteArray, quint32> m_nameBegins;
};

} // namespace once::detail
