// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/inputs.h>
#include <once/detail/code/unwinding.h>

#include <QByteArray>

#include <optional>
#include <set>

namespace once::detail {

// An object with what is looked up in it again and again.
struct CodeObject
{
    explicit CodeObject(const Inputs::Object &input); // throws Unreadable

    std::vector<Elf64_Rela> relocationsOf(quint32 section) const; // in order of their offsets
    std::vector<const ElfFile::Symbol *> symbolsIn(quint32 section) const;
    QByteArray nameOf(quint32 section) const; // of the function or variable that it holds, else one for people
    // A section whose pieces the linker merges when they are equal, and so whose order means nothing.
    bool holdsConstants(quint32 section) const;
    // Of such a section, the constant at an offset; none where there is none.
    std::optional<QByteArrayView> constantAt(quint32 section, quint64 offset) const;

    // Whether a variable has a value of the compiler's only until the program, or the function that keeps it, has
    // given it one. So have constants whose values are made, which nothing tells from other variables.
    bool isInitialisedLate(const ElfFile::Symbol &variable) const;
    // The sections of functions that run before main() and give variables of a section their values.
    std::set<quint32> initialisersOf(quint32 section) const;

    const Inputs::Object &input;
    std::vector<ElfFile::Symbol> symbols;
    std::map<quint32, std::vector<Unwinding>> unwindings;

private:
    std::set<quint32> initialisers() const;
    void findInitialised();

    std::map<const ElfFile::Symbol *, std::set<quint32>> m_initialised;
    std::set<QByteArrayView> m_guards;
    std::multimap<quint32, quint32> m_relocations; // sections, and those that relocate them
    std::vector<const ElfFile::Symbol *> m_bySection;
};

} // namespace once::detail
