// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/databasecalls.h>

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

// A row's columns but the last, which is their digest: nothing of a row counts when one bit of it is another.
struct CallColumns
{
    CallKey key;
    qint64 id = 0;
    QString origin;
    qint64 run = 0;
    qint64 status = 0;
    Instant finished;
    QString error;
    QByteArray props, states, result;

    Digest seal() const
    {
        Encoder encoder;
        for (const QByteArrayView bytes :
             {key.bytes(), QByteArrayView(props), QByteArrayView(states), QByteArrayView(result)})
            encoder.bytes(bytes);
        for (const qint64 number : {id, run, status, toMicroseconds(finished)})
            encoder.integer(number);
        encoder.text(origin);
        encoder.text(error);
        return Digest::of(encoder.view());
    }
};

CallColumns columnsAt(const Rows &rows, const CallKey &key)
{
    return {.key = key,
            .id = rows.integer(0),
            .origin = rows.text(1),
            .run = rows.integer(2),
            .status = rows.integer(3),
            .finished = rows.instant(4),
            .error = rows.text(5),
            .props = rows.bytes(6),
            .states = rows.bytes(7),
            .result = rows.bytes(8)};
}

// Before anything is made, so that what cannot be used is left as it is.
QString callFolder(const QString &folder)
{
    const QString file = folder + u"/calls.db"_s;
    if (QFileInfo::exists(file))
        checkFile(file, callsKind);
    else if (!QDir().mkpath(folder))
        throw unreadable(folder, u"The folder cannot be made."_s, callsKind);
    return folder;
}

// Many may come at once: each makes a file, one puts it into place, and all open that one.
QString callFile(const QString &folder)
{
    const QString file = folder + u"/calls.db"_s;
    if (!QFileInfo::exists(file))
        createFile(file, u"%1.%2.part"_s.arg(file, QUuid::createUuid().toString(QUuid::Id128)), callsKind);
    checkFile(file, callsKind);
    if (!QFileInfo(folder).isWritable() || !QFileInfo(file).isWritable())
        throw unreadable(file, u"It may not be written to."_s, callsKind);
    return file;
}

} // namespace

DatabaseCalls::DatabaseCalls(const QString &folder, const QString &user, bool durable)
    : m_user(user), m_locks(callFolder(folder) + u"/calls.lock"_s),
      m_database(callFile(folder), Database::Access::ReadWrite), m_contents(m_database, folder, durable),
      m_find(m_database,
             "SELECT id, origin, run, status, finishedUs, error, props, states, result, seal FROM calls "
             "WHERE key = ?"),
      m_put(
          m_database,
          "REPLACE INTO calls (key, id, origin, run, status, finishedUs, error, props, states, result, seal)"
          " VALUES (?,?,?,?,?,?,?,?,?,?,?)"),
      m_forget(m_database, "DELETE FROM calls WHERE key = ?"),
      m_note(m_database, "REPLACE INTO claims (key, claimant, pid) VALUES (?,?,?)"),
      m_unnote(m_database, "DELETE FROM claims WHERE key = ?"),
      m_claimant(m_database, "SELECT claimant, pid FROM claims WHERE key = ?")
{
    m_database.execute(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
}

std::optional<SharedCall> DatabaseCalls::find(const CallKey &key)
{
    const std::lock_guard guard(m_mutex);
    try {
        return read(key);
    } catch (const StoreError &error) {
        if (error.kind == StoreError::Kind::Damaged)
            takeOut(key);
        throw;
    }
}

std::optional<SharedCall> DatabaseCalls::read(const CallKey &key)
{
    Rows rows = m_find.query(key);
    if (!rows.next())
        return {};
    const CallColumns columns = columnsAt(rows, key);
    if (columns.seal() != rows.digest(9) || !isFinished(Status(columns.status)))
        throw damaged(file(), u"The call %1 is not what was written."_s.arg(key.toHex()));
    SharedCall call;
    call.key = key;
    call.id = columns.id;
    call.origin = columns.origin;
    call.run = columns.run;
    call.status = rows.choice(3, Status::Lost);
    call.finished = columns.finished;
    call.error = columns.error;
    call.props = readValue(columns.props);
    call.states = readValue(columns.states);
    call.result = readValue(columns.result);
    return call;
}

// Whoever gets it need not fear to decode it.
Value DatabaseCalls::readValue(QByteArrayView column)
{
    Value value = m_contents.value(column);
    try {
        value.toJson();
    } catch (const DecodingError &error) {
        throw damaged(file(), QString::fromUtf8(error.what()));
    }
    return value;
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

void DatabaseCalls::put(const CallRecord &call)
{
    const std::lock_guard guard(m_mutex);
    m_contents.undo(); // others may have taken out what was there
    Transaction transaction(m_database);
    const bool small = call.props.encoding().size() <= CallRecord::storedPropsLimit;
    const CallColumns columns{.key = call.key,
                              .id = qint64(QRandomGenerator::system()->generate64() >> 1),
                              .origin = m_user,
                              .run = call.run,
                              .status = qint64(call.status),
                              .finished = call.finished,
                              .error = call.error,
                              .props = m_contents.keep(small ? call.props : Value()),
                              .states = m_contents.keep(call.states),
                              .result = m_contents.keep(call.result)};
    m_put.run(columns.key, columns.id, columns.origin, columns.run, columns.status, columns.finished,
              columns.error, columns.props, columns.states, columns.result, columns.seal());
    m_unnote.run(call.key);
    transaction.commit();
}

void DatabaseCalls::forget(const CallKey &key)
{
    const std::lock_guard guard(m_mutex);
    m_forget.run(key);
}

std::unique_ptr<CallClaim> DatabaseCalls::claim(const CallKey &key)
{
    if (!m_locks.take(key))
        return nullptr;
    auto claim = std::make_unique<LockedClaim>(m_locks, key);
    noteClaim(key);
    return claim;
}

void DatabaseCalls::noteClaim(const CallKey &key)
{
    const std::lock_guard guard(m_mutex);
    try {
        m_note.run(key, m_user, qint64(::getpid()));
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
