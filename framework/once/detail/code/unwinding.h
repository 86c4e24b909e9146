// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/elffile.h>

#include <map>

namespace once::detail {

// Some bytes of a section with the relocations that lie in them.
struct Stretch
{
    QByteArrayView bytes;
    quint64 begin = 0; // in the section
    std::vector<Elf64_Rela> relocations; // in order
};

// By what a function's stack is unwound: among it what it catches. Nothing in the function itself leads there.
struct Unwinding
{
    quint64 function = 0; // its offset in its section
    Stretch rules, common;
};

// Of all functions in an object, by the number of their section. Throws Unreadable for what it does not understand.
std::map<quint32, std::vector<Unwinding>> unwindingsIn(const ElfFile &object, const std::vector<ElfFile::Symbol> &symbols);

} // namespace once::detail
