// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/tablewriter.h>

#include <once/detail/code/refinement.h>

#include <algorithm>
#include <map>

namespace once::detail {

namespace {

// Link-time optimisation gives functions of one object alone another name.
QByteArray nameInObject(QByteArrayView name)
{
    const qsizetype end = name.indexOf(".lto_priv.");
    return (end < 0 ? name : name.first(end)).toByteArray();
}

template <typename T>
void append(QByteArray &bytes, const T *items, std::size_t count)
{
    bytes.append(reinterpret_cast<const char *>(items), qsizetype(count * sizeof(T)));
}

} // namespace

TableWriter::TableWriter(const Inputs &inputs, const LinkedFile &linked)
{
    const QByteArrayView id = linked.file().buildId();
    std::memcpy(m_header.magic, TableHeader::expectedMagic, sizeof m_header.magic);
    m_header.buildIdSize = quint32(std::min<qsizetype>(id.size(), sizeof m_header.buildId));
    std::memcpy(m_header.buildId, id.data(), m_header.buildIdSize);

    CodeGraph graph(inputs, linked);
    findFunctions(graph, linked);
    const Refined refined = refine(graph.nodes());
    for (std::size_t i = 0; i < graph.nodes().size(); ++i)
        addNode(graph.nodes()[i], refined.digests[i], refined.isInDoubt[i], linked);
    m_doubtCount = std::ranges::count_if(m_functions, [&](const TableFunction &function) { return refined.isInDoubt[function.node]; });
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

void TableWriter::addNode(const CodeNode &node, const Digest &digest, bool isInDoubt, const LinkedFile &linked)
{
    TableNode entry;
    std::memcpy(entry.digest, digest.bytes().data(), Digest::size);
    std::memcpy(&entry.own, node.own.bytes().data(), sizeof entry.own);
    if (node.kind == CodeNode::Global) {
        const auto addresses = linked.addressesOf(node.name);
        entry.address = addresses.size() == 1 ? addresses.front() : 0;
        entry.size = node.size;
    }
    entry.name = add(node.name);
    entry.firstEdge = quint32(m_edges.size());
    m_edges.insert(m_edges.end(), node.targets.begin(), node.targets.end());
    m_edges.insert(m_edges.end(), node.globals.begin(), node.globals.end());
    entry.edgeCount = quint32(m_edges.size()) - entry.firstEdge;
    entry.kind = node.kind;
    entry.isInDoubt = isInDoubt;
    entry.mayBeConstant = node.mayBeConstant;
    m_nodes.push_back(entry);
}

quint32 TableWriter::add(QByteArrayView name)
{
    if (name.isEmpty())
        return 0;
    quint32 &begin = m_nameBegins[name.toByteArray()];
    if (begin == 0) {
        begin = quint32(m_names.size());
        m_names.append(name).append('\0');
    }
    return begin;
}

QByteArray TableWriter::section() const
{
    TableHeader header = m_header;
    header.functionCount = quint32(m_functions.size());
    header.nodeCount = quint32(m_nodes.size());
    header.edgeCount = quint32(m_edges.size());
    header.nameBytes = quint32(m_names.size());
    QByteArray bytes;
    append(bytes, &header, 1);
    append(bytes, m_functions.data(), m_functions.size());
    append(bytes, m_nodes.data(), m_nodes.size());
    append(bytes, m_edges.data(), m_edges.size());
    return bytes + m_names;
}

} // namespace once::detail
