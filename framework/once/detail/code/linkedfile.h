// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/elffile.h>

#include <QHash>
#include <QSet>

namespace once::detail {

// What the linker made of the objects: a program or shared library, before it is stripped.
class LinkedFile
{
public:
    explicit LinkedFile(QByteArrayView bytes); // throws Unreadable

    const ElfFile &file() const { return m_file; }
    // Functions, and variables, that lie in it.
    const std::vector<ElfFile::Symbol> &functions() const { return m_functions; }
    std::vector<quint64> addressesOf(QByteArrayView variable) const; // of thread-local ones none

    bool imports(QByteArrayView name) const { return m_imported.contains(name); } // from a shared library
    bool knows(QByteArrayView name) const { return m_dynamic.contains(name); }    // the loader does
    // Whether anything of that name is in it. What refers to something else was not linked, though an archive has it.
    bool has(QByteArrayView name) const { return m_names.contains(name) || knows(name); }

private:
    ElfFile m_file;
    std::vector<ElfFile::Symbol> m_functions;
    QMultiHash<QByteArrayView, quint64> m_variables;
    QSet<QByteArrayView> m_imported, m_dynamic, m_names;
};

} // namespace once::detail
