// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/tablesets.h>

namespace once::detail {

void TableSets::addImports(std::vector<TableFunction> &functions, const std::vector<Circle> &circles)
{
    std::vector<std::vector<quint32>> members(m_nodes.size());
    for (quint32 i = 0; i < m_nodes.size(); ++i)
        if (m_nodes[i].isImport())
            members[i].push_back(m_numbers.indexOf(i));
    const ReachedSets sets(m_nodes, circles, Follow::All, members, m_numbers.memberCount());
    Known known(sets.count());
    for (TableFunction &function : functions)
        function.imports = add(sets, sets.of(function.node), known);
}

void TableSets::addGlobals(std::vector<TableFunction> &functions)
{
    std::vector<std::vector<quint32>> members(m_nodes.size());
    for (quint32 i = 0; i < m_nodes.size(); ++i)
        for (const quint32 global : m_nodes[i].globals)
            members[i].push_back(m_numbers.indexOf(global));
    const ReachedSets sets(m_nodes, circlesOf(m_nodes, Follow::NoInitials), Follow::NoInitials, members, m_numbers.memberCount());
    Known known(sets.count());
    for (TableFunction &function : functions)
        function.globals = add(sets, sets.of(function.node), known);
}

quint32 TableSets::add(const ReachedSets &sets, ReachedSets::Set set, Known &known)
{
    if (set == 0 || known[set] != 0)
        return known[set];
    const ReachedSets::Kept &kept = sets[set];
    const quint32 base = add(sets, kept.base, known);
    m_sets.push_back({base, quint32(m_members.size()), quint32(kept.more.size())});
    m_members.insert(m_members.end(), kept.more.begin(), kept.more.end());
    return known[set] = quint32(m_sets.size() - 1);
}

} // namespace once::detail
