// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/database.h>

#include <once/detail/kept/storeerrors.h>

#include <QFile>
#include <QUrl>

#include <sqlite3.h>
#include <sys/stat.h>

#include <map>
#include <mutex>

namespace once::detail {

namespace {

constexpr int busyTimeoutMs = 5000;

QByteArray uri(const QString &file, Database::Access access)
{
    if (file == QStringLiteral(":memory:"))
        return file.toUtf8();
    const QByteArray path = "file:" + QUrl::toPercentEncoding(file, "/");
    return access == Database::Access::Immutable ? path + "?immutable=1" : path;
}

StoreError errorFor(const QString &file, int code, const char *message)
{
    const QString why = QStringLiteral("SQLite says: %1 (%2).").arg(QString::fromUtf8(message)).arg(code);
    switch (code & 0xff) {
    case SQLITE_CORRUPT:
        return damaged(file, why);
    case SQLITE_NOTADB:
        return notOfKind(file, why, historyKind);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return busy(file, why);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
        return unreadable(file, why);
    }
    if (code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ)
        return damaged(file, why);
    return refused(file, why);
}

using FileId = std::pair<quint64, quint64>; // device and inode

FileId idOf(const QString &file)
{
    struct stat state = {};
    return ::stat(QFile::encodeName(file).constData(), &state) == 0 ? FileId(state.st_dev, state.st_ino) : FileId();
}

// The files that this process has open, with how often, and those that its parent had open when it forked. Any thread that
// is Unforked.
class OpenFiles
{
public:
    void add(const QString &file, const FileId &id)
    {
        const std::lock_guard guard(m_mutex);
        if (const auto it = files().find(id); it != m_files.end() && it->second == parents)
            throw StoreError(StoreError::Kind::Locked, QStringLiteral("%1 cannot be opened in this process.").arg(file),
                             QStringLiteral("It was forked while its parent was at work with the file, whose connection cannot be used here."),
                             QStringLiteral("Fork between calls, or start a program of its own."));
        if (id != FileId()) // a file that was not there: only its maker knows it
            ++m_files[id];
    }
    void remove(const FileId &id)
    {
        const std::lock_guard guard(m_mutex);
        if (const auto it = files().find(id); it != m_files.end() && --it->second == 0)
            m_files.erase(it);
    }
    void where(const FileId &id, const std::function<void()> &there, const std::function<void()> &elsewhere)
    {
        std::unique_lock lock(m_mutex);
        if (const auto it = files().find(id); it == m_files.end() || it->second == parents) // whose locks are no matter of ours
            return elsewhere();
        lock.unlock();
        there();
    }

private:
    static constexpr int parents = -1;

    std::map<FileId, int> &files()
    {
        if (std::exchange(m_generation, Unforked::generation()) != Unforked::generation())
            for (auto &[id, count] : m_files)
                count = parents;
        return m_files;
    }

    std::mutex m_mutex;
    std::map<FileId, int> m_files;
    int m_generation = 0;
};

OpenFiles &openFiles()
{
    static auto *files = new OpenFiles; // a fork may come after the end of main()
    return *files;
}

} // namespace

void Database::whereOpen(const QString &file, const std::function<void()> &there, const std::function<void()> &elsewhere)
{
    const Unforked unforked;
    openFiles().where(idOf(file), there, elsewhere);
}

Database::Database(const QString &file, Access access) : m_file(file)
{
    const int mode =
        access == Access::ReadWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    const Unforked unforked;
    m_id = idOf(file);
    openFiles().add(file, m_id);
    const int flags = mode | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(uri(file, access).constData(), &m_handle, flags, nullptr) != SQLITE_OK) {
        const StoreError error = errorFor(file, sqlite3_extended_errcode(m_handle), sqlite3_errmsg(m_handle));
        sqlite3_close_v2(m_handle);
        openFiles().remove(m_id);
        throw error;
    }
    setBusyTimeout(busyTimeoutMs);
}

Database::~Database()
{
    const Unforked unforked;
    if (isParents())
        return;
    sqlite3_finalize(m_begin);
    sqlite3_finalize(m_commit);
    sqlite3_close_v2(m_handle);
    openFiles().remove(m_id);
}

void Database::execute(const char *sql)
{
    const Unforked unforked;
    if (sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        fail();
}

void Database::setBusyTimeout(int milliseconds) { sqlite3_busy_timeout(m_handle, milliseconds); }

int Database::changes() const { return sqlite3_changes(m_handle); }

void Database::step(sqlite3_stmt *&statement, const char *sql)
{
    const Unforked unforked;
    if (!statement && sqlite3_prepare_v2(m_handle, sql, -1, &statement, nullptr) != SQLITE_OK)
        fail();
    sqlite3_step(statement);
    if (sqlite3_reset(statement) != SQLITE_OK)
        fail();
}

void Database::fail() const
{
    throw errorFor(m_file, sqlite3_extended_errcode(m_handle), sqlite3_errmsg(m_handle));
}

Rows::~Rows() { sqlite3_reset(m_statement); }

bool Rows::next()
{
    switch (sqlite3_step(m_statement)) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    }
    m_database.fail();
}

bool Rows::isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }

qint64 Rows::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

QString Rows::text(int column) const
{
    const auto *utf8 = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(utf8, sqlite3_column_bytes(m_statement, column));
}

QByteArrayView Rows::bytesView(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return {bytes, sqlite3_column_bytes(m_statement, column)};
}

QByteArray Rows::bytes(int column) const { return bytesView(column).toByteArray(); }

qint64 Rows::upTo(int column, qint64 last) const
{
    const qint64 value = integer(column);
    if (value < 0 || value > last)
        throw damaged(m_database.file(),
                      QStringLiteral("It holds a status or cause that does not exist: %1.").arg(value));
    return value;
}

void Statement::prepare()
{
    if (m_handle)
        return;
    if (sqlite3_prepare_v3(m_database.handle(), m_sql, -1, SQLITE_PREPARE_PERSISTENT, &m_handle, nullptr)
        != SQLITE_OK)
        m_database.fail();
}

Statement::~Statement()
{
    const Unforked unforked;
    if (!m_database.isParents())
        sqlite3_finalize(m_handle);
}

void Statement::bind(int index, qint64 value) { sqlite3_bind_int64(m_handle, index, value); }

void Statement::bind(int index, std::optional<int> value)
{
    if (value)
        sqlite3_bind_int(m_handle, index, *value);
    else
        sqlite3_bind_null(m_handle, index);
}

void Statement::bind(int index, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    sqlite3_bind_text(m_handle, index, utf8.constData(), int(utf8.size()), SQLITE_TRANSIENT);
}

void Statement::bind(int index, QByteArrayView bytes)
{
    sqlite3_bind_blob64(m_handle, index, bytes.data(), quint64(bytes.size()), SQLITE_TRANSIENT);
}

Transaction::Transaction(Database &database) : m_database(database)
{
    m_database.step(m_database.m_begin, "BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    if (!m_done && !m_database.isParents())
        sqlite3_exec(m_database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit()
{
    m_database.step(m_database.m_commit, "COMMIT");
    m_done = true;
}

} // namespace once::detail
