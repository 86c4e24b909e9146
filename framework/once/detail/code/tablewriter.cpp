// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/tablewriter.h>

#include <once/detail/code/codegraph.h>

#include <algorithm>
#include <map>
#include <span>

namespace once::detail {

namespace {

// Link-time optimisation gives functions of one object alone another name.
QByteArray nameInObject(QByteArrayView name)
{
    const qsizetype end = name.indexOf(".lto_priv.");
    return (end < 0 ? name : name.first(end)).toByteArray();
}

template <typename T>
void append(QByteArray &bytes, std::span<T> items)
{
    bytes.append(reinterpret_cast<const char *>(items.data()), qsizetype(items.size_bytes()));
}

} // namespace

TableWriter::TableWriter(const Inputs &inputs, const LinkedFile &linked)
{
    CodeGraph graph(inputs, linked);
    findFunctions(graph, linked);
    const auto &nodes = graph.nodes();
    const std::vector<Circle> circles = circlesOf(nodes, Follow::All);
    const Refined refined = refine(nodes, circles);
    const TableNodes numbers(nodes, refined, linked);
    TableSets sets(nodes, numbers);
    sets.addImports(m_functions, circles);
    sets.addGlobals(m_functions);
    for (TableFunction &function : m_functions) {
        m_doubtCount += refined.isInDoubt[function.node];
        function.node = numbers.indexOf(function.node);
    }
    write(linked.file().buildId(), numbers, sets);
}

// Where several functions lie at one address, that address is all of them.
void TableWriter::findFunctions(CodeGraph &graph, const LinkedFile &linked)
{
    std::map<quint64, std::vector<QByteArray>> names;
    for (const ElfFile::Symbol &function : linked.functions())
        names[function.st_value].push_back(nameInObject(function.name));
    for (auto &[address, all] : names) {
        std::ranges::sort(all);
        all.erase(std::ranges::unique(all).begin(), all.end());
        if (const auto node = graph.functions(all))
            m_functions.push_back({address, *node});
    }
}

void TableWriter::write(QByteArrayView buildId, const TableNodes &nodes, const TableSets &sets)
{
    TableHeader header;
    std::memcpy(header.magic, TableHeader::expectedMagic, sizeof header.magic);
    header.buildIdSize = quint32(std::min<qsizetype>(buildId.size(), sizeof header.buildId));
    std::memcpy(header.buildId, buildId.data(), header.buildIdSize);
    header.functionCount = quint32(m_functions.size());
    header.nodeCount = quint32(nodes.nodes().size());
    header.edgeCount = quint32(nodes.edges().size());
    header.setCount = quint32(sets.sets().size());
    header.memberCount = quint32(sets.members().size());
    header.importCount = quint32(nodes.importHashes().size());
    header.nameBytes = quint32(nodes.names().size());
    append(m_section, std::span(&header, 1));
    append(m_section, std::span(m_functions));
    append(m_section, std::span(nodes.nodes()));
    append(m_section, std::span(nodes.edges()));
    append(m_section, std::span(sets.sets()));
    append(m_section, std::span(sets.members()));
    append(m_section, std::span(nodes.importHashes()));
    m_section += nodes.names();
}

} // namespace once::detail
