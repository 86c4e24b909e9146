// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/loadedtables.h>

#include <QFile>

#include <map>
#include <memory>
#include <mutex>

namespace once::detail {

namespace {

// The file stays open, because it is mapped.
struct OpenTable
{
    explicit OpenTable(const Module &module) : file(module.path())
    {
        if (module.buildId().isEmpty() || !file.open(QFile::ReadOnly))
            return;
        const uchar *bytes = file.map(0, file.size());
        if (!bytes)
            return;
        try {
            const ElfFile elf(QByteArrayView(bytes, file.size()));
            if (const auto *section = elf.section(codeSection))
                table.emplace(section->content);
        } catch (const Unreadable &) {
            return; // as if there were none
        }
        if (table && table->buildId() != module.buildId())
            table.reset(); // the file is another one by now
    }

    QFile file;
    std::optional<CodeTable> table;
};

} // namespace

const CodeTable *tableOf(const Module &module)
{
    static std::mutex mutex;
    static std::map<QByteArray, std::unique_ptr<OpenTable>> tables;
    const std::lock_guard lock(mutex);
    auto &table = tables[module.buildId().toByteArray()];
    if (!table)
        table = std::make_unique<OpenTable>(module);
    return table->table ? &*table->table : nullptr;
}

std::optional<Found> find(const Modules &modules, const void *function)
{
    const auto address = reinterpret_cast<quintptr>(function);
    const Module *module = modules.holding(address);
    const CodeTable *table = module ? tableOf(*module) : nullptr;
    const auto entry = table ? table->functionAt(address - module->base()) : std::nullopt;
    if (!entry)
        return {};
    return Found{module, table, *entry};
}

std::vector<quint32> reachedFrom(const CodeTable &table, quint32 node)
{
    std::vector<bool> isReached(table.nodeCount());
    std::vector<quint32> reached;
    const auto reach = [&](quint32 other) {
        if (other >= isReached.size() || isReached[other])
            return;
        isReached[other] = true;
        reached.push_back(other);
    };
    reach(node);
    for (std::size_t i = 0; i < reached.size(); ++i)
        for (const quint32 edge : table.edges(table.node(reached[i])))
            reach(edge);
    return reached;
}

} // namespace once::detail
