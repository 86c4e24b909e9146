// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/codetable.h>
#include <once/detail/code/reachedsets.h>
#include <once/detail/code/tablenodes.h>

namespace once::detail {

// The sets of a table: what its functions import, and which variables they reach.
class TableSets
{
public:
    TableSets(const std::vector<CodeNode> &nodes, const TableNodes &numbers) : m_nodes(nodes), m_numbers(numbers) {}

    // To functions whose nodes are those of the graph.
    void addImports(std::vector<TableFunction> &functions, const std::vector<Circle> &circles);
    void addGlobals(std::vector<TableFunction> &functions);

    const std::vector<TableSet> &sets() const { return m_sets; }
    const std::vector<quint32> &members() const { return m_members; }

private:
    using Known = std::vector<quint32>; // the number in the table of each set that has one

    quint32 add(const ReachedSets &sets, ReachedSets::Set set, Known &known);

    const std::vector<CodeNode> &m_nodes;
    const TableNodes &m_numbers;
    std::vector<TableSet> m_sets{1};
    std::vector<quint32> m_members;
};

} // namespace once::detail
