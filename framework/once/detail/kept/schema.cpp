// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/schema.h>

#include <once/detail/kept/storeerrors.h>

#include <QFile>
#include <QtEndian>

#include <unistd.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr int headerSize = 100; // of any SQLite file
constexpr int userVersionAt = 60;
constexpr int applicationIdAt = 68;

#define ONCE_SCHEDULE_TABLES                                                                                 \
    "CREATE TABLE schedules ("                                                                                \
    " id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, flow TEXT, rule TEXT, zone TEXT, options TEXT, sinceUs INTEGER," \
    " consideredUs INTEGER, nextUs INTEGER, current TEXT, lastEndUs INTEGER, failures INTEGER, pausedUs INTEGER, note TEXT);" \
    "CREATE TABLE slots ("                                                                                    \
    " id INTEGER PRIMARY KEY, schedule INTEGER NOT NULL, nominal TEXT NOT NULL, zone TEXT, kind INTEGER, decision INTEGER," \
    " dueUs INTEGER, decidedUs INTEGER, untilUs INTEGER, run INTEGER, reason TEXT, UNIQUE (schedule, nominal));"

// Wide columns stand last in their tables, so that reading the narrow ones does not follow overflow pages.
constexpr char historyTables[] = R"(
PRAGMA application_id = 0x4f6e6365;
PRAGMA user_version = 2;

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
)" ONCE_SCHEDULE_TABLES;

constexpr char historyToFormat2[] = "PRAGMA user_version = 2;" ONCE_SCHEDULE_TABLES;

// Rows lie in the order of their coming: that is dense on disk, and old ones are taken out side by side.
#define ONCE_FUNCTION_TABLES                                                                                 \
    "CREATE TABLE functions ("                                                                                \
    " id INTEGER PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL, signature TEXT NOT NULL, props TEXT NOT NULL, map TEXT," \
    " UNIQUE (name, code, signature, props));"                                                                \
    "CREATE TABLE calls ("                                                                                    \
    " row INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, id INTEGER, origin TEXT, run INTEGER, status INTEGER," \
    " finishedUs INTEGER, error TEXT, props BLOB, states BLOB, result BLOB, seal BLOB, function INTEGER, durationUs INTEGER," \
    " preview TEXT, file TEXT, bytes INTEGER, usedUs INTEGER, hits INTEGER, isPinned INTEGER);"

// By what a row refers to: so that what nobody refers to any more is found without a look at all rows. Small calls refer to
// nothing, and stand in none of them.
#define ONCE_REFERENCE_INDEXES                                                                               \
    "CREATE INDEX callsOfResult ON calls (result) WHERE result >= x'ff';"                        \
    "CREATE INDEX callsOfProps ON calls (props) WHERE props >= x'ff';"                           \
    "CREATE INDEX callsOfStates ON calls (states) WHERE states >= x'ff';"                        \
    "CREATE INDEX callsOfFile ON calls (file) WHERE file <> '';"

// For whoever keeps the last call of a function alone, and finds the others at each.
#define ONCE_FUNCTION_INDEX "CREATE INDEX callsOfFunction ON calls (function);"

constexpr char callsTables[] = "PRAGMA application_id = 0x4f6e4361; PRAGMA user_version = 4;" ONCE_FUNCTION_TABLES
    ONCE_REFERENCE_INDEXES ONCE_FUNCTION_INDEX
    "CREATE TABLE contents (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, data BLOB);"
    "CREATE TABLE claims (key BLOB PRIMARY KEY, claimant TEXT, pid INTEGER) WITHOUT ROWID;";

constexpr char callsToFormat2[] = "PRAGMA user_version = 2; ALTER TABLE calls RENAME TO formerCalls;" ONCE_FUNCTION_TABLES
    "INSERT INTO calls (key, id, origin, run, status, finishedUs, error, props, states, result, seal, function, usedUs)"
    " SELECT key, id, origin, run, status, finishedUs, error, props, states, result, seal, 0, finishedUs FROM formerCalls;"
    "DROP TABLE formerCalls;";

