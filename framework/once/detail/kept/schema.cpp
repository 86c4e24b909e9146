// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/schema.h>

#include <once/detail/kept/storeerrors.h>

#include <QFile>
#include <QtEndian>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr int headerSize = 100; // of any SQLite file
constexpr int userVersionAt = 60;
constexpr int applicationIdAt = 68;

// Wide columns stand last in their tables, so that reading the narrow ones does not follow overflow pages.
constexpr char tables[] = R"(
PRAGMA application_id = 0x4f6e6365;
PRAGMA user_version = 1;

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY, pid INTEGER, host TEXT, version TEXT,
    startedUs INTEGER, endedUs INTEGER, exitCode INTEGER, ticks INTEGER);

CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);

CREATE TABLE components (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, type TEXT, isWork INTEGER, options TEXT, propNames TEXT,
    shown BLOB, lastRun INTEGER, successes INTEGER, failures INTEGER, timeouts INTEGER, cancelled INTEGER,
    states BLOB);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY, work INTEGER NOT NULL, status INTEGER NOT NULL, cause INTEGER NOT NULL,
    queuedUs INTEGER, startedUs INTEGER, finishedUs INTEGER, tick INTEGER, key BLOB, causeDetails TEXT,
    props BLOB, propNames INTEGER, result BLOB, states BLOB, code INTEGER, error TEXT, attempt INTEGER, log);
CREATE INDEX runsOfWork ON runs (work);
CREATE INDEX runsUnfinished ON runs (status) WHERE status < 3;

CREATE TABLE attempts (
    run INTEGER, number INTEGER, status INTEGER, startedUs INTEGER, finishedUs INTEGER, error TEXT,
    PRIMARY KEY (run, number)) WITHOUT ROWID;

CREATE TABLE calls (
    key BLOB PRIMARY KEY, run INTEGER, status INTEGER, finishedUs INTEGER,
    props BLOB, states BLOB, result BLOB, error TEXT) WITHOUT ROWID;

CREATE TABLE contents (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, data BLOB);

CREATE TABLE streaks (
    id INTEGER PRIMARY KEY, work INTEGER, key BLOB, run INTEGER, cause INTEGER, count INTEGER,
    firstUs INTEGER, lastUs INTEGER, firstTick INTEGER, lastTick INTEGER);
CREATE INDEX streaksOfWork ON streaks (work);

CREATE TABLE activity (
    id INTEGER PRIMARY KEY, atUs INTEGER, what TEXT, subject TEXT, actor TEXT, detail TEXT);
)";

template <typename Number>
Number headerNumber(const QByteArray &header, int at)
{
    return qFromBigEndian<Number>(header.constData() + at);
}

} // namespace

void createTables(Database &database)
{
    Transaction transaction(database);
    database.execute(tables);
    transaction.commit();
}

void createHistory(const QString &file)
{
    const QString aside = file + u".part"_s;
    QFile::remove(aside);
    {
        Database database(aside, Database::Access::ReadWrite);
        database.execute("PRAGMA journal_mode = MEMORY"); // if it goes wrong, the file is thrown away
        createTables(database);
    }
    if (!QFile::rename(aside, file))
        throw refused(file, u"The new file could not be renamed into place."_s);
}

int checkHistory(const QString &file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        throw unreadable(file, in.errorString() + u'.');
    const QByteArray header = in.read(headerSize);
    if (header.size() < headerSize || !header.startsWith("SQLite format 3"))
        throw notAHistory(file, u"Its first bytes are not those of an SQLite database."_s);
    if (headerNumber<quint32>(header, applicationIdAt) != applicationId)
        throw notAHistory(file, u"It is an SQLite database of another program."_s);
    const int format = headerNumber<qint32>(header, userVersionAt);
    if (format > schemaVersion)
        throw newer(file, format);
    return format;
}

} // namespace once::detail
