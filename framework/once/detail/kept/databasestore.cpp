// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/databasestore.h>

#include <once/detail/kept/columns.h>
#include <once/detail/kept/schema.h>
#include <once/detail/kept/storeerrors.h>

#include <QDir>
#include <QFileInfo>
#include <QSysInfo>

#include <unistd.h>

#include <set>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds sessionInterval(1); // between two writes of the session's row
constexpr int closingTimeoutMs = 100; // a reader in the middle of a query is soon done

// The newest rows tell when the last process was alive; it may have had no chance to say when it ended.
constexpr char lastKnownTime[] =
    "SELECT max(us) FROM ("
    "SELECT max(queuedUs, startedUs, finishedUs) AS us FROM (SELECT * FROM runs ORDER BY id DESC LIMIT 1000)"
    " UNION ALL SELECT lastUs FROM (SELECT lastUs FROM streaks ORDER BY id DESC LIMIT 1000)"
    " UNION ALL SELECT atUs FROM (SELECT atUs FROM activity ORDER BY id DESC LIMIT 1000))";

Instant machineTime() { return std::chrono::floor<Microseconds>(std::chrono::system_clock::now()); }

// Looks before it leaps: a file that cannot be used is found out before anything is made or locked.
std::optional<FolderLock> prepareFolder(const QString &folder, const QString &file)
{
    if (folder.isEmpty())
        return {};
    if (QFileInfo::exists(file))
        checkFile(file, historyKind);
    if (!QDir().mkpath(folder))
        throw unreadable(folder, u"The folder cannot be made."_s);
    return std::optional<FolderLock>(std::in_place, folder);
}

// Comes after the lock, so that only one process ever makes the file.
QString prepareFile(const QString &file)
{
    if (file.isEmpty())
        return u":memory:"_s;
    if (!QFileInfo::exists(file))
        createFile(file, file + u".part"_s, historyKind);
    checkFile(file, historyKind);
    return file;
}

} // namespace

DatabaseStore::Open::Open(const QString &folder, const QString &file, bool durable)
    : lock(prepareFolder(folder, file)), database(prepareFile(file), Database::Access::ReadWrite),
      contents(database, folder, durable), runs(database, contents, folder),
      schedules(database), writer(database, contents, schedules, folder, durable),
      call(database, "SELECT run, status, finishedUs, props, states, result, error FROM calls WHERE key = ?"),
      component(database,
                "SELECT type, isWork, options, propNames, shown, lastRun, successes, failures, timeouts, cancelled, states"
                " FROM components WHERE path = ?"),
      setting(database, "SELECT value FROM settings WHERE name = ?")
{
    if (file.isEmpty())
        createTables(database, historyKind);
    upgradeTables(database, historyKind);
    // Until the store is open, nothing is waited for: the switch changes two bytes of one page, and either of
    // their values is right after a loss of power. So nothing may be checkpointed until then.
    database.execute("PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0; PRAGMA journal_mode = WAL;"
                     " PRAGMA cache_size = -32768");
}

