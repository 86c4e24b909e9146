// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/elffile.h>
#include <once/digest.h>

#include <optional>
#include <span>

namespace once::detail {

// The section of a program that holds its table. It is not loaded, and outlives strip.
inline constexpr char codeSection[] = ".once.code";

// What the section begins with; the functions, nodes, edges, sets, their members, the hashes of imports and the names
// follow, each in one piece. Little endian.
struct TableHeader
{
    static constexpr char expectedMagic[8] = {'o', 'n', 'c', 'e', 'c', 'o', 'd', '2'};

    char magic[8] = {};
    quint32 functionCount = 0, nodeCount = 0, edgeCount = 0, setCount = 0, memberCount = 0, importCount = 0, nameBytes = 0;
    quint32 buildIdSize = 0;
    char buildId[32] = {};
};

struct TableFunction
{
    quint64 address = 0; // in its module, as all addresses here
    quint32 node = 0;
    quint32 imports = 0, globals = 0; // the sets of those that it reaches
    quint32 unused = 0;
};

// Imports come before all others, in order of their names.
struct TableNode
{
    char digest[Digest::size] = {}; // of it, and of all that it reaches in its module
    quint64 own = 0;                // of it alone, cut, for people
    quint64 address = 0, size = 0;  // of a global; address 0 when it is not known
    quint32 name = 0;               // where it begins; 0: none
    quint32 firstEdge = 0, edgeCount = 0;
    quint8 kind = 0, isInDoubt = 0, mayBeConstant = 0, unused = 0;
};

// Some nodes: those of another set, which has a smaller number, and its own members. Set 0 is empty.
struct TableSet
{
    quint32 base = 0, firstMember = 0, memberCount = 0;
};

// The table of one module, as its section has it. Read where it lies: asking for one function costs a search, and nothing is
// checked before it is used. Throws Unreadable for what does not fit together.
class CodeTable
{
public:
    explicit CodeTable(QByteArrayView section);

    QByteArrayView buildId() const { return {m_header.buildId, qsizetype(m_header.buildIdSize)}; }
    std::size_t nodeCount() const { return m_header.nodeCount; }
    std::optional<TableFunction> functionAt(quint64 address) const;
    TableNode node(quint32 index) const;
    std::vector<quint32> membersOf(quint32 set) const; // nodes, in order
    std::size_t importCount() const { return m_header.importCount; }
    quint32 loaderHashOf(quint32 import) const;
    std::span<const quint32> edges(const TableNode &node) const;
    QByteArrayView name(const TableNode &node) const;

private:
    QByteArrayView m_section;
    TableHeader m_header;
    quint64 m_nodes = 0, m_edges = 0, m_sets = 0, m_members = 0, m_hashes = 0, m_names = 0; // where they begin
};

} // namespace once::detail
