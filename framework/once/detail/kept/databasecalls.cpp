// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/databasecalls.h>

#include <once/detail/kept/columns.h>
#include <once/detail/kept/files.h>
#include <once/detail/kept/schema.h>
#include <once/detail/kept/storeerrors.h>

#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>

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

qint64 bytesOf(const CallColumns &columns, const SharedCall &call, qint64 file)
{
    return file + columns.key.size + columns.preview.size() + call.props.encoding().size() + call.states.encoding().size()
        + call.result.encoding().size();
}

// What is damaged of no call alone is all of the file.
template <typename Function>
auto orBroken(const QString &file, const Function &function)
try {
    return function();
} catch (const StoreError &error) {
    if (error.kind == StoreError::Kind::Damaged)
        throw broken(file, error.why);
    throw;
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

bool putCallsAside(const QString &folder)
try {
    CallLocks locks(callLocks(folder));
    if (!locks.isAlone())
        return false;
    for (const QString &part : {u"-wal"_s, u"-shm"_s, QString()})
        putAsDamaged(folder, fileIn(folder) + part);
    return !QFileInfo::exists(fileIn(folder));
} catch (const StoreError &) {
    return false;
}

namespace {

// Once they are there, nobody puts the database aside.
std::unique_ptr<CallLocks> locksOf(const QString &folder)
{
    callFile(folder);
    return std::make_unique<CallLocks>(callLocks(folder));
}

} // namespace

DatabaseCalls::DatabaseCalls(const QString &folder, const QString &user, bool durable)
    : DatabaseCalls(folder, locksOf(folder), user, durable)
{
    orBroken(file(), [&] {
        m_database.execute(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        upgradeTables(m_database, callsKind);
    });
}

DatabaseCalls::DatabaseCalls(const QString &folder) : DatabaseCalls(folder, nullptr, {}, false) {}

DatabaseCalls::DatabaseCalls(const QString &folder, std::unique_ptr<CallLocks> locks, const QString &user, bool durable)
    : m_user(user), m_locks(std::move(locks)),
      m_database(m_locks ? callFile(folder) : callFileToRead(folder), m_locks ? Database::Access::ReadWrite : accessOf(folder)),
      m_contents(m_database, folder, durable), m_references(m_database, m_contents, folder),
      m_find(m_database, "SELECT " ONCE_CALL_COLUMNS " FROM calls WHERE key = ?"),
      m_add(m_database, "INSERT INTO calls (key, " ONCE_CALL_COLUMNS ", bytes, usedUs)"
                        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (key) DO NOTHING"),
      m_replace(m_database, "UPDATE calls SET (" ONCE_CALL_COLUMNS ", bytes, usedUs)"
                            " = (?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17) WHERE key = ?1"),
      m_others(m_database, "SELECT row FROM calls WHERE key <> ? AND ifnull(isPinned, 0) = 0 AND function IN"
                           " (SELECT id FROM functions WHERE name = (SELECT name FROM functions WHERE id = ?))"),
      m_rowOf(m_database, "SELECT row FROM calls WHERE key = ?"),
      m_use(m_database, "UPDATE calls SET hits = ifnull(hits, 0) + ?, usedUs = max(usedUs, ?) WHERE row = ?"),
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
    return orBroken(file(), [&] {
        if (const auto id = known())
            return *id;
        Transaction transaction(m_database);
        if (!known())
            m_addFunction.run(function.name, function.code, function.signature, props,
                              QString::fromStdString(function.codeMap.dump()));
        transaction.commit();
        return known().value_or(0);
    });
}

std::optional<SharedCall> DatabaseCalls::read(const CallKey &key, Reading what)
{
    const std::lock_guard guard(m_mutex);
    try {
        return first(m_find.query(key), [&](const Rows &rows) { return callAt(rows, key, what, m_contents, m_database); });
    } catch (const StoreError &error) {
        if (error.kind == StoreError::Kind::Damaged)
            takeOutDamaged(key);
        throw;
    }
}

// With the values that cannot be read, which would be taken for kept when they come again.
void DatabaseCalls::takeOutDamaged(const CallKey &key)
try {
    change([&](References::Loose &loose) {
        CallColumns columns;
        if (Rows rows = m_find.query(key); rows.next())
            columns = columnsAt(rows, key);
        for (const QByteArray &column : {columns.props, columns.states, columns.result})
            m_contents.dropIfDamaged(column);
        m_references.takeOut(key, loose);
    });
} catch (const StoreError &error) {
    if (error.kind == StoreError::Kind::Broken)
        throw;
    // or it is found damaged once more
}

// All or nothing, with what the rows referred to before.
void DatabaseCalls::change(const std::function<void(References::Loose &)> &change)
{
    References::Loose loose;
    orBroken(file(), [&] {
        m_contents.undo(); // others may have taken out what was there
        Transaction transaction(m_database);
        change(loose);
        m_references.release(loose);
        transaction.commit();
    });
    m_references.removeFiles(loose);
}

void DatabaseCalls::write(const SharedCall &call, References::Loose &loose)
{
    const QFileInfo file(call.file.isEmpty() ? QString() : m_references.fileNamed(call.file));
    if (!call.file.isEmpty() && !file.exists())
        throw takenOut(file.filePath());
    CallColumns columns = columnsOf(call, m_contents);
    columns.id = qint64(QRandomGenerator::system()->generate64() >> 1);
    columns.origin = m_user;
    const qint64 bytes = bytesOf(columns, call, call.file.isEmpty() ? 0 : file.size());
    putInto(m_add, columns, bytes, columns.finished);
    if (m_database.changes() == 0) {
        m_references.note(call.key, loose);
        putInto(m_replace, columns, bytes, columns.finished);
    }
    m_unsign.run(call.key);
}

void DatabaseCalls::put(const SharedCall &call)
{
    const std::lock_guard guard(m_mutex);
    change([&](References::Loose &loose) { write(call, loose); });
}

void DatabaseCalls::putAlone(const SharedCall &call)
{
    const std::lock_guard guard(m_mutex);
    change([&](References::Loose &loose) {
        write(call, loose);
        for (const qint64 row : all(m_others.query(call.key, call.function), [](const Rows &rows) { return rows.integer(0); }))
            m_references.takeOut(row, loose);
    });
}

void DatabaseCalls::forget(const CallKey &key)
{
    const std::lock_guard guard(m_mutex);
    change([&](References::Loose &loose) { m_references.takeOut(key, loose); });
}

// Looked for in the order of the keys and written in the order of the rows, so that each page is read and written once.
void DatabaseCalls::note(const std::vector<CallUse> &uses)
{
    std::vector<const CallUse *> byKey;
    for (const CallUse &use : uses)
        byKey.push_back(&use);
    std::ranges::sort(byKey, {}, &CallUse::key);
    const std::lock_guard guard(m_mutex);
    change([&](References::Loose &) {
        std::vector<std::pair<qint64, const CallUse *>> byRow;
        for (const CallUse *use : byKey)
            if (const auto row = first(m_rowOf.query(use->key), [](const Rows &rows) { return rows.integer(0); }))
                byRow.emplace_back(*row, use);
        std::ranges::sort(byRow);
        for (const auto &[row, use] : byRow)
            m_use.run(use->hits, use->last, row);
    });
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
