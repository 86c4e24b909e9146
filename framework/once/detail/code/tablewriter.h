// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/tablesets.h>

namespace once::detail {

// The table of a program that was linked of these inputs.
class TableWriter
{
public:
    TableWriter(const Inputs &inputs, const LinkedFile &linked);

    const QByteArray &section() const { return m_section; }
    qsizetype functionCount() const { return qsizetype(m_functions.size()); }
    qsizetype doubtCount() const { return m_doubtCount; } // of functions

private:
    void findFunctions(CodeGraph &graph, const LinkedFile &linked);
    void write(QByteArrayView buildId, const TableNodes &nodes, const TableSets &sets);

    std::vector<TableFunction> m_functions;
    QByteArray m_section;
    qsizetype m_doubtCount = 0;
};

// Puts a section that is not loaded at the end of an ELF file, in place of one of that name. Throws Unreadable.
QByteArray withSection(QByteArrayView file, QByteArrayView name, QByteArrayView content);

} // namespace once::detail
