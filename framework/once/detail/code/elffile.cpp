// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/elffile.h>

#include <algorithm>

namespace once::detail {

ElfFile::ElfFile(QByteArrayView bytes) : m_bytes(bytes), m_header(readOne<Elf64_Ehdr>(bytes, 0))
{
    const unsigned char *ident = m_header.e_ident;
    if (std::memcmp(ident, ELFMAG, SELFMAG) != 0)
        throw Unreadable("it is no ELF file");
    if (ident[EI_CLASS] != ELFCLASS64 || ident[EI_DATA] != ELFDATA2LSB || m_header.e_machine != EM_X86_64)
        throw Unreadable("it is not for x86-64");
    if (m_header.e_shentsize != sizeof(Elf64_Shdr) || m_header.e_shnum == 0)
        throw Unreadable("its sections are not listed as they should be");

    for (const Elf64_Shdr &header : readArray<Elf64_Shdr>(bytes, m_header.e_shoff, m_header.e_shnum)) {
        Section section{.header = header};
        if (header.sh_type != SHT_NOBITS && header.sh_type != SHT_NULL) {
            readArray<char>(bytes, header.sh_offset, 0);
            if (header.sh_size > quint64(bytes.size()) - header.sh_offset)
                throw Unreadable("a section lies beyond its end");
            section.content = bytes.sliced(qsizetype(header.sh_offset), qsizetype(header.sh_size));
        }
        m_sections.push_back(section);
    }
    if (m_header.e_shstrndx >= m_sections.size())
        throw Unreadable("its sections have no names");
    const QByteArrayView names = m_sections[m_header.e_shstrndx].content;
    for (Section &section : m_sections)
        section.name = textAt(names, section.header.sh_name);
}

QByteArrayView ElfFile::textAt(QByteArrayView texts, quint64 offset) const
{
    if (offset >= quint64(texts.size()))
        throw Unreadable("a name lies beyond its end");
    const QByteArrayView rest = texts.sliced(qsizetype(offset));
    const qsizetype end = rest.indexOf('\0');
    if (end < 0)
        throw Unreadable("a name has no end");
    return rest.first(end);
}

const ElfFile::Section *ElfFile::section(QByteArrayView name) const
{
    const auto it = std::ranges::find(m_sections, name, &Section::name);
    return it == m_sections.end() ? nullptr : &*it;
}

std::vector<ElfFile::Symbol> ElfFile::symbols(quint32 type) const
{
    std::vector<Symbol> symbols;
    const auto table = std::ranges::find(m_sections, type, [](const Section &section) { return section.header.sh_type; });
    if (table == m_sections.end())
        return symbols;
    if (table->header.sh_entsize != sizeof(Elf64_Sym) || table->header.sh_link >= m_sections.size())
        throw Unreadable("its symbols are not listed as they should be");
    const QByteArrayView names = m_sections[table->header.sh_link].content;
    const auto entries = readArray<Elf64_Sym>(table->content, 0, quint64(table->content.size()) / sizeof(Elf64_Sym));
    symbols.reserve(entries.size());
    for (const Elf64_Sym &entry : entries) {
        if (entry.st_shndx == SHN_XINDEX || (entry.st_shndx < SHN_LORESERVE && entry.st_shndx >= m_sections.size()))
            throw Unreadable("a symbol is of a section that is not there");
        symbols.push_back({entry, textAt(names, entry.st_name)});
    }
    return symbols;
}

std::vector<Elf64_Rela> ElfFile::relocations(const Section &section) const
{
    if (section.header.sh_entsize != sizeof(Elf64_Rela))
        throw Unreadable("its relocations are not listed as they should be");
    return readArray<Elf64_Rela>(section.content, 0, quint64(section.content.size()) / sizeof(Elf64_Rela));
}

QByteArrayView ElfFile::buildId() const
{
    const Section *note = section(".note.gnu.build-id");
    return note ? buildIdIn(note->content, note->header.sh_addralign) : QByteArrayView();
}

QByteArrayView buildIdIn(QByteArrayView notes, quint64 alignment)
{
    const quint64 align = std::clamp<quint64>(alignment, 4, 8);
    const auto padded = [align](quint64 size) { return (size + align - 1) / align * align; };
    const auto size = quint64(notes.size());
    for (quint64 at = 0; at + sizeof(Elf64_Nhdr) <= size;) {
        const auto note = readOne<Elf64_Nhdr>(notes, at);
        const quint64 content = at + sizeof note + padded(note.n_namesz);
        if (content > size || note.n_descsz > size - content)
            break;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4)
            return notes.sliced(qsizetype(content), qsizetype(note.n_descsz));
        at = content + padded(note.n_descsz);
    }
    return {};
}

quint32 loaderHash(QByteArrayView name)
{
    quint32 hash = 5381;
    for (const char c : name)
        hash = hash * 33 + quint8(c);
    return hash;
}

} // namespace once::detail
