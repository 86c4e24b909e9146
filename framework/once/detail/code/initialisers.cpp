// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Which variables are given their values when the program starts.
#include <once/detail/code/codeobject.h>

#include <algorithm>

namespace once::detail {

namespace {

// What compilers call the functions that the first one calls.
bool isInitialiser(QByteArrayView name)
{
    return name.startsWith("_Z41__static_initialization_and_destruction_0") || name.startsWith("__cxx_global_var_init")
           || name.startsWith("__cxx_global_array_dtor");
}

} // namespace

// The sections of functions that .init_array names, and of those that these call for the purpose.
std::set<quint32> CodeObject::initialisers() const
{
    std::set<quint32> found;
    const auto &sections = input.file.sections();
    const auto add = [&](quint32 from, bool all) {
        for (const Elf64_Rela &relocation : relocationsOf(from)) {
            const quint32 index = ELF64_R_SYM(relocation.r_info);
            if (index >= symbols.size() || !symbols[index].isInSection() || !sections[symbols[index].st_shndx].isCode())
                continue;
            const quint32 section = symbols[index].st_shndx;
            if (all || std::ranges::any_of(symbolsIn(section), [](const auto *symbol) { return isInitialiser(symbol->name); }))
                found.insert(section);
        }
    };
    for (quint32 i = 0; i < sections.size(); ++i)
        if (sections[i].name.startsWith(".init_array") && sections[i].header.sh_type == SHT_INIT_ARRAY)
            add(i, true);
    for (const quint32 section : std::set(found))
        add(section, false);
    return found;
}

void CodeObject::findInitialised()
{
    if (input.isSystem)
        return;
    for (const quint32 section : initialisers()) {
        for (const Elf64_Rela &relocation : relocationsOf(section)) {
            const quint32 index = ELF64_R_SYM(relocation.r_info);
            if (index >= symbols.size() || !symbols[index].isInSection() || !input.file.sections()[symbols[index].st_shndx].isWritable())
                continue;
            // Most relocations of instructions are four less than the place that is meant.
            const quint64 place = symbols[index].st_value + quint64(relocation.r_addend) + (ELF64_R_TYPE(relocation.r_info) == R_X86_64_64 ? 0 : 4);
            for (const ElfFile::Symbol *symbol : symbolsIn(symbols[index].st_shndx))
                if (place - symbol->st_value < std::max<quint64>(symbol->st_size, 1))
                    m_initialised[symbol].insert(section);
        }
    }
}

std::set<quint32> CodeObject::initialisersOf(quint32 section) const
{
    std::set<quint32> found;
    for (const ElfFile::Symbol *symbol : symbolsIn(section))
        if (const auto it = m_initialised.find(symbol); it != m_initialised.end())
            found.insert(it->second.begin(), it->second.end());
    return found;
}

bool CodeObject::isInitialisedLate(const ElfFile::Symbol &variable) const
{
    const QByteArray guard = variable.name.startsWith("_Z") ? "_ZGV" + variable.name.sliced(2).toByteArray() : QByteArray();
    return m_initialised.contains(&variable) || (!guard.isEmpty() && m_guards.contains(guard));
}

} // namespace once::detail