DatabaseStore::DatabaseStore(const QString &folder, bool durable)
    : m_file(folder.isEmpty() ? QString() : QDir(folder).absoluteFilePath(u"history.db"_s)),
      d(std::make_unique<Open>(folder, m_file, durable))
{
    Transaction transaction(d->database);
    loseUnfinishedRuns();
    countRunsOfLastSession();
    beginSession();
    transaction.commit();
    d->database.execute(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    // For each 16 MB of log: pages that change often are written to the file less often.
    d->database.execute("PRAGMA wal_autocheckpoint = 4000");
    m_lastRun = number("SELECT max(id) FROM runs");
    m_lastStreak = number("SELECT max(id) FROM streaks");
}

DatabaseStore::~DatabaseStore()
{
    try {
        close();
    } catch (const std::exception &error) {
        qWarning("once: %s", error.what());
    }
}

void DatabaseStore::loseUnfinishedRuns()
{
    Statement unfinished(d->database, "SELECT key, id FROM runs WHERE status < 3");
    for (Rows rows = unfinished.query(); rows.next();)
        m_lost.insert_or_assign(rows.digest(0), rows.integer(1));
    Statement lose(d->database,
                   "UPDATE runs SET status = 7, finishedUs = max(queuedUs, startedUs, ?),"
                   " error = 'The process ended before the run did.' WHERE status < 3");
    lose.run(number(lastKnownTime));
}

// A process that ended as it should has written the rows of its works to the end.
void DatabaseStore::countRunsOfLastSession()
{
    if (number("SELECT endedUs FROM sessions ORDER BY id DESC LIMIT 1") != 0)
        return;
    d->database.execute("UPDATE components SET shown = " ONCE_SHOWN_NOW ", lastRun = " ONCE_LAST_RUN_NOW
                        ", successes = " ONCE_SUCCESSES_NOW ", failures = " ONCE_FAILURES_NOW
                        ", timeouts = " ONCE_TIMEOUTS_NOW ", cancelled = " ONCE_CANCELLED_NOW
                        " WHERE EXISTS (SELECT 1 " ONCE_RUNS_SINCE ")");
}

void DatabaseStore::beginSession()
{
    Statement insert(d->database, "INSERT INTO sessions (pid, host, version, startedUs) VALUES (?, ?, ?, ?)");
    insert.run(qint64(::getpid()), QSysInfo::machineHostName(), QStringLiteral(ONCE_VERSION), machineTime());
    m_session.id = number("SELECT max(id) FROM sessions");
}

qint64 DatabaseStore::number(const char *sql)
{
    Statement statement(d->database, sql);
    Rows rows = statement.query();
    return rows.next() ? rows.integer(0) : 0;
}

std::optional<ComponentRecord> DatabaseStore::component(const QString &path)
{
    if (const ComponentRecord *gathered = m_gathered.component(path))
        return *gathered;
    Rows rows = d->component.query(path);
    if (!rows.next())
        return {};
    return componentAt(rows, 0, path, d->contents);
}

std::optional<CallRecord> DatabaseStore::call(const CallKey &key)
{
    if (const auto it = m_gathered.calls.find(key); it != m_gathered.calls.end())
        return it->second.status == Status::NotStarted ? std::nullopt : std::optional(it->second);
    Rows rows = d->call.query(key);
    if (!rows.next())
        return {};
    return CallRecord{.key = key,
                      .run = rows.integer(0),
                      .status = rows.choice(1, Status::Lost),
                      .finished = rows.instant(2),
                      .props = d->contents.value(rows.bytesView(3)),
                      .states = d->contents.value(rows.bytesView(4)),
                      .result = d->contents.value(rows.bytesView(5)),
                      .error = rows.text(6)};
}

std::optional<Run> DatabaseStore::run(RunId id)
{
    if (const auto it = m_gathered.runs.find(id); it != m_gathered.runs.end())
        return it->second;
    return d->runs.run(id);
}

QList<RunId> DatabaseStore::newestSuccesses(const QString &work, int most)
{
    std::set<RunId> ids;
    for (const auto &[id, run] : m_gathered.runs)
        if (run.work == work && run.status == Status::Succeeded)
            ids.insert(id);
    Statement newest(d->database,
                     "SELECT id FROM runs WHERE work = (SELECT id FROM components WHERE path = ?) AND status = 3"
                     " ORDER BY id DESC LIMIT ?");
    for (Rows rows = newest.query(work, most); rows.next();)
        ids.insert(rows.integer(0));
    while (ids.size() > std::size_t(most))
        ids.erase(ids.begin());
    return {ids.begin(), ids.end()};
}

RunId DatabaseStore::lostRun(const CallKey &key) const
{
    const auto it = m_lost.find(key);
    return it == m_lost.end() ? 0 : it->second;
}

QString DatabaseStore::setting(const QString &name)
{
    if (const auto it = m_gathered.settings.find(name); it != m_gathered.settings.end())
        return it->second;
    Rows rows = d->setting.query(name);
    return rows.next() ? rows.text(0) : QString();
}

std::optional<ScheduleRecord> DatabaseStore::schedule(const QString &name)
{
    const auto it = m_gathered.schedules.find(name);
    return it == m_gathered.schedules.end() ? d->schedules.schedule(name) : it->second;
}

std::optional<SlotRecord> DatabaseStore::slot(const QString &schedule, const QString &nominal)
{
    const auto it = m_gathered.slots.find({schedule, nominal});
    return it == m_gathered.slots.end() ? d->schedules.slot(schedule, nominal) : it->second;
}

QList<SlotRecord> DatabaseStore::slotsToCome(const QString &schedule)
{
    if (!m_gathered.slots.empty())
        commit();
    return d->schedules.slotsToCome(schedule);
}

void DatabaseStore::put(const Run &run)
{
    m_lastRun = std::max(m_lastRun, run.id);
    m_gathered.runs.insert_or_assign(run.id, run);
}

void DatabaseStore::put(const CallRecord &call)
{
    CallRecord &gathered = m_gathered.calls[call.key] = call;
    if (call.props.encoding().size() > CallRecord::storedPropsLimit)
        gathered.props = {};
}

void DatabaseStore::put(const ComponentRecord &component) { m_gathered.add(component); }

void DatabaseStore::put(Streak &streak)
{
    if (streak.id == 0)
        streak.id = ++m_lastStreak;
    m_gathered.streaks.insert_or_assign(streak.id, streak);
}

void DatabaseStore::put(const Activity &activity) { m_gathered.activity.push_back(activity); }

void DatabaseStore::put(const ScheduleRecord &schedule) { m_gathered.schedules.insert_or_assign(schedule.name, schedule); }

void DatabaseStore::put(const SlotRecord &slot)
{
    m_gathered.slots.insert_or_assign(std::pair(slot.schedule, slot.nominal), slot);
}

void DatabaseStore::setSetting(const QString &name, const QString &value)
{
    m_gathered.settings[name] = value;
}

void DatabaseStore::endSession(int exitCode)
{
    m_session.ended = machineTime();
    m_session.exitCode = exitCode;
}

void DatabaseStore::commit()
{
    const auto now = std::chrono::steady_clock::now();
    const bool due = m_session.exitCode || now - m_sessionWritten >= sessionInterval;
    d->writer.write(m_gathered, due ? &m_session : nullptr);
    m_gathered = {};
    if (due)
        m_sessionWritten = now;
}

void DatabaseStore::close()
{
    if (!d)
        return;
    commit();
    makePlain();
    d.reset();
}

void DatabaseStore::makePlain()
{
    try {
        d->database.setBusyTimeout(closingTimeoutMs);
        if (number("PRAGMA wal_checkpoint(TRUNCATE)")
            == 0) // nobody was in its way: the file is whole, and on the disk
            d->database.execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = DELETE");
    } catch (const StoreError &error) {
        if (error.kind != StoreError::Kind::Locked) // a reader that is open keeps it from becoming plain
            throw;
    }
}

} // namespace once::detail
