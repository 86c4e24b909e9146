// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/storecatalog.h>

#include <once/detail/kept/columns.h>
#include <once/detail/kept/storeerrors.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype previewLength = 200;

#define ONCE_LISTED                                                                                          \
    "SELECT key, function, status, origin, run, preview, props, finishedUs, usedUs, durationUs, hits, bytes, isPinned, file " \
    "FROM calls "

bool canWriteIn(const QString &folder)
{
    return QFileInfo(folder).isWritable() && QFileInfo(folder + u"/calls.db"_s).isWritable();
}

Database::Access accessIn(const QString &folder)
{
    if (canWriteIn(folder))
        return Database::Access::ReadWrite;
    return QFileInfo(folder).isWritable() ? Database::Access::ReadOnly : Database::Access::Immutable;
}

QString previewOf(const Value &props)
try {
    return preview(props.toJson(), previewLength);
} catch (const DecodingError &) {
    return u"(damaged)"_s;
}

FunctionSummary summaryAt(const Rows &rows)
{
    FunctionSummary summary;
    summary.id = rows.integer(0);
    summary.name = rows.text(1);
    summary.code = rows.text(2);
    summary.signature = rows.text(3);
    summary.props = namesFromText(rows.text(4));
    summary.codeMap = Json::parse(rows.text(5).toStdString(), nullptr, false);
    summary.calls = rows.integer(6);
    summary.bytes = rows.integer(7);
    summary.hits = rows.integer(8);
    summary.computed = Microseconds(rows.integer(9));
    summary.saved = Microseconds(rows.integer(10));
    summary.lastUsed = rows.instant(11);
    return summary;
}

StoredCall listedAt(const Rows &rows, Contents &contents)
{
    StoredCall call;
    call.key = rows.digest(0);
    call.function = rows.integer(1);
    call.status = rows.choice(2, Status::Lost);
    call.origin = rows.text(3);
    call.run = rows.integer(4);
    call.preview = rows.text(5);
    if (call.preview.isEmpty() && !rows.isNull(6) && rows.bytesView(6).size() > 0)
        call.preview = previewOf(contents.value(rows.bytesView(6)));
    call.finished = rows.instant(7);
    call.lastUsed = rows.instant(8);
    call.duration = Microseconds(rows.integer(9));
    call.hits = rows.integer(10);
    call.bytes = rows.integer(11);
    call.isPinned = rows.integer(12) != 0;
    call.file = rows.text(13);
    return call;
}

} // namespace

StoreCatalog::StoreCatalog(const QString &folder)
    : m_folder(folder), m_canBeChanged(canWriteIn(folder)), m_database(callFileToRead(folder), accessIn(folder)),
      m_contents(m_database, folder, false),
      m_functions(m_database,
                  "SELECT f.id, f.name, f.code, f.signature, f.props, f.map, count(c.key), sum(c.bytes), sum(c.hits),"
                  " sum(c.durationUs), sum(c.hits * c.durationUs), max(c.usedUs) FROM functions f LEFT JOIN calls c"
                  " ON c.function = f.id GROUP BY f.id ORDER BY f.name, f.id"),
      m_calls(m_database, ONCE_LISTED "WHERE ?1 = 0 OR function = ?1 ORDER BY usedUs DESC, row DESC LIMIT ?2"),
      m_withKey(m_database, ONCE_LISTED "WHERE key BETWEEN ?1 AND ?2 ORDER BY key"),
      m_find(m_database, "SELECT " ONCE_CALL_COLUMNS " FROM calls WHERE key = ?"),
      m_row(m_database, "SELECT row FROM calls WHERE key = ?"),
      m_references(m_database, "SELECT props, states, result, file FROM calls WHERE row = ?"),
      m_delete(m_database, "DELETE FROM calls WHERE row = ?"),
      m_pin(m_database, "UPDATE calls SET isPinned = ? WHERE key = ?"),
      m_used(m_database, "SELECT props, states, result, file FROM calls WHERE length(props) = 17 OR length(states) = 17"
                         " OR length(result) = 17 OR file <> ''")
{
    if (m_canBeChanged)
        upgradeTables(m_database, callsKind);
}

QList<FunctionSummary> StoreCatalog::functions() { return all(m_functions.query(), summaryAt); }

QList<StoredCall> StoreCatalog::calls(qint64 function, qint64 most)
{
    return all(m_calls.query(function, most), [this](const Rows &rows) { return listedAt(rows, m_contents); });
}

QList<StoredCall> StoreCatalog::callsWithKey(const QString &hex)
{
    const auto filled = [&hex](QChar digit) { return QByteArray::fromHex(hex.leftJustified(32, digit).toLatin1()); };
    return all(m_withKey.query(filled(u'0'), filled(u'f')), [this](const Rows &rows) { return listedAt(rows, m_contents); });
}

std::optional<SharedCall> StoreCatalog::call(const CallKey &key)
{
    return first(m_find.query(key), [&](const Rows &rows) { return callAt(rows, key, m_contents, m_database); });
}

void StoreCatalog::pin(const CallKey &key, bool isPinned) { m_pin.run(isPinned, key); }

QString StoreCatalog::blob(const QString &name) const { return u"%1/blobs/%2"_s.arg(m_folder, name); }

qint64 StoreCatalog::merge(const QString &folder, const QString &name)
{
    StoreCatalog other(QDir(folder).absolutePath());
    const auto into = CallStore::open(m_folder, {});
    qint64 count = 0;
    for (const FunctionSummary &function : other.functions()) {
        if (!name.isEmpty() && function.name != name)
            continue;
        const qint64 here = into->function(function);
        for (const StoredCall &call : other.calls(function.id, -1))
            count += takeOver(other, call, here, *into);
    }
    return count;
}

// What is damaged there stays there.
bool StoreCatalog::takeOver(StoreCatalog &other, const StoredCall &listed, qint64 function, CallStore &into)
try {
    if (m_row.query(listed.key).next())
        return false;
    std::optional<SharedCall> call = other.call(listed.key);
    if (!call)
        return false;
    call->function = function;
    if (!call->file.isEmpty()) {
        QDir().mkpath(QFileInfo(blob(call->file)).path());
        if (!QFile::exists(blob(call->file)) && !QFile::copy(other.blob(call->file), blob(call->file)))
            return false;
    }
    into.put(*call);
    if (listed.hits > 0)
        into.note({{.key = listed.key, .hits = listed.hits, .last = listed.lastUsed}});
    if (listed.isPinned)
        pin(listed.key, true);
    return true;
} catch (const StoreError &error) {
    if (error.kind != StoreError::Kind::Damaged)
        throw;
    return false;
}

} // namespace once::detail
