// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/linkedfile.h>

namespace once::detail {

LinkedFile::LinkedFile(QByteArrayView bytes) : m_file(bytes)
{
    if (m_file.header().e_type != ET_EXEC && m_file.header().e_type != ET_DYN)
        throw Unreadable("it is no program and no shared library");
    if (m_file.buildId().isEmpty())
        throw Unreadable("it has no build id; link with -Wl,--build-id");
    if (!m_file.section(".symtab"))
        throw Unreadable("it has no symbols; strip it later than this");
    for (const ElfFile::Symbol &symbol : m_file.symbols(SHT_SYMTAB)) {
        m_names.insert(symbol.name);
        if (!symbol.isInSection())
            continue;
        if (symbol.type() == STT_FUNC)
            m_functions.push_back(symbol);
        else if (symbol.type() == STT_OBJECT)
            m_variables.insert(symbol.name, symbol.st_value);
    }
    for (const ElfFile::Symbol &symbol : m_file.symbols(SHT_DYNSYM)) {
        m_dynamic.insert(symbol.name);
        if (!symbol.isInSection())
            m_imported.insert(symbol.name);
    }
}

std::vector<quint64> LinkedFile::addressesOf(QByteArrayView variable) const
{
    const QList<quint64> addresses = m_variables.values(variable);
    return {addresses.begin(), addresses.end()};
}

} // namespace once::detail
