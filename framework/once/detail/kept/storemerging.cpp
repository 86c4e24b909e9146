// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The part of StoreCatalog that takes calls over from another one.
#include <once/detail/kept/storecatalog.h>

#include <once/detail/kept/storeerrors.h>

#include <QDir>
#include <QFile>

namespace once::detail {

using namespace Qt::StringLiterals;

qint64 StoreCatalog::merge(const QString &folder, const QString &name)
{
    StoreCatalog other(QDir(folder).absolutePath());
    const auto into = CallStore::open(m_folder, {});
    qint64 count = 0;
    for (const FunctionSummary &function : other.functions()) {
        if (!name.isEmpty() && !function.isNamed(name))
            continue;
        const qint64 here = function.id == FunctionSummary::unnamed ? 0 : into->function(function);
        for (const StoredCall &call : other.calls(function.id, -1))
            count += takeOver(other, call, here);
    }
    return count;
}

// What is damaged there stays there. A commit for each, so that others are not kept waiting.
bool StoreCatalog::takeOver(StoreCatalog &other, const StoredCall &listed, qint64 function)
try {
    if (m_references.has(listed.key))
        return false;
    const std::optional<SharedCall> call = other.call(listed.key);
    if (!call || !takeOverFile(other, call->file))
        return false;
    m_contents.undo();
    Transaction transaction(m_database);
    if (!takeOverFile(other, call->file)) // once more, if somebody has taken it out
        return false;
    CallColumns row = columnsOf(*call, m_contents);
    row.function = function;
    putInto(m_put, row, listed.bytes, listed.lastUsed, listed.hits, listed.isPinned);
    const bool isNew = m_database.changes() > 0;
    transaction.commit();
    return isNew;
} catch (const StoreError &error) {
    if (error.kind != StoreError::Kind::Damaged)
        throw;
    return false;
}

// Copied aside and renamed: whoever looks sees all of it or nothing.
bool StoreCatalog::takeOverFile(const StoreCatalog &other, const QString &name) const
{
    const QString file = m_references.fileNamed(name);
    if (name.isEmpty() || QFile::exists(file))
        return true;
    QDir().mkpath(m_folder + u"/blobs"_s);
    const QString aside = file + u".part"_s;
    QFile::remove(aside);
    return QFile::copy(other.m_references.fileNamed(name), aside) && (QFile::rename(aside, file) || QFile::exists(file));
}

} // namespace once::detail
