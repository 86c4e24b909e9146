// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/codegraph.h>
#include <once/detail/code/codetable.h>

namespace once::detail {

// The table of a program that was linked of these inputs.
class TableWriter
{
public:
    TableWriter(const Inputs &inputs, const LinkedFile &linked);

    QByteArray section() const;
    qsizetype functionCount() const { return qsizetype(m_functions.size()); }
    qsizetype doubtCount() const { return m_doubtCount; } // of functions

private:
    void findFunctions(CodeGraph &graph, const LinkedFile &linked);
    void addNode(const CodeNode &node, const Digest &digest, bool isInDoubt, const LinkedFile &linked);
    quint32 add(QByteArrayView name);

    TableHeader m_header;
    std::vector<TableFunction> m_functions;
    std::vector<TableNode> m_nodes;
    std::vector<quint32> m_edges;
    QByteArray m_names{1, '\0'};
    QHash<QByteArray, quint32> m_nameBegins;
    qsizetype m_doubtCount = 0;
};

// Puts a section that is not loaded at the end of an ELF file, in place of one of that name. Throws Unreadable.
QByteArray withSection(QByteArrayView file, QByteArrayView name, QByteArrayView content);

} // namespace once::detail
