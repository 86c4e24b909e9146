// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/codeidentity.h>

#include <once/detail/code/inputs.h>
#include <once/detail/code/modules.h>
#include <once/digest.h>

#include <algorithm>

namespace once {

namespace {

QString combinedIdentity()
{
    QList<QByteArray> identities;
    const auto modules = detail::Modules::loaded();
    for (const detail::Module &module : modules->all())
        if (!detail::belongsToSystem(module.path()))
            identities.append(module.identity());
    std::ranges::sort(identities);
    return QStringLiteral("build ") + Digest::of(identities.join()).toHex();
}

} // namespace

const QString &buildIdentity()
{
    static const QString identity = combinedIdentity();
    return identity;
}

QString codeIdentity(const QString &version, const void *function)
{
    return codeIdentity(version, fingerprintOf(function));
}

QString codeIdentity(const QString &version, const std::optional<CodeFingerprint> &fingerprint)
{
    QStringList parts;
    if (!version.isEmpty())
        parts.append(QStringLiteral("version ") + version);
    if (fingerprint)
        parts.append(QStringLiteral("code ") + fingerprint->digest.toHex());
    return parts.isEmpty() ? buildIdentity() : parts.join(QStringLiteral(", "));
}

} // namespace once
