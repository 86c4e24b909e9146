// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/storecatalog.h>

#include <once/detail/kept/columns.h>
#include <once/detail/kept/storeerrors.h>

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

FunctionSummary summaryAt(const Rows &rows)
{
    FunctionSummary summary;
    summary.id = rows.integer(0);
    summary.name = rows.text(1);
    summary.code = rows.text(2);
    summary.signature = rows.text(3);
    summary.props = namesFromText(rows.text(4));
    if (Json map = Json::parse(rows.text(5).toStdString(), nullptr, false); !map.is_discarded())
        summary.codeMap = std::move(map);
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
    call.function = rows.integer(1) == 0 ? FunctionSummary::unnamed : rows.integer(1);
    call.status = Status(std::clamp<qint64>(rows.integer(2), 0, qint64(Status::Lost)));
    call.origin = rows.text(3);
    call.run = rows.integer(4);
    call.preview = rows.text(5);
    if (call.preview.isEmpty() && !rows.isNull(6) && rows.bytesView(6).size() > 0)
        call.preview = previewOf(rows.bytesView(6), contents, previewLength);
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
    : m_folder(folder), m_canBeChanged(canWriteIn(folder)),
      m_locks(m_canBeChanged ? std::make_unique<CallLocks>(callLocks(folder)) : nullptr), m_database(callFileToRead(folder), accessIn(folder)),
      m_contents(m_database, folder, false), m_references(m_database, m_contents, folder),
      m_functions(m_database,
                  "SELECT ifnull(f.id, -1), ifnull(f.name, '(unnamed)'), f.code, f.signature, f.props, f.map, c.* FROM (SELECT"
                  " count(*), sum(bytes), sum(hits), sum(durationUs), sum(hits * durationUs), max(usedUs), function FROM calls"
                  " GROUP BY function) c LEFT JOIN functions f ON f.id = c.function ORDER BY f.name, f.id"),
      m_calls(m_database, ONCE_LISTED "WHERE ?1 = 0 OR function = max(?1, 0) ORDER BY usedUs DESC, row DESC LIMIT ?2"),
      m_withKey(m_database, ONCE_LISTED "WHERE key BETWEEN ?1 AND ?2 ORDER BY key"),
      m_find(m_database, "SELECT " ONCE_CALL_COLUMNS " FROM calls WHERE key = ?"),
      m_everything(m_database, "SELECT row, key, " ONCE_CALL_COLUMNS " FROM calls ORDER BY row"),
      m_pin(m_database, "UPDATE calls SET isPinned = ? WHERE key = ?"),
      m_put(m_database, "INSERT INTO calls (key, " ONCE_CALL_COLUMNS ", bytes, usedUs, hits, isPinned)"
                        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (key) DO NOTHING")
{
    if (!m_canBeChanged)
        return;
    m_database.execute("PRAGMA synchronous = NORMAL");
    upgradeTables(m_database, callsKind);
}

QList<FunctionSummary> StoreCatalog::functions() { return all(m_functions.query(), summaryAt); }

QList<StoredCall> StoreCatalog::calls(qint64 function, qint64 most)
{
    return all(m_calls.query(function, most), [this](const Rows &rows) { return listedAt(rows, m_contents); });
}

QList<StoredCall> StoreCatalog::callsWithKey(const QString &hex)
{
    const auto [first, last] = keysBeginningWith(hex);
    return all(m_withKey.query(first, last), [this](const Rows &rows) { return listedAt(rows, m_contents); });
}

std::optional<SharedCall> StoreCatalog::call(const CallKey &key)
{
    return first(m_find.query(key), [&](const Rows &rows) { return callAt(rows, key, Reading::All, m_contents, m_database); });
}

void StoreCatalog::pin(const CallKey &key, bool isPinned) { m_pin.run(isPinned, key); }

} // namespace once::detail
