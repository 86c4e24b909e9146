// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/databasecalls.h>

#include <once/detail/kept/columns.h>
#include <once/detail/kept/schema.h>
#include <once/detail/kept/storeerrors.h>

#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QUuid>

#include <unistd.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

class LockedClaim : public CallClaim
{
public:
    LockedClaim(CallLocks &locks, const CallKey &key) : m_locks(locks), m_key(key) { }
    ~LockedClaim() override { m_locks.release(m_key); }
    LockedClaim(const LockedClaim &) = delete;
    LockedClaim &operator=(const LockedClaim &) = delete;

private:
    CallLocks &m_locks;
    CallKey m_key;
};

QString fileIn(const QString &folder) { return folder + u"/calls.db"_s; }

// Where nobody can write, nobody does: the log beside the file need not be looked at, nor can it be made.
Database::Access accessOf(const QString &folder)
{
    return QFileInfo(folder).isWritable() ? Database::Access::ReadOnly : Database::Access::Immutable;
}

qint64 bytesOf(const CallColumns &columns, const SharedCall &call, const QString &folder)
{
    const qint64 file = call.file.isEmpty() ? 0 : QFileInfo(u"%1/blobs/%2"_s.arg(folder, call.file)).size();
    return file + columns.key.size + columns.preview.size() + call.props.encoding().size() + call.states.encoding().size()
        + call.result.encoding().size();
}

} // namespace

// Before anything is made, so that what cannot be used is left as it is.
QString callFolder(const QString &folder)
{
    if (QFileInfo::exists(fileIn(folder)))
        checkFile(fileIn(folder), callsKind);
    else if (!QDir().mkpath(folder))
        throw unreadable(folder, u"The folder cannot be made."_s, callsKind);
    return folder;
}

// Many may come at once: each makes a file, one puts it into place, and all open that one.
QString callFile(const QString &folder)
{
    const QString file = fileIn(callFolder(folder));
    if (!QFileInfo::exists(file))
        createFile(file, u"%1.%2.part"_s.arg(file, QUuid::createUuid().toString(QUuid::Id128)), callsKind);
    checkFile(file, callsKind);
    if (!QFileInfo(folder).isWritable() || !QFileInfo(file).isWritable())
        throw unreadable(file, u"It may not be written to."_s, callsKind);
    return file;
}

QString callFileToRead(const QString &folder)
{
    checkFile(fileIn(folder), callsKind);
    return fileIn(folder);
}

