// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/writer.h>

#include <once/detail/kept/columns.h>
#include <once/detail/kept/files.h>

namespace once::detail {

Writer::Writer(Database &database, Contents &contents, ScheduleRows &schedules, const QString &folder, bool durable)
    : m_database(database), m_contents(contents), m_schedules(schedules), m_folder(folder), m_durable(durable),
      m_components(database, "INSERT INTO components (path) VALUES (?) ON CONFLICT (path) DO NOTHING",
                   "SELECT id FROM components WHERE path = ?"),
      m_texts(database, "INSERT INTO texts (text) VALUES (?) ON CONFLICT (text) DO NOTHING",
              "SELECT id FROM texts WHERE text = ?"),
      m_component(database,
                  "UPDATE components SET type = ?, isWork = ?, options = ?, propNames = ?, shown = ?,"
                  " lastRun = ?, successes = ?, failures = ?, timeouts = ?, cancelled = ?, states = ?"
                  " WHERE id = ?"),
      m_run(database,
            "REPLACE INTO runs (id, work, status, cause, queuedUs, startedUs, finishedUs, tick, key,"
            " causeDetails, props, propNames, result, states, code, error, attempt, log)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
      m_attempt(database,
                "REPLACE INTO attempts (run, number, status, startedUs, finishedUs, error) VALUES (?,?,?,?,?,?)"),
      m_call(database,
             "REPLACE INTO calls (key, run, status, finishedUs, props, states, result, error)"
             " VALUES (?,?,?,?,?,?,?,?)"),
      m_forget(database, "DELETE FROM calls WHERE key = ?"),
      m_streak(database,
               "REPLACE INTO streaks (id, work, key, run, cause, count, firstUs, lastUs, firstTick, lastTick)"
               " VALUES (?,?,?,?,?,?,?,?,?,?)"),
      m_activity(database, "INSERT INTO activity (atUs, what, subject, actor, detail) VALUES (?,?,?,?,?)"),
      m_setting(database, "REPLACE INTO settings (name, value) VALUES (?,?)"),
      m_session(database, "UPDATE sessions SET ticks = ?, endedUs = ?, exitCode = ? WHERE id = ?")
{
}

void Writer::write(const Gathered &gathered, const Session *session)
{
    try {
        Transaction transaction(m_database);
        for (const ComponentRecord &component : gathered.components)
            write(component);
        for (const auto &[id, run] : gathered.runs)
            write(run);
        for (const auto &[key, call] : gathered.calls)
            write(call);
        for (const auto &[id, streak] : gathered.streaks)
            write(streak);
        for (const Activity &activity : gathered.activity)
            write(activity);
        for (const auto &[name, value] : gathered.settings)
            m_setting.run(name, value);
        for (const auto &[name, schedule] : gathered.schedules)
            m_schedules.write(schedule);
        for (const auto &[name, slot] : gathered.slots)
            m_schedules.write(slot);
        if (session)
            write(*session);
        transaction.commit();
    } catch (...) {
        undo();
        throw;
    }
}

void Writer::write(const ComponentRecord &component)
{
    m_component.run(component.type, component.isWork, optionsToText(component),
                    namesToText(component.propNames), component.shown, component.lastRun,
                    component.counts.successes, component.counts.failures, component.counts.timeouts,
                    component.counts.cancelled, m_contents.keep(component.states), m_components.id(component.path));
}

void Writer::write(const Run &run)
{
    m_run.run(run.id, m_components.id(run.work), run.status, run.cause.kind, run.queued, run.started,
              run.finished, run.tick, run.key, causeDetails(run.cause), m_contents.keep(run.props),
              m_texts.id(namesToText(run.propNames)), m_contents.keep(run.result),
              m_contents.keep(run.states), m_texts.id(run.code), run.error, run.attempts.size() + 1, logColumn(run));
    for (qsizetype i = 0; i < run.attempts.size(); ++i) {
        const Attempt &attempt = run.attempts[i];
        m_attempt.run(run.id, i + 1, attempt.status, attempt.started, attempt.finished, attempt.error);
    }
}

QByteArray Writer::logColumn(const Run &run)
{
    if (run.log.size() <= logInRowLimit || m_folder.isEmpty())
        return run.log;
    writeFile(logFile(m_folder, run.id), run.log, m_durable);
    return logInFile;
}

void Writer::write(const CallRecord &call)
{
    if (call.status == Status::NotStarted)
        return m_forget.run(call.key);
    const bool small = call.props.encoding().size() <= CallRecord::storedPropsLimit;
    m_call.run(call.key, call.run, call.status, call.finished, m_contents.keep(small ? call.props : Value()),
               m_contents.keep(call.states), m_contents.keep(call.result), call.error);
}

void Writer::write(const Streak &streak)
{
    m_streak.run(streak.id, m_components.id(streak.work), streak.key, streak.run, streak.cause, streak.count,
                 streak.first, streak.last, streak.firstTick, streak.lastTick);
}

void Writer::write(const Activity &activity)
{
    m_activity.run(activity.at, activity.what, activity.subject, activity.actor, activity.detail);
}

void Writer::write(const Session &session)
{
    m_session.run(session.ticks, session.ended, session.exitCode, session.id);
}

void Writer::undo()
{
    m_contents.undo();
    m_components.undo();
    m_texts.undo();
    m_schedules.undo();
}

} // namespace once::detail
