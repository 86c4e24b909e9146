// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/codetable.h>

#include <algorithm>

namespace once::detail {

CodeTable::CodeTable(QByteArrayView section) : m_section(section), m_header(readOne<TableHeader>(section, 0))
{
    if (std::memcmp(m_header.magic, TableHeader::expectedMagic, sizeof m_header.magic) != 0
        || m_header.buildIdSize > sizeof m_header.buildId)
        throw Unreadable("its table of code is of another version");
    m_nodes = sizeof m_header + m_header.functionCount * sizeof(TableFunction);
    m_edges = m_nodes + m_header.nodeCount * sizeof(TableNode);
    m_sets = m_edges + m_header.edgeCount * sizeof(quint32);
    m_members = m_sets + m_header.setCount * sizeof(TableSet);
    m_hashes = m_members + m_header.memberCount * sizeof(quint32);
    m_names = m_hashes + m_header.importCount * sizeof(quint32);
    if (m_names + m_header.nameBytes != quint64(section.size()))
        throw Unreadable("its table of code is of another size");
    if (reinterpret_cast<quintptr>(section.data()) % alignof(quint64) != 0)
        throw Unreadable("its table of code was moved");
}

std::optional<TableFunction> CodeTable::functionAt(quint64 address) const
{
    quint64 begin = 0, end = m_header.functionCount;
    while (begin < end) {
        const quint64 middle = (begin + end) / 2;
        const auto function = readOne<TableFunction>(m_section, sizeof m_header + middle * sizeof(TableFunction));
        if (function.address == address)
            return function;
        (function.address < address ? begin : end) = function.address < address ? middle + 1 : middle;
    }
    return {};
}

TableNode CodeTable::node(quint32 index) const
{
    if (index >= m_header.nodeCount)
        throw Unreadable("its table of code leads to nothing");
    return readOne<TableNode>(m_section, m_nodes + index * sizeof(TableNode));
}

std::vector<quint32> CodeTable::membersOf(quint32 set) const
{
    std::vector<quint32> members;
    while (set != 0) {
        if (set >= m_header.setCount)
            throw Unreadable("its table of code leads to nothing");
        const auto entry = readOne<TableSet>(m_section, m_sets + set * sizeof(TableSet));
        if (entry.base >= set || entry.firstMember > m_header.memberCount || entry.memberCount > m_header.memberCount - entry.firstMember)
            throw Unreadable("its table of code has a set that leads nowhere");
        if (entry.memberCount > m_header.nodeCount - members.size())
            throw Unreadable("its table of code has a set of too many");
        const auto *first = reinterpret_cast<const quint32 *>(m_section.data() + m_members) + entry.firstMember;
        members.insert(members.end(), first, first + entry.memberCount);
        set = entry.base;
    }
    std::ranges::sort(members);
    return members;
}

quint32 CodeTable::loaderHashOf(quint32 import) const
{
    if (import >= m_header.importCount)
        throw Unreadable("its table of code takes for an import what is none");
    return readOne<quint32>(m_section, m_hashes + import * sizeof(quint32));
}

std::span<const quint32> CodeTable::edges(const TableNode &node) const
{
    if (node.firstEdge > m_header.edgeCount || node.edgeCount > m_header.edgeCount - node.firstEdge)
        throw Unreadable("its table of code leads to nothing");
    return {reinterpret_cast<const quint32 *>(m_section.data() + m_edges) + node.firstEdge, node.edgeCount};
}

QByteArrayView CodeTable::name(const TableNode &node) const
{
    const QByteArrayView rest = m_section.sliced(qsizetype(m_names));
    if (node.name >= rest.size())
        throw Unreadable("its table of code has a name too few");
    const qsizetype end = rest.indexOf('\0', node.name);
    if (end < 0)
        throw Unreadable("its table of code has a name without an end");
    return rest.sliced(node.name, end - node.name);
}

} // namespace once::detail
