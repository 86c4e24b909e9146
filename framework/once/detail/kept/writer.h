// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/contents.h>
#include <once/detail/kept/gathered.h>
#include <once/detail/kept/schedulerows.h>

namespace once::detail {

// Writes what was gathered. All of it lands in one transaction, or nothing.
class Writer
{
public:
    Writer(Database &database, Contents &contents, ScheduleRows &schedules, const QString &folder, bool durable);

    void write(const Gathered &gathered, const Session *session); // a session only now and then

private:
    void write(const ComponentRecord &component);
    void write(const Run &run);
    void write(const CallRecord &call);
    void write(const Streak &streak);
    void write(const Activity &activity);
    void write(const Session &session);
    QByteArray logColumn(const Run &run);
    void undo();

    Database &m_database;
    Contents &m_contents;
    ScheduleRows &m_schedules;
    QString m_folder;
    bool m_durable;

    Interner m_components, m_texts;
    Statement m_component, m_run, m_attempt, m_call, m_forget, m_streak, m_activity, m_setting, m_session;
};

} // namespace once::detail
