// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/addfingerprints.h>

#include <once/detail/code/tablewriter.h>

#include <QSaveFile>

namespace once {

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        throw detail::Unreadable(QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()).toStdString());
    return file.readAll();
}

void replace(const QString &path, const QByteArray &content)
{
    const QFile::Permissions permissions = QFile::permissions(path);
    QSaveFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(content) != content.size() || !file.setPermissions(permissions) || !file.commit())
        throw detail::Unreadable(QStringLiteral("%1 cannot be written: %2").arg(path, file.errorString()).toStdString());
}

} // namespace

AddedFingerprints addFingerprints(const QString &binary, const QString &dependencies)
{
    const QByteArray linked = contentOf(binary);
    const detail::Inputs inputs(detail::pathsInDependencies(contentOf(dependencies)));
    const detail::TableWriter writer(inputs, detail::LinkedFile(linked));
    const QByteArray grown = detail::withSection(linked, detail::codeSection, writer.section());
    replace(binary, grown);
    return {writer.functionCount() - writer.doubtCount(), writer.doubtCount(), grown.size() - linked.size()};
}

} // namespace once
