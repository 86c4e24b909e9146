// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/codegraph.h>

#include <once/detail/code/globals.h>

namespace once::detail {

namespace {

// What linkers themselves define.
bool isLinkers(QByteArrayView name)
{
    return name == "_GLOBAL_OFFSET_TABLE_" || name == "__dso_handle" || name == "__ehdr_start" || name == "_DYNAMIC";
}

} // namespace

CodeGraph::CodeGraph(const Inputs &inputs, const LinkedFile &linked) : m_linked(linked)
{
    for (const Inputs::Object &input : inputs.objects()) {
        try {
            m_objects.push_back(std::make_unique<CodeObject>(input));
            index(*m_objects.back());
        } catch (const Unreadable &unreadable) {
            throw Unreadable(input.name.toStdString() + " cannot be read: " + unreadable.what());
        }
    }
}

void CodeGraph::index(const CodeObject &object)
{
    for (quint32 i = 0; i < object.symbols.size(); ++i) {
        const ElfFile::Symbol &symbol = object.symbols[i];
        if (symbol.st_shndx == SHN_UNDEF)
            continue;
        if (!symbol.isLocal())
            m_definitions[symbol.name].append({&object, i});
        if (symbol.type() == STT_FUNC && symbol.isInSection() && !object.input.isSystem)
            m_functions[symbol.name].append({&object, i});
    }
}

std::optional<quint32> CodeGraph::functions(const std::vector<QByteArray> &names)
{
    CodeNode entry{.kind = CodeNode::Choice, .own = {}, .targets = {}, .globals = {}, .name = {}};
    for (const QByteArray &name : names)
        addFunction(entry, name);
    while (!m_unfilled.empty()) {
        const Unfilled next = m_unfilled.back();
        m_unfilled.pop_back();
        fill(next);
    }
    return entry.targets.empty() ? std::nullopt : std::optional(add(std::move(entry)));
}

void CodeGraph::addFunction(CodeNode &entry, const QByteArray &name)
{
    const auto it = m_functions.constFind(name);
    if (it == m_functions.cend())
        return;
    if (entry.name.isEmpty())
        entry.name = name;
    const ElfFile::Symbol &first = *it->front();
    if (!first.isLocal() && it->size() == m_definitions.value(name).size()) {
        entry.targets.push_back(symbolNode(first));
        return;
    }
    for (const Place &place : *it)
        entry.targets.push_back(definition(place));
}

quint32 CodeGraph::add(CodeNode node)
{
    m_nodes.push_back(std::move(node));
    return quint32(m_nodes.size() - 1);
}

quint32 CodeGraph::symbolNode(const ElfFile::Symbol &symbol)
{
    if (const auto it = m_symbols.constFind(symbol.name); it != m_symbols.cend())
        return *it;
    const QList<Place> places = m_definitions.value(symbol.name);
    CodeNode node = places.isEmpty() ? missing(symbol) : CodeNode{.kind = CodeNode::Choice, .own = {}, .targets = {}, .globals = {}, .name = symbol.name.toByteArray()};
    for (const Place &place : places)
        node.targets.push_back(definition(place));
    if (!places.isEmpty() && m_linked.imports(symbol.name)) // though an archive has it as well
        node.targets.push_back(add(missing(symbol)));
    return m_symbols[symbol.name] = add(std::move(node));
}

CodeNode CodeGraph::missing(const ElfFile::Symbol &symbol) const
{
    const bool isAbsent = !symbol.isWeak() && !m_linked.has(symbol.name); // so is all that refers to it
    if (isLinkers(symbol.name) || isAbsent)
        return {.own = Mixer().add(isAbsent ? Mark::Absent : Mark::Linkers).add(symbol.name).digest(), .targets = {}, .globals = {}, .name = {}};
    CodeNode node{.kind = symbol.isWeak() ? CodeNode::WeakImport : CodeNode::Import, .own = {}, .targets = {}, .globals = {}, .name = symbol.name.toByteArray()};
    node.own = Mixer().add(node.kind).add(symbol.name).digest();
    node.isInDoubt = !symbol.isWeak() && !m_linked.knows(symbol.name);
    return node;
}

quint32 CodeGraph::definition(const Place &place)
{
    const ElfFile::Symbol &symbol = *place;
    CodeNode node;
    node.isInDoubt = symbol.type() == STT_GNU_IFUNC; // a function chooses it when the program starts
    if (symbol.isInSection()) {
        const quint32 section = sectionNode(*place.object, symbol.st_shndx);
        if (symbol.st_value == 0 && !node.isInDoubt)
            return section;
        node.own = Mixer().add(Mark::Inside).add(symbol.st_value).digest();
        node.targets.push_back(section);
        return add(std::move(node));
    }
    node.own = Mixer().add(symbol.st_shndx == SHN_COMMON ? Mark::Common : Mark::Absolute).add(symbol.st_value).add(symbol.st_size).digest();
    node.isInDoubt |= symbol.st_shndx != SHN_COMMON && symbol.st_shndx != SHN_ABS;
    if (symbol.st_shndx == SHN_COMMON && !place.object->input.isSystem && mayBeWritten(symbol.name))
        node.globals.push_back(add({.kind = CodeNode::Global, .own = {}, .targets = {}, .globals = {}, .name = symbol.name.toByteArray(), .size = symbol.st_size}));
    return add(std::move(node));
}

quint32 CodeGraph::sectionNode(const CodeObject &object, quint32 section)
{
    const auto it = m_sections.constFind({&object, section});
    if (it != m_sections.cend())
        return *it;
    const quint32 node = add({});
    m_unfilled.push_back({node, &object, section});
    return m_sections[{&object, section}] = node;
}

} // namespace once::detail
