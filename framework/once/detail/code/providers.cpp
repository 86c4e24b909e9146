// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/providers.h>

#include <once/detail/code/codegraph.h>
#include <once/detail/code/mixer.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <span>

namespace once::detail {

namespace {

// Of each import the number of the module that it is from.
using Providers = std::vector<qint16>;
constexpr qint16 unknown = -2, missing = -1;

// Some at a time: pages that a process has not used yet cost it more than the search.
constexpr std::size_t atOnce = 256;

void find(Providers &providers, std::span<const quint32> imports, const Modules &modules, const Found &found)
{
    std::vector<Import> wanted;
    for (const quint32 import : imports) {
        const quint32 hash = found.table->loaderHashOf(import);
        if (providers[import] == unknown)
            wanted.push_back({found.table->name(found.table->node(import)).data(), hash, import}); // its name ends with a zero
    }
    modules.findProviders(wanted, *found.module);
    for (const Import &import : wanted)
        providers[import.number] = import.provider ? qint16(import.provider - modules.all().data()) : missing;
}

} // namespace

std::optional<Digest> providersOf(const std::shared_ptr<const Modules> &modules, const Found &found)
{
    static std::mutex mutex;
    static std::shared_ptr<const Modules> current;
    static std::map<const CodeTable *, Providers> known;
    const std::lock_guard lock(mutex);
    if (current != modules)
        known.clear();
    current = modules;
    const CodeTable &table = *found.table;
    Providers &providers = known[&table];
    providers.resize(table.importCount(), unknown);
    const std::vector<quint32> imports = table.membersOf(found.function.imports);
    for (std::size_t i = 0; i < imports.size(); i += atOnce)
        find(providers, std::span(imports).subspan(i, std::min(atOnce, imports.size() - i)), *modules, found);
    Mixer mixer;
    for (const quint32 import : imports) {
        const qint16 provider = providers[import];
        if (provider == missing && table.node(import).kind != CodeNode::WeakImport)
            return {};
        mixer.add(provider == missing ? Digest() : modules->identityWithNeeded(modules->all()[std::size_t(provider)]));
    }
    return mixer.digest();
}

} // namespace once::detail
