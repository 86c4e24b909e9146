// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/codeobject.h>

#include <algorithm>

namespace once::detail {

namespace {

bool isNamed(const ElfFile::Symbol &symbol)
{
    return symbol.type() == STT_FUNC || symbol.type() == STT_OBJECT || symbol.type() == STT_TLS;
}

// Zeros end it: one in each byte of a character.
std::optional<QByteArrayView> textIn(QByteArrayView rest, qsizetype width)
{
    for (qsizetype end = 0; end + width <= rest.size(); end += width)
        if (std::ranges::all_of(rest.sliced(end, width), [](char c) { return c == 0; }))
            return rest.first(end);
    return {};
}

} // namespace

CodeObject::CodeObject(const Inputs::Object &itsInput)
    : input(itsInput), symbols(input.file.symbols(SHT_SYMTAB)), unwindings(unwindingsIn(input.file, symbols))
{
    const auto &sections = input.file.sections();
    for (quint32 i = 0; i < sections.size(); ++i) {
        const Elf64_Shdr &header = sections[i].header;
        if (header.sh_type == SHT_REL)
            throw Unreadable("it has relocations without addends");
        if (header.sh_type == SHT_RELA)
            m_relocations.emplace(header.sh_info, i);
    }
    for (const ElfFile::Symbol &symbol : symbols) {
        if (symbol.name == "__gnu_lto_slim")
            throw Unreadable("it has no code before it is linked; compile with -ffat-lto-objects");
        if (symbol.isInSection())
            m_bySection.push_back(&symbol);
        if (symbol.name.startsWith("_ZGV"))
            m_guards.insert(symbol.name);
    }
    std::ranges::stable_sort(m_bySection, {}, [](const auto *symbol) { return symbol->st_shndx; });
    findInitialised();
}

std::vector<Elf64_Rela> CodeObject::relocationsOf(quint32 section) const
{
    std::vector<Elf64_Rela> relocations;
    const auto [begin, end] = m_relocations.equal_range(section);
    for (auto it = begin; it != end; ++it) {
        const auto some = input.file.relocations(input.file.sections()[it->second]);
        relocations.insert(relocations.end(), some.begin(), some.end());
    }
    std::ranges::stable_sort(relocations, {}, &Elf64_Rela::r_offset);
    return relocations;
}

std::vector<const ElfFile::Symbol *> CodeObject::symbolsIn(quint32 section) const
{
    const auto range = std::ranges::equal_range(m_bySection, section, {}, [](const auto *symbol) -> quint32 { return symbol->st_shndx; });
    return {range.begin(), range.end()};
}

QByteArray CodeObject::nameOf(quint32 section) const
{
    QByteArrayView name;
    for (const ElfFile::Symbol *symbol : symbolsIn(section)) {
        if (!isNamed(*symbol))
            continue;
        if (symbol->st_value != 0) // one of several
            return input.file.sections()[section].name.toByteArray() + " of " + input.name.toUtf8();
        if (name.isEmpty() || !symbol->isLocal())
            name = symbol->name;
    }
    return name.toByteArray();
}

bool CodeObject::holdsConstants(quint32 section) const
{
    const ElfFile::Section &it = input.file.sections()[section];
    return (it.header.sh_flags & SHF_MERGE) && !it.isWritable() && it.header.sh_entsize > 0 && !m_relocations.contains(section);
}

std::optional<QByteArrayView> CodeObject::constantAt(quint32 section, quint64 offset) const
{
    const ElfFile::Section &it = input.file.sections()[section];
    const quint64 width = it.header.sh_entsize, size = quint64(it.content.size());
    if (offset >= size || width > size)
        return {};
    if (it.header.sh_flags & SHF_STRINGS)
        return textIn(it.content.sliced(qsizetype(offset)), qsizetype(width));
    const quint64 begin = offset / width * width;
    if (width > size - begin)
        return {};
    return it.content.sliced(qsizetype(begin), qsizetype(width));
}

} // namespace once::detail
