// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

#include <elf.h>

#include <cstring>
#include <stdexcept>
#include <vector>

namespace once::detail {

// A file of code that is of another kind than expected, or ends too early. It says why, for people.
class Unreadable : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

// `count` structures of the plain type T that lie at `offset`, wherever that is aligned.
template <typename T>
std::vector<T> readArray(QByteArrayView bytes, quint64 offset, quint64 count)
{
    const auto size = quint64(bytes.size());
    if (offset > size || count > (size - offset) / sizeof(T))
        throw Unreadable("it ends too early");
    std::vector<T> items(count);
    if (count > 0)
        std::memcpy(items.data(), bytes.data() + offset, count * sizeof(T));
    return items;
}

template <typename T>
T readOne(QByteArrayView bytes, quint64 offset)
{
    const auto size = quint64(bytes.size());
    if (offset > size || size - offset < sizeof(T))
        throw Unreadable("it ends too early");
    T item;
    std::memcpy(&item, bytes.data() + offset, sizeof item);
    return item;
}

// An ELF64 file of x86-64 in memory: an object, a program or a shared library. All of it is checked against the bytes
// that are there.
class ElfFile
{
public:
    struct Section
    {
        Elf64_Shdr header = {};
        QByteArrayView name;
        QByteArrayView content; // empty when it has none in the file

        bool isWritable() const { return header.sh_flags & SHF_WRITE; }
        bool isLoaded() const { return header.sh_flags & SHF_ALLOC; }
        bool isCode() const { return header.sh_flags & SHF_EXECINSTR; }
    };

    struct Symbol : Elf64_Sym
    {
        QByteArrayView name;

        int type() const { return ELF64_ST_TYPE(st_info); }
        bool isLocal() const { return ELF64_ST_BIND(st_info) == STB_LOCAL; }
        bool isWeak() const { return ELF64_ST_BIND(st_info) == STB_WEAK; }
        bool isInSection() const { return st_shndx != SHN_UNDEF && st_shndx < SHN_LORESERVE; }
    };

    ElfFile() = default;
    explicit ElfFile(QByteArrayView bytes); // throws Unreadable

    const Elf64_Ehdr &header() const { return m_header; }
    bool isObject() const { return m_header.e_type == ET_REL; }
    const std::vector<Section> &sections() const { return m_sections; }
    const Section *section(QByteArrayView name) const; // the first one of that name

    // Of the table of this type, SHT_SYMTAB or SHT_DYNSYM; empty where there is none.
    std::vector<Symbol> symbols(quint32 type) const;
    std::vector<Elf64_Rela> relocations(const Section &section) const; // of a section of type SHT_RELA
    QByteArrayView buildId() const;                                    // of its note; empty where there is none

private:
    QByteArrayView textAt(QByteArrayView texts, quint64 offset) const;

    QByteArrayView m_bytes;
    Elf64_Ehdr m_header = {};
    std::vector<Section> m_sections;
};

// The id in some notes as a program has them; empty where there is none.
QByteArrayView buildIdIn(QByteArrayView notes, quint64 alignment);

// By which a loader looks for a name, in tables of type DT_GNU_HASH.
quint32 loaderHash(QByteArrayView name);

} // namespace once::detail
