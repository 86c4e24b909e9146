// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/unwinding.h>

#include <algorithm>

namespace once::detail {

namespace {

using Symbols = std::vector<ElfFile::Symbol>;
using Relocations = std::vector<Elf64_Rela>;

Stretch stretch(QByteArrayView section, const Relocations &relocations, quint64 begin, quint64 end)
{
    const auto from = std::ranges::lower_bound(relocations, begin, {}, &Elf64_Rela::r_offset);
    const auto to = std::ranges::lower_bound(relocations, end, {}, &Elf64_Rela::r_offset);
    QByteArrayView bytes = section.sliced(qsizetype(begin), qsizetype(end - begin));
    while (bytes.endsWith('\0')) // what is filled up depends on where it lies
        bytes.chop(1);
    return {bytes, begin, {from, to}};
}

// One entry of .eh_frame: four bytes of length, four that lead to what it has in common with others, and the rest.
struct Entry
{
    quint64 begin = 0, end = 0;
    quint32 distance = 0; // from its field back to the common one; 0: it is one itself
};

Entry entryAt(QByteArrayView section, quint64 begin)
{
    const auto length = readOne<quint32>(section, begin);
    if (length == 0xffffffff || (length > 0 && (length < 4 || length > quint64(section.size()) - begin - 4)))
        throw Unreadable("its .eh_frame has an entry of an unknown form");
    return {begin, begin + 4 + length, length > 0 ? readOne<quint32>(section, begin + 4) : 0};
}

void collect(const QByteArrayView section, const Relocations &relocations, const Symbols &symbols,
             std::map<quint32, std::vector<Unwinding>> &unwindings)
{
    for (Entry entry; entry.end < quint64(section.size());) {
        entry = entryAt(section, entry.end);
        if (entry.distance == 0)
            continue;
        if (entry.distance > entry.begin + 4)
            throw Unreadable("its .eh_frame has an entry that begins with nothing");
        const Entry common = entryAt(section, entry.begin + 4 - entry.distance);
        Unwinding unwinding{0, stretch(section, relocations, entry.begin + 8, entry.end),
                            stretch(section, relocations, std::min(common.begin + 8, common.end), common.end)};
        const Relocations &own = unwinding.rules.relocations;
        if (own.empty() || own.front().r_offset != entry.begin + 8 || ELF64_R_SYM(own.front().r_info) >= symbols.size())
            throw Unreadable("its .eh_frame has an entry of no function");
        const ElfFile::Symbol &function = symbols[ELF64_R_SYM(own.front().r_info)];
        if (!function.isInSection())
            throw Unreadable("its .eh_frame has an entry of a function that lies elsewhere");
        unwinding.function = function.st_value + quint64(own.front().r_addend);
        unwinding.rules.relocations.erase(unwinding.rules.relocations.begin());
        unwindings[function.st_shndx].push_back(std::move(unwinding));
    }
}

} // namespace

std::map<quint32, std::vector<Unwinding>> unwindingsIn(const ElfFile &object, const Symbols &symbols)
{
    std::map<quint32, std::vector<Unwinding>> unwindings;
    for (const ElfFile::Section &table : object.sections()) {
        if (table.header.sh_type != SHT_RELA || table.header.sh_info >= object.sections().size())
            continue;
        const ElfFile::Section &section = object.sections()[table.header.sh_info];
        if (section.name != ".eh_frame")
            continue;
        Relocations relocations = object.relocations(table);
        std::ranges::stable_sort(relocations, {}, &Elf64_Rela::r_offset);
        collect(section.content, relocations, symbols, unwindings);
    }
    for (auto &[section, list] : unwindings)
        std::ranges::stable_sort(list, {}, &Unwinding::function);
    return unwindings;
}

} // namespace once::detail