DatabaseCalls::DatabaseCalls(const QString &folder, const QString &user, bool durable)
    : DatabaseCalls(folder, callFile(folder), user, durable, Database::Access::ReadWrite)
{
    m_locks = std::make_unique<CallLocks>(callLocks(folder));
    m_database.execute(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    upgradeTables(m_database, callsKind);
}

DatabaseCalls::DatabaseCalls(const QString &folder) : DatabaseCalls(folder, callFileToRead(folder), {}, false, accessOf(folder))
{
}

DatabaseCalls::DatabaseCalls(const QString &folder, const QString &file, const QString &user, bool durable,
                             Database::Access access)
    : m_user(user), m_database(file, access), m_contents(m_database, folder, durable),
      m_find(m_database, "SELECT " ONCE_CALL_COLUMNS " FROM calls WHERE key = ?"),
      m_put(m_database,
            "INSERT INTO calls (key, " ONCE_CALL_COLUMNS ", bytes, usedUs) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
            " ON CONFLICT (key) DO UPDATE SET id = excluded.id, origin = excluded.origin, run = excluded.run,"
            " status = excluded.status, finishedUs = excluded.finishedUs, error = excluded.error, props = excluded.props,"
            " states = excluded.states, result = excluded.result, function = excluded.function,"
            " durationUs = excluded.durationUs, preview = excluded.preview, file = excluded.file, seal = excluded.seal,"
            " bytes = excluded.bytes, usedUs = excluded.usedUs"),
      m_forget(m_database, "DELETE FROM calls WHERE key = ?"),
      m_use(m_database, "UPDATE calls SET hits = ifnull(hits, 0) + ?, usedUs = max(usedUs, ?) WHERE key = ?"),
      m_sign(m_database, "REPLACE INTO claims (key, claimant, pid) VALUES (?,?,?)"),
      m_unsign(m_database, "DELETE FROM claims WHERE key = ?"),
      m_claimant(m_database, "SELECT claimant, pid FROM claims WHERE key = ?"),
      m_addFunction(m_database, "INSERT INTO functions (name, code, signature, props, map) VALUES (?,?,?,?,?)"),
      m_findFunction(m_database, "SELECT id FROM functions WHERE name = ? AND code = ? AND signature = ? AND props = ?")
{
}

qint64 DatabaseCalls::function(const FunctionRecord &function)
{
    const std::lock_guard guard(m_mutex);
    const QString props = namesToText(function.props);
    const auto known = [&] {
        const auto id = [](const Rows &rows) { return rows.integer(0); };
        return first(m_findFunction.query(function.name, function.code, function.signature, props), id);
    };
    if (const auto id = known())
        return *id;
    Transaction transaction(m_database);
    if (!known())
        m_addFunction.run(function.name, function.code, function.signature, props,
                          QString::fromStdString(function.codeMap.dump()));
    transaction.commit();
    return known().value_or(0);
}

std::optional<SharedCall> DatabaseCalls::find(const CallKey &key)
{
    const std::lock_guard guard(m_mutex);
    try {
        return first(m_find.query(key), [&](const Rows &rows) { return callAt(rows, key, m_contents, m_database); });
    } catch (const StoreError &error) {
        if (error.kind == StoreError::Kind::Damaged)
            takeOut(key);
        throw;
    }
}

// With the values that cannot be read, which would be taken for kept when they come again.
void DatabaseCalls::takeOut(const CallKey &key)
{
    try {
        Transaction transaction(m_database);
        CallColumns columns;
        if (Rows rows = m_find.query(key); rows.next())
            columns = columnsAt(rows, key);
        for (const QByteArray &column : {columns.props, columns.states, columns.result})
            m_contents.dropIfDamaged(column);
        m_forget.run(key);
        transaction.commit();
    } catch (const StoreError &) { // then it is found damaged once more
    }
}

CallColumns DatabaseCalls::columnsOf(const SharedCall &call)
{
    const bool small = call.props.encoding().size() <= CallRecord::storedPropsLimit;
    return {.key = call.key,
            .id = qint64(QRandomGenerator::system()->generate64() >> 1),
            .origin = m_user,
            .run = call.run,
            .status = qint64(call.status),
            .finished = call.finished,
            .error = call.error,
            .props = m_contents.keep(small ? call.props : Value()),
            .states = m_contents.keep(call.states),
            .result = m_contents.keep(call.result),
            .function = call.function,
            .duration = call.duration.count(),
            .preview = call.preview,
            .file = call.file};
}

void DatabaseCalls::put(const SharedCall &call)
{
    const std::lock_guard guard(m_mutex);
    m_contents.undo(); // others may have taken out what was there
    Transaction transaction(m_database);
    const CallColumns columns = columnsOf(call);
    m_put.run(columns.key, columns.id, columns.origin, columns.run, columns.status, columns.finished, columns.error,
              columns.props, columns.states, columns.result, columns.function, columns.duration, columns.preview,
              columns.file, columns.seal(), bytesOf(columns, call, QFileInfo(file()).path()), columns.finished);
    m_unsign.run(call.key);
    transaction.commit();
}

void DatabaseCalls::forget(const CallKey &key)
{
    const std::lock_guard guard(m_mutex);
    m_forget.run(key);
}

void DatabaseCalls::note(const std::vector<CallUse> &uses)
{
    const std::lock_guard guard(m_mutex);
    Transaction transaction(m_database);
    for (const CallUse &use : uses)
        m_use.run(use.hits, use.last, use.key);
    transaction.commit();
}

std::unique_ptr<CallClaim> DatabaseCalls::claim(const CallKey &key)
{
    if (!m_locks)
        throw unreadable(file(), u"It may not be written to."_s, callsKind);
    return m_locks->take(key) ? std::make_unique<LockedClaim>(*m_locks, key) : nullptr;
}

void DatabaseCalls::sign(const CallKey &key)
{
    const std::lock_guard guard(m_mutex);
    try {
        m_sign.run(key, m_user, qint64(::getpid()));
    } catch (const StoreError &) { // it is for people alone
    }
}

QString DatabaseCalls::claimant(const CallKey &key)
{
    const std::lock_guard guard(m_mutex);
    Rows rows = m_claimant.query(key);
    return rows.next() ? u"process %1 of %2"_s.arg(rows.integer(1)).arg(rows.text(0)) : u"another process"_s;
}

} // namespace once::detail
