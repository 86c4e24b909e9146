// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/runreader.h>

#include <once/detail/kept/columns.h>
#include <once/detail/kept/files.h>

namespace once::detail {

RunReader::RunReader(Database &database, Contents &contents, const QString &folder)
    : m_contents(contents), m_folder(folder),
      m_select(
          database,
          "SELECT runs.id, path, key, status, cause, causeDetails, tick, queuedUs, startedUs, finishedUs,"
          " props, names.text, result, runs.states, error, codes.text, attempt, log FROM runs"
          " LEFT JOIN components ON components.id = work"
          " LEFT JOIN texts AS names ON names.id = runs.propNames"
          " LEFT JOIN texts AS codes ON codes.id = code"
          " WHERE runs.id = ?"),
      m_attempts(database, "SELECT status, startedUs, finishedUs, error FROM attempts WHERE run = ? AND number < ? ORDER BY number")
{
}

std::optional<Run> RunReader::run(RunId id)
{
    Rows rows = m_select.query(id);
    if (!rows.next())
        return {};
    Run run {.id = rows.integer(0),
             .work = rows.text(1),
             .key = rows.digest(2),
             .status = rows.choice(3, Status::Lost),
             .cause = causeAt(rows, 4, 5),
             .tick = rows.integer(6),
             .queued = rows.instant(7),
             .started = rows.instant(8),
             .finished = rows.instant(9),
             .props = m_contents.value(rows.bytesView(10)),
             .propNames = namesFromText(rows.text(11)),
             .result = m_contents.value(rows.bytesView(12)),
             .states = m_contents.value(rows.bytesView(13)),
             .error = rows.text(14),
             .code = rows.text(15),
             .log = rows.bytes(17)};
    if (const qint64 attempt = rows.integer(16); attempt > 1)
        run.attempts = attempts(id, attempt);
    if (run.log == logInFile)
        run.log = readFile(logFile(m_folder, id));
    return run;
}

QList<Attempt> RunReader::attempts(RunId id, qint64 before)
{
    QList<Attempt> attempts;
    for (Rows rows = m_attempts.query(id, before); rows.next();)
        attempts.append({rows.instant(1), rows.instant(2), rows.choice(0, Status::Lost), rows.text(3)});
    return attempts;
}

} // namespace once::detail
