// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/commands.h>
#include <once/detail/commands/nexttimes.h>
#include <once/detail/commands/target.h>

namespace CLI {
class App;
}

namespace once::detail {

// `schedule list`, `schedule trigger NAME`, and so on: what there is to be seen of the schedules of an app, and to be
// done with them.
class ScheduleCommands
{
public:
    explicit ScheduleCommands(CLI::App &parser); // of the command `schedule`; outlives it

    bool needsApp() const { return !m_next.isAsked(); }

    // Prints to stdout. Throws Refusal and StoreError; an audit that finds something is a Refusal too.
    void run(const Target &target, bool isJson) const;

private:
    using Action = void (ScheduleCommands::*)(const Target &, const View &) const;

    void add(const char *name, const char *help, Action action);
    CLI::App &withName(const char *command, bool isRequired);

    void list(const Target &target, const View &view) const;
    void show(const Target &target, const View &view) const;
    void audit(const Target &target, const View &view) const;
    void pause(const Target &target, const View &view) const;
    void resume(const Target &target, const View &view) const;
    void trigger(const Target &target, const View &view) const;
    void skip(const Target &target, const View &view) const;
    void backfill(const Target &target, const View &view) const;
    void steer(const Target &target, const View &view, const char *action, const QString &effect, Json more = Json::object()) const;
    QString nameIn(History &history, const Target &target) const;

    CLI::App &m_parser;
    NextTimes m_next;
    std::vector<std::pair<std::string, Action>> m_actions;
    QString m_name, m_note, m_from, m_to;
    int m_most = 20;
    bool m_isDryRun = false;
};

} // namespace once::detail
