// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The part of StoreCatalog that takes calls over from another one.
#include <once/detail/kept/storecatalog.h>

#include <once/detail/kept/storeerrors.h>

#include <QDir>
#include <QFile>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

// As it is there, but for the function's number here and what the values lie in.
CallColumns columnsOf(const SharedCall &call, qint64 function, Contents &contents)
{
    return {.key = call.key,
            .id = call.id,
            .origin = call.origin,
            .run = call.run,
            .status = qint64(call.status),
            .finished = call.finished,
            .error = call.error,
            .props = contents.keep(call.props),
            .states = contents.keep(call.states),
            .result = contents.keep(call.result),
            .function = function,
            .duration = call.duration.count(),
            .preview = call.preview,
            .file = call.file};
}

} // namespace

qint64 StoreCatalog::merge(const QString &folder, const QString &name)
{
    StoreCatalog other(QDir(folder).absolutePath());
    const auto into = CallStore::open(m_folder, {});
    qint64 count = 0;
    for (const FunctionSummary &function : other.functions()) {
        if (!name.isEmpty() && function.name != name)
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
    if (m_row.query(listed.key).next())
        return false;
    const std::optional<SharedCall> call = other.call(listed.key);
    if (!call || !takeOverFile(other, call->file))
        return false;
    m_contents.undo();
    Transaction transaction(m_database);
    const CallColumns row = columnsOf(*call, function, m_contents);
    m_put.run(row.key, row.id, row.origin, row.run, row.status, row.finished, row.error, row.props, row.states, row.result,
              row.function, row.duration, row.preview, row.file, row.seal(), listed.bytes, listed.lastUsed, listed.hits,
              listed.isPinned);
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
    if (name.isEmpty() || QFile::exists(blob(name)))
        return true;
    QDir().mkpath(m_folder + u"/blobs"_s);
    const QString aside = blob(name) + u".part"_s;
    QFile::remove(aside);
    return QFile::copy(other.blob(name), aside) && (QFile::rename(aside, blob(name)) || QFile::exists(blob(name)));
}

} // namespace once::detail
