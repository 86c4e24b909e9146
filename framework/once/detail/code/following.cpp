// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What a section consists of, and what it refers to.
#include <once/detail/code/codegraph.h>
#include <once/detail/code/globals.h>

#include <algorithm>
#include <array>

namespace once::detail {

namespace {

bool isKnown(quint32 type)
{
    static constexpr std::array known{
        R_X86_64_64, R_X86_64_PC32, R_X86_64_PLT32, R_X86_64_GOTPCREL, R_X86_64_32, R_X86_64_32S, R_X86_64_16,
        R_X86_64_PC16, R_X86_64_8, R_X86_64_PC8, R_X86_64_DTPMOD64, R_X86_64_DTPOFF64, R_X86_64_TPOFF64,
        R_X86_64_TLSGD, R_X86_64_TLSLD, R_X86_64_DTPOFF32, R_X86_64_GOTTPOFF, R_X86_64_TPOFF32, R_X86_64_PC64,
        R_X86_64_GOTOFF64, R_X86_64_GOTPC32, R_X86_64_GOTPC64, R_X86_64_PLTOFF64, R_X86_64_SIZE32, R_X86_64_SIZE64,
        R_X86_64_GOTPC32_TLSDESC, R_X86_64_TLSDESC_CALL, R_X86_64_TLSDESC, R_X86_64_GOTPCRELX, R_X86_64_REX_GOTPCRELX};
    return std::ranges::find(known, int(type)) != known.end();
}

// The compilers' assemblers keep the symbol where the distance from an instruction would hide which constant is meant.
bool isExact(quint32 type)
{
    return type == R_X86_64_64 || type == R_X86_64_32 || type == R_X86_64_32S;
}

} // namespace

void CodeGraph::fill(const Unfilled &unfilled)
{
    const CodeObject &object = *unfilled.object;
    const ElfFile::Section &section = object.input.file.sections()[unfilled.section];
    CodeNode node;
    node.name = object.nameOf(unfilled.section);
    node.isInDoubt = !section.isLoaded() || (section.header.sh_flags & SHF_COMPRESSED);
    Mixer own;
    own.add(section.header.sh_flags & (SHF_WRITE | SHF_EXECINSTR | SHF_TLS)).add(section.header.sh_size);
    follow(node, own, object, {section.content, 0, object.relocationsOf(unfilled.section)});
    if (const auto it = object.unwindings.find(unfilled.section); it != object.unwindings.end()) {
        for (const Unwinding &unwinding : it->second) {
            own.add(unwinding.function);
            follow(node, own, object, unwinding.rules);
            follow(node, own, object, unwinding.common);
        }
    }
    addInitialisers(node, object, unfilled.section);
    node.own = own.digest();
    if (section.isWritable() && !section.name.startsWith(".data.rel.ro") && !object.input.isSystem)
        addGlobals(node, object, unfilled.section);
    m_nodes[unfilled.node] = std::move(node);
}

void CodeGraph::addInitialisers(CodeNode &node, const CodeObject &object, quint32 section)
{
    const std::set<quint32> initialisers = object.initialisersOf(section);
    if (initialisers.empty())
        return;
    CodeNode initial{.kind = CodeNode::Initial, .own = Mixer().add(Mark::Initial).digest(), .targets = {}, .globals = {}, .name = {}};
    for (const quint32 initialiser : initialisers)
        initial.targets.push_back(sectionNode(object, initialiser));
    node.targets.push_back(add(std::move(initial)));
}

void CodeGraph::addGlobals(CodeNode &node, const CodeObject &object, quint32 section)
{
    for (const ElfFile::Symbol *symbol : object.symbolsIn(section)) {
        if ((symbol->type() != STT_OBJECT && symbol->type() != STT_TLS) || symbol->st_size == 0 || !mayBeWritten(symbol->name))
            continue;
        const bool isSeenElsewhere = ELF64_ST_BIND(symbol->st_info) == STB_GLOBAL; // constants are not, if not asked to
        node.globals.push_back(add({.kind = CodeNode::Global, .own = {}, .targets = {}, .globals = {}, .name = symbol->name.toByteArray(), .size = symbol->st_size,
                                    .mayBeConstant = !isSeenElsewhere && object.isInitialisedLate(*symbol)}));
    }
}

void CodeGraph::follow(CodeNode &node, Mixer &own, const CodeObject &object, const Stretch &stretch)
{
    own.add(stretch.bytes);
    for (const Elf64_Rela &relocation : stretch.relocations) {
        own.add(relocation.r_offset - stretch.begin).add(ELF64_R_TYPE(relocation.r_info));
        follow(node, own, object, relocation);
    }
}

void CodeGraph::follow(CodeNode &node, Mixer &own, const CodeObject &object, const Elf64_Rela &relocation)
{
    const quint32 type = ELF64_R_TYPE(relocation.r_info), index = ELF64_R_SYM(relocation.r_info);
    if (type == R_X86_64_NONE)
        return;
    if (!isKnown(type) || index >= object.symbols.size()) {
        node.isInDoubt = true;
        return;
    }
    const ElfFile::Symbol &symbol = object.symbols[index];
    if (index == 0) {
        own.add(Mark::Number).add(relocation.r_addend);
    } else if (symbol.isLocal()) {
        followLocal(node, own, object, symbol, relocation);
    } else {
        own.add(Mark::Reference).add(relocation.r_addend);
        node.targets.push_back(symbolNode(symbol));
    }
}

void CodeGraph::followLocal(CodeNode &node, Mixer &own, const CodeObject &object, const ElfFile::Symbol &symbol, const Elf64_Rela &relocation)
{
    if (symbol.st_shndx == SHN_ABS) {
        own.add(Mark::Number).add(symbol.st_value).add(relocation.r_addend);
        return;
    }
    if (!symbol.isInSection() || symbol.type() == STT_GNU_IFUNC) {
        node.isInDoubt = true;
        return;
    }
    const quint32 section = symbol.st_shndx;
    const bool isSection = symbol.type() == STT_SECTION;
    const quint64 inside = isSection ? quint64(relocation.r_addend) : symbol.st_value;
    if (object.holdsConstants(section) && (!isSection || isExact(ELF64_R_TYPE(relocation.r_info)))) {
        if (const auto constant = object.constantAt(section, inside)) {
            own.add(Mark::Constant).add(*constant).add(isSection ? 0 : relocation.r_addend);
            return;
        }
    }
    own.add(Mark::Reference).add(symbol.st_value + quint64(relocation.r_addend));
    node.targets.push_back(sectionNode(object, section));
}

} // namespace once::detail
