// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/fingerprint.h>

#include <once/detail/code/mixer.h>
#include <once/detail/code/providers.h>

#include <algorithm>

namespace once {

namespace {

Global globalOf(const detail::Found &found, const detail::TableNode &node)
{
    return {node.address ? quintptr(found.module->base() + node.address) : 0, qint64(node.size),
            QString::fromUtf8(found.table->name(node)), node.mayBeConstant != 0};
}

} // namespace

std::optional<CodeFingerprint> fingerprintOf(const void *function)
try {
    const auto modules = detail::Modules::loaded();
    const auto found = detail::find(*modules, function);
    if (!found)
        return {};
    const detail::TableNode root = found->table->node(found->function.node);
    const auto providers = root.isInDoubt ? std::nullopt : detail::providersOf(modules, *found);
    if (!providers)
        return {};
    CodeFingerprint fingerprint;
    fingerprint.digest = detail::Mixer().add(QByteArrayView(root.digest, Digest::size)).add(*providers).digest();
    for (const quint32 global : found->table->membersOf(found->function.globals))
        fingerprint.globals.append(globalOf(*found, found->table->node(global)));
    std::ranges::sort(fingerprint.globals, {}, &Global::name);
    return fingerprint;
} catch (const detail::Unreadable &) {
    return {};
}

} // namespace once
