// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/tablewriter.h>

namespace once::detail {

namespace {

void alignEnd(QByteArray &bytes)
{
    bytes.append((16 - bytes.size() % 16) % 16, '\0');
}

template <typename T>
void appendItem(QByteArray &bytes, const T &item)
{
    bytes.append(reinterpret_cast<const char *>(&item), sizeof item);
}

} // namespace

// Nothing that the loader sees moves: the section, the names of all sections and their list are put behind the end.
QByteArray withSection(QByteArrayView file, QByteArrayView name, QByteArrayView content)
{
    const ElfFile elf(file);
    std::vector<Elf64_Shdr> headers;
    for (const ElfFile::Section &section : elf.sections())
        if (section.name != name)
            headers.push_back(section.header);
    Elf64_Ehdr header = elf.header();
    if (headers.size() != elf.sections().size())
        throw Unreadable("it has a table already; link it again");

    QByteArray bytes = file.toByteArray();
    alignEnd(bytes);
    Elf64_Shdr added = {};
    added.sh_type = SHT_PROGBITS;
    added.sh_addralign = 16;
    added.sh_offset = quint64(bytes.size());
    added.sh_size = quint64(content.size());
    bytes.append(content);

    alignEnd(bytes);
    QByteArray names = elf.sections()[header.e_shstrndx].content.toByteArray();
    added.sh_name = quint32(names.size());
    names.append(name).append('\0');
    headers[header.e_shstrndx].sh_offset = quint64(bytes.size());
    headers[header.e_shstrndx].sh_size = quint64(names.size());
    bytes.append(names);

    alignEnd(bytes);
    headers.push_back(added);
    header.e_shoff = quint64(bytes.size());
    header.e_shnum = quint16(headers.size());
    for (const Elf64_Shdr &section : headers)
        appendItem(bytes, section);
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
}

} // namespace once::detail
