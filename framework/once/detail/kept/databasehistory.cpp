// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/databasehistory.h>

#include <once/detail/kept/columns.h>
#include <once/detail/kept/folderlock.h>
#include <once/detail/kept/schema.h>
#include <once/detail/kept/storeerrors.h>

#include <QFileInfo>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype previewedLimit = 64 * 1024; // bytes of an encoding that is decoded for a table's cell

#define ONCE_ROW_COLUMNS "id, work, status, cause, startedUs, finishedUs, queuedUs, tick, attempt"
#define ONCE_STREAK_COLUMNS                                                                                  \
    "streaks.id, path, key, run, cause, count, firstUs, lastUs, firstTick, lastTick FROM streaks"            \
    " LEFT JOIN components ON components.id = work"

RunRow runRowAt(const Rows &rows)
{
    return {.id = rows.integer(0),
            .work = qint32(rows.integer(1)),
            .status = rows.choice(2, Status::Lost),
            .cause = rows.choice(3, Cause::lastKind),
            .attempt = quint16(std::clamp<qint64>(rows.integer(8), 1, 65'535)),
            .startedUs = rows.integer(4),
            .finishedUs = rows.integer(5),
            .queuedUs = rows.integer(6),
            .tick = rows.integer(7)};
}

Streak streakAt(const Rows &rows)
{
    return {.id = rows.integer(0),
            .work = rows.text(1),
            .key = rows.digest(2),
            .run = rows.integer(3),
            .cause = rows.choice(4, lastSkipCause),
            .count = rows.integer(5),
            .first = rows.instant(6),
            .last = rows.instant(7),
            .firstTick = rows.integer(8),
            .lastTick = rows.integer(9)};
}

QString firstLine(const QString &text, qsizetype most)
{
    QString line = text.section(u'\n', 0, 0);
    if (line.size() > most)
        line = line.first(most - 1) + QChar(0x2026);
    return line;
}

} // namespace

DatabaseHistory::DatabaseHistory(const QString &path)
    : m_place(path), m_database(m_place.readable(), m_place.access()),
      m_contents(m_database, m_place.folder(), false), m_runs(m_database, m_contents, m_place.folder()), m_schedules(m_database),
      m_dataVersion(m_database, "PRAGMA data_version"), m_format(m_database, "PRAGMA user_version"),
      m_components(m_database,
                   "SELECT id, path, type, isWork, options, propNames, " ONCE_SHOWN_NOW ", " ONCE_LAST_RUN_NOW
                   ", " ONCE_SUCCESSES_NOW ", " ONCE_FAILURES_NOW ", " ONCE_TIMEOUTS_NOW ", " ONCE_CANCELLED_NOW
                   ", states FROM components ORDER BY id"),
      m_statesOfFlow(m_database, "SELECT states FROM components WHERE path = ? AND isWork = 0"),
      m_statesOfWork(m_database,
                     "SELECT calls.states FROM calls WHERE key = (SELECT " ONCE_SHOWN_NOW
                     " FROM components WHERE path = ? AND isWork = 1)"),
      m_countAfter(m_database, "SELECT count(*), max(id) FROM runs WHERE id > ?"),
      m_rowsAfter(m_database, "SELECT " ONCE_ROW_COLUMNS " FROM runs WHERE id > ? ORDER BY id LIMIT ?"),
      m_newestRows(m_database, "SELECT " ONCE_ROW_COLUMNS " FROM runs ORDER BY id DESC LIMIT ?"),
      m_row(m_database, "SELECT " ONCE_ROW_COLUMNS " FROM runs WHERE id = ?"),
      m_latest(m_database,
               "SELECT id FROM runs WHERE work = (SELECT id FROM components WHERE path = ?) AND id < ?"
               " ORDER BY id DESC LIMIT 1"),
      m_cause(m_database, "SELECT cause, causeDetails FROM runs WHERE id = ?"),
      m_outcome(m_database, "SELECT result, error FROM runs WHERE id = ?"),
      m_key(m_database, "SELECT key FROM runs WHERE id = ?"),
      m_remembered(m_database, "SELECT run FROM calls WHERE key = ?"),
      m_streaks(m_database, "SELECT " ONCE_STREAK_COLUMNS " ORDER BY streaks.id DESC LIMIT ?"),
      m_streaksOfWork(m_database,
                      "SELECT " ONCE_STREAK_COLUMNS " WHERE work = (SELECT id FROM components WHERE path = ?)"
                      " ORDER BY streaks.id DESC LIMIT ?"),
      m_activity(m_database,
                 "SELECT atUs, what, subject, actor, detail FROM activity ORDER BY id DESC LIMIT ?"),
      m_setting(m_database, "SELECT value FROM settings WHERE name = ?"),
      m_session(m_database,
                "SELECT version, ticks, startedUs, endedUs, exitCode FROM sessions ORDER BY id DESC LIMIT 1"),
      m_searched(m_database, "SELECT id, props, result, error FROM runs")
{
    m_database.execute("PRAGMA query_only = 1; PRAGMA mmap_size = 1073741824");
}

HistoryInfo DatabaseHistory::info()
{
    HistoryInfo info{.app = setting(u"app"_s), .zone = setting(u"zone"_s), .format = historyKind.format};
    info.runs = countRuns();
    info.bytes = QFileInfo(m_place.file()).size() + QFileInfo(m_place.file() + u"-wal"_s).size();
    info.pid = FolderLock::holder(m_place.folder());
    Rows session = m_session.query();
    if (session.next()) {
        info.version = session.text(0);
        info.ticks = session.integer(1);
        info.started = session.instant(2);
        info.ended = session.instant(3);
        info.exitCode = int(session.integer(4));
    }
    return info;
}

QString DatabaseHistory::setting(const QString &name)
{
    Rows rows = m_setting.query(name);
    return rows.next() ? rows.text(0) : QString();
}

qint64 DatabaseHistory::changeCounter()
{
    Rows rows = m_dataVersion.query();
    return rows.next() ? rows.integer(0) : 0;
}

QList<HistoryWork> DatabaseHistory::components()
{
    auto components = all(m_components.query(), [this](const Rows &rows) {
        return HistoryWork{componentAt(rows, 2, rows.text(1), m_contents), qint32(rows.integer(0))};
    });
    const auto isPaused = [](const HistoryWork &work) { return work.pauseNote.has_value(); };
    if (std::ranges::any_of(components, isPaused) && FolderLock::holder(m_place.folder()) == 0)
        for (HistoryWork &work : components)
            work.pauseNote.reset(); // it ended with the process
    return components;
}

Value DatabaseHistory::states(const QString &component)
{
    for (Statement *statement : {&m_statesOfFlow, &m_statesOfWork})
        if (Rows rows = statement->query(component); rows.next())
            return m_contents.value(rows.bytesView(0));
    return {};
}

qint64 DatabaseHistory::countRuns()
{
    Rows rows = m_countAfter.query(m_counted.upTo);
    if (rows.next() && !rows.isNull(1))
        m_counted = {rows.integer(1), m_counted.runs + rows.integer(0)};
    return m_counted.runs;
}

QList<RunRow> DatabaseHistory::rows(RunId after, int most)
{
    return all(m_rowsAfter.query(after, most), runRowAt);
}

QList<RunRow> DatabaseHistory::newestRows(int most) { return all(m_newestRows.query(most), runRowAt); }

QList<RunRow> DatabaseHistory::rows(const QList<RunId> &ids)
{
    QList<RunRow> list;
    for (const RunId id : ids)
        list += all(m_row.query(id), runRowAt);
    return list;
}

std::optional<Run> DatabaseHistory::latestRun(const QString &work, RunId before)
{
    Rows rows = m_latest.query(work, before > 0 ? before : std::numeric_limits<RunId>::max());
    return rows.next() ? run(rows.integer(0)) : std::nullopt;
}

Cause DatabaseHistory::cause(RunId id)
{
    Rows rows = m_cause.query(id);
    return rows.next() ? causeAt(rows, 0, 1) : Cause();
}

QString DatabaseHistory::resultPreview(RunId id, qsizetype most)
{
    Rows rows = m_outcome.query(id);
    if (!rows.next())
        return {};
    if (!rows.text(1).isEmpty())
        return firstLine(rows.text(1), most);
    return previewOf(rows.bytesView(0), most);
}

QString DatabaseHistory::previewOf(QByteArrayView column, qsizetype most)
{
    const Value value = m_contents.value(column);
    if (value.isNull())
        return {};
    if (most > 0 && value.encoding().size() > previewedLimit)
        return u"%1 kB"_s.arg(value.encoding().size() / 1000);
    try {
        return preview(value.toJson(), most);
    } catch (const DecodingError &error) {
        throw damaged(file(), u"A value in it is no value: %1."_s.arg(QString::fromUtf8(error.what())));
    }
}

CallKey DatabaseHistory::key(RunId id)
{
    Rows rows = m_key.query(id);
    return rows.next() ? rows.digest(0) : CallKey();
}

RunId DatabaseHistory::rememberedRun(const CallKey &key)
{
    Rows rows = m_remembered.query(key);
    return rows.next() ? rows.integer(0) : 0;
}

QList<Streak> DatabaseHistory::streaks(const QString &work, int most)
{
    return all(work.isEmpty() ? m_streaks.query(most) : m_streaksOfWork.query(work, most), streakAt);
}

// A file of an earlier version has no tables for them, until an app writes it.
bool DatabaseHistory::hasSchedules()
{
    Rows rows = m_format.query();
    return rows.next() && rows.integer(0) >= 2;
}

QList<ScheduleRecord> DatabaseHistory::schedules()
{
    return hasSchedules() ? m_schedules.schedules() : QList<ScheduleRecord>();
}

QList<SlotRecord> DatabaseHistory::slotsSince(qint64 id, int most)
{
    return hasSchedules() ? m_schedules.slotsSince(id, most) : QList<SlotRecord>();
}

QList<SlotRecord> DatabaseHistory::newestSlots(const QString &schedule, int most)
{
    return hasSchedules() ? m_schedules.newestSlots(schedule, most) : QList<SlotRecord>();
}

QList<Activity> DatabaseHistory::activity(int most)
{
    return all(m_activity.query(most), [](const Rows &rows) {
        return Activity{rows.instant(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4)};
    });
}

QList<RunId> DatabaseHistory::search(const QString &text)
{
    QHash<QByteArray, bool> known; // of values that many runs share
    const auto contains = [&](QByteArrayView column) {
        const auto look = [&] { return previewOf(column, 0).contains(text, Qt::CaseInsensitive); };
        if (!Contents::isReference(column))
            return look();
        const auto it = known.constFind(column.toByteArray());
        return it != known.constEnd() ? *it : *known.insert(column.toByteArray(), look());
    };
    QList<RunId> found;
    for (Rows rows = m_searched.query(); rows.next();)
        if (rows.text(3).contains(text, Qt::CaseInsensitive) || contains(rows.bytesView(1))
            || contains(rows.bytesView(2)))
            found.append(rows.integer(0));
    return found;
}

} // namespace once::detail