constexpr char callsToFormat3[] = "PRAGMA user_version = 3;" ONCE_REFERENCE_INDEXES;
constexpr char callsToFormat4[] = "PRAGMA user_version = 4;" ONCE_FUNCTION_INDEX;

template <typename Number>
Number headerNumber(const QByteArray &header, int at)
{
    return qFromBigEndian<Number>(header.constData() + at);
}

void checkKind(const QString &file, quint32 applicationId, int format, const FileKind &kind)
{
    if (applicationId != kind.applicationId)
        throw notOfKind(file, u"It is an SQLite database of another program."_s, kind);
    if (format > kind.format)
        throw newer(file, format, kind);
}

void checkHeader(const QString &file, const FileKind &kind)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        throw unreadable(file, in.errorString() + u'.', kind);
    const QByteArray header = in.read(headerSize);
    if (header.size() < headerSize || !header.startsWith("SQLite format 3"))
        throw notOfKind(file, u"Its first bytes are not those of an SQLite database."_s, kind);
    checkKind(file, headerNumber<quint32>(header, applicationIdAt), headerNumber<qint32>(header, userVersionAt), kind);
}

void checkThroughConnection(const QString &file, const FileKind &kind)
{
    Database database(file, Database::Access::ReadOnly);
    const auto number = [&database](const char *pragma) {
        Statement statement(database, pragma);
        Rows rows = statement.query();
        return rows.next() ? rows.integer(0) : 0;
    };
    checkKind(file, quint32(number("PRAGMA application_id")), int(number("PRAGMA user_version")), kind);
}

} // namespace

const FileKind historyKind{.applicationId = 0x4f6e6365, // "Once"
                           .format = 2,
                           .name = "a history",
                           .option = "--data-dir",
                           .advice = "Give the path of a data folder or of its history.db.",
                           .isShared = false,
                           .tables = historyTables,
                           .upgrades = {historyToFormat2}};
const FileKind callsKind{.applicationId = 0x4f6e4361, // "OnCa"
                         .format = 4,
                         .name = "a call store",
                         .option = "--store",
                         .advice = "Give another folder with --store.",
                         .isShared = true,
                         .tables = callsTables,
                         .upgrades = {callsToFormat2, callsToFormat3, callsToFormat4}};

void createTables(Database &database, const FileKind &kind)
{
    Transaction transaction(database);
    database.execute(kind.tables);
    transaction.commit();
}

void upgradeTables(Database &database, const FileKind &kind)
{
    Statement statement(database, "PRAGMA user_version");
    const auto format = [&statement] {
        Rows rows = statement.query();
        return rows.next() ? std::size_t(rows.integer(0)) : 0;
    };
    if (format() > kind.upgrades.size())
        return;
    Transaction transaction(database); // of several that come at once, one does it
    for (std::size_t i = format(); i > 0 && i <= kind.upgrades.size(); ++i)
        database.execute(kind.upgrades[i - 1]);
    transaction.commit();
}

void createFile(const QString &file, const QString &aside, const FileKind &kind)
{
    QFile::remove(aside);
    {
        Database database(aside, Database::Access::ReadWrite);
        database.execute("PRAGMA journal_mode = MEMORY"); // if it goes wrong, the file is thrown away
        createTables(database, kind);
        if (kind.isShared)
            database.execute("PRAGMA journal_mode = WAL");
    }
    const bool isThere = ::link(QFile::encodeName(aside).constData(), QFile::encodeName(file).constData()) == 0 || errno == EEXIST;
    const QString why = isThere ? QString() : qt_error_string();
    QFile::remove(aside);
    if (!isThere)
        throw refused(file, u"The new file could not be put into place: %1."_s.arg(why));
}

void checkFile(const QString &file, const FileKind &kind)
{
    Database::whereOpen(file, [&] { checkThroughConnection(file, kind); }, [&] { checkHeader(file, kind); });
}

} // namespace once::detail
