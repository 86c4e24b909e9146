// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/providers.h>

#include <once/detail/code/codegraph.h>
#include <once/detail/code/mixer.h>

#include <map>
#include <mutex>

namespace once::detail {

namespace {

struct Provider
{
    bool isKnown = false, isFound = false;
    Digest identity;
};

// Of imports of one module.
void find(std::vector<Provider> &providers, const std::vector<quint32> &imports, const Modules &modules, const Found &found)
{
    std::vector<quint32> unknown;
    std::vector<Import> wanted;
    unknown.reserve(imports.size());
    wanted.reserve(imports.size());
    for (const quint32 import : imports) {
        const quint32 hash = found.table->loaderHashOf(import);
        if (providers[import].isKnown)
            continue;
        unknown.push_back(import);
        wanted.push_back({found.table->name(found.table->node(import)).data(), hash}); // ends with a zero
    }
    modules.findProviders(wanted, *found.module);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const Module *module = wanted[i].provider;
        providers[unknown[i]] = {true, module != nullptr, module ? modules.identityWithNeeded(*module) : Digest()};
    }
}

} // namespace

std::optional<Digest> providersOf(const std::shared_ptr<const Modules> &modules, const Found &found)
{
    static std::mutex mutex;
    static std::shared_ptr<const Modules> current;
    static std::map<const CodeTable *, std::vector<Provider>> known;
    const std::lock_guard lock(mutex);
    if (current != modules)
        known.clear();
    current = modules;
    const CodeTable &table = *found.table;
    std::vector<Provider> &providers = known[&table];
    providers.resize(table.importCount());
    const std::vector<quint32> imports = table.membersOf(found.function.imports);
    find(providers, imports, *modules, found);
    Mixer mixer;
    for (const quint32 import : imports) {
        const Provider &provider = providers[import];
        if (!provider.isFound && table.node(import).kind != CodeNode::WeakImport)
            return {};
        mixer.add(provider.identity);
    }
    return mixer.digest();
}

} // namespace once::detail
