// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/forking.h>
#include <once/store.h>

#include <functional>

struct sqlite3;
struct sqlite3_stmt;

namespace once::detail {

// A connection to one SQLite file. Everything throws StoreError. One thread at a time. It outlives its
// statements. Nothing else in the house knows SQLite's own interface.
//
// A child that is forked while a file is open believes that it has the locks of its parent, and would lose what it writes:
// there the file cannot be opened, and what has been taken over of the connection is left as it is.
class Database
{
public:
    enum class Access {
        ReadWrite, // makes the file when it is not there
        ReadOnly, // sees what others write
        Immutable, // for media that nobody can write to; looks at no log beside the file
    };

    Database(const QString &file, Access access); // ":memory:" is a file of its own
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    void execute(const char *sql); // any number of statements, without rows
    void setBusyTimeout(int milliseconds);
    int changes() const; // rows that the last statement wrote
    const QString &file() const { return m_file; }
    sqlite3 *handle() const { return m_handle; }
    bool isParents() const { return m_generation != Unforked::generation(); } // of this process, which it has forked

    [[noreturn]] void fail() const; // with the last error of the connection

    // Does the one or the other: whoever opens a file by itself, and closes it, takes all locks from the connections
    // that this process has to it. Meanwhile none is opened.
    static void whereOpen(const QString &file, const std::function<void()> &there, const std::function<void()> &elsewhere);

private:
    friend class Transaction;
    void step(sqlite3_stmt *&statement, const char *sql); // compiled at its first use

    QString m_file;
    std::pair<quint64, quint64> m_id; // device and inode; zero for one that was not there
    int m_generation = Unforked::generation();
    sqlite3 *m_handle = nullptr;
    sqlite3_stmt *m_begin = nullptr, *m_commit = nullptr; // each turn of the loop needs them
};

// The rows that a query gives, one at a time. While it lives, it holds a read transaction.
class Rows
{
public:
    explicit Rows(const Database &database, sqlite3_stmt *statement)
        : m_database(database), m_statement(statement)
    {
    }
    ~Rows();
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;

    bool next();

    // Of the current row. What is not there (NULL) is 0 or empty.
    bool isNull(int column) const;
    qint64 integer(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;
    QByteArrayView bytesView(int column) const; // valid until next()
    Digest digest(int column) const { return Digest::fromBytes(bytesView(column)); }
    Instant instant(int column) const { return fromMicroseconds(integer(column)); }
    template <typename Enum>
    Enum choice(int column, Enum last) const // throws StoreError (Damaged) beyond the last one
    {
        return Enum(upTo(column, qint64(last)));
    }

private:
    qint64 upTo(int column, qint64 last) const;

    Unforked m_unforked;
    const Database &m_database;
    sqlite3_stmt *m_statement;
};

// One SQL statement, compiled at its first use and kept: `run` those that give no rows, `query` the others.
// The values take the places of the question marks; a null QByteArray is stored as NULL.
class Statement
{
public:
    Statement(Database &database, const char *sql) : m_database(database), m_sql(sql) { }
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    template <typename... Values>
    void run(const Values &...values)
    {
        query(values...).next();
    }

    template <typename... Values>
    Rows query(const Values &...values)
    {
        const Unforked unforked;
        prepare();
        int index = 0;
        (bind(++index, values), ...);
        return Rows(m_database, m_handle);
    }

private:
    void prepare();
    void bind(int index, qint64 value);
    void bind(int index, const QString &text);
    void bind(int index, QByteArrayView bytes);
    void bind(int index, const QByteArray &bytes) { bind(index, QByteArrayView(bytes)); }
    void bind(int index, const Digest &digest) { bind(index, digest.bytes()); }
    void bind(int index, Instant instant) { bind(index, toMicroseconds(instant)); }
    void bind(int index, std::optional<int> value);
    template <typename Number>
    requires std::is_enum_v<Number> || std::integral<Number>
    void bind(int index, Number value) { bind(index, qint64(value)); }

    Database &m_database;
    const char *m_sql;
    sqlite3_stmt *m_handle = nullptr;
};

// All or nothing: what was executed since the constructor is undone unless commit() came to its end.
class Transaction
{
public:
    explicit Transaction(Database &database);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    void commit();

private:
    Unforked m_unforked; // between statements, too: others wait inside SQLite for what this one has locked
    Database &m_database;
    bool m_done = false;
};

} // namespace once::detail
