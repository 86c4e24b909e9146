// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/fingerprint.h>

#include <once/detail/code/codegraph.h>
#include <once/detail/code/globals.h>
#include <once/detail/code/loadedtables.h>
#include <once/detail/code/mixer.h>

#include <algorithm>
#include <set>

namespace once {

namespace {

using detail::CodeNode;

// The shared libraries that some imports are from; false when one of them is from nowhere.
class Providers
{
public:
    Providers(const detail::Modules &modules, const detail::Module &importer) : m_modules(modules), m_importer(importer) {}

    bool add(const QByteArray &name, bool isWeak)
    {
        const detail::Module *provider = m_modules.provider(name.constData(), m_importer);
        if (provider)
            m_found.insert(provider);
        else
            m_missing.add(QByteArrayView(name));
        return provider || isWeak;
    }

    Digest digest() const
    {
        std::set<Digest> identities;
        for (const detail::Module *module : m_found)
            identities.insert(m_modules.identityWithNeeded(*module));
        detail::Mixer mixer = m_missing;
        for (const Digest &identity : identities)
            mixer.add(identity);
        return mixer.digest();
    }

private:
    const detail::Modules &m_modules;
    const detail::Module &m_importer;
    std::set<const detail::Module *> m_found;
    detail::Mixer m_missing;
};

Global globalOf(const detail::Found &found, const detail::TableNode &node)
{
    return {node.address ? quintptr(found.module->base + node.address) : 0, qint64(node.size),
            detail::demangled(found.table->name(node)), node.mayBeConstant != 0};
}

std::optional<CodeFingerprint> fingerprintOf(const detail::Modules &modules, const detail::Found &found)
{
    const detail::TableNode root = found.table->node(found.node);
    if (root.isInDoubt)
        return {};
    CodeFingerprint fingerprint;
    Providers providers(modules, *found.module);
    for (const quint32 index : detail::reachedFrom(*found.table, found.node)) {
        const detail::TableNode node = found.table->node(index);
        if ((node.kind == CodeNode::Import || node.kind == CodeNode::WeakImport)
                 && !providers.add(found.table->name(node).toByteArray(), node.kind == CodeNode::WeakImport))
            return {};
    }
    for (const quint32 index : detail::reachedFrom(*found.table, found.node, CodeNode::Initial))
        if (const detail::TableNode node = found.table->node(index); node.kind == CodeNode::Global)
            fingerprint.globals.append(globalOf(found, node));
    fingerprint.digest = detail::Mixer().add(QByteArrayView(root.digest, Digest::size)).add(providers.digest()).digest();
    std::ranges::sort(fingerprint.globals, {}, &Global::name);
    return fingerprint;
}

} // namespace

std::optional<CodeFingerprint> fingerprintOf(const void *function)
{
    try {
        const detail::Modules modules;
        const auto found = detail::find(modules, function);
        return found ? fingerprintOf(modules, *found) : std::nullopt;
    } catch (const detail::Unreadable &) {
        return {};
    }
}

} // namespace once
