// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/commands.h>
#include <once/detail/commands/schedulecommands.h>

#include <map>

namespace CLI {
class App;
}

namespace once::detail {

// The commands that look at a history or steer the app that writes it, on a command line of an app or of
// `once`. The parser outlives it.
class CommandSet
{
public:
    explicit CommandSet(CLI::App &parser);

    // Whether the command line that was parsed has one of these commands.
    bool isAsked() const { return asked(); }

    bool needsApp() const { return asked() != &CommandSet::schedule || m_schedules->needsApp(); }

    // Does what it asks for, and prints to stdout. Needs a QCoreApplication. Throws Refusal and StoreError.
    void run(const Target &target) const { (this->*asked())(target); }

private:
    using Action = void (CommandSet::*)(const Target &) const;

    void add(const char *name, const char *help, Action action);
    Action asked() const; // null when none is
    CLI::App &withWords(const char *command, const char *name, const char *help);

    void status(const Target &target) const;
    void runs(const Target &target) const;
    void show(const Target &target) const;
    void explain(const Target &target) const;
    void pause(const Target &target) const;
    void resume(const Target &target) const;
    void stop(const Target &target) const;
    void cancel(const Target &target) const;
    void forget(const Target &target) const;
    void retry(const Target &target) const;
    void callCommand(const Target &target) const;
    void schedule(const Target &target) const { m_schedules->run(target, m_isJson); }
    void steer(const Target &target, const char *verb, const char *effect) const;
    void steerWork(const Target &target, const QString &verb) const;
    void tell(const Target &target, const Json &answer, const char *effect) const;

    CLI::App &m_parser;
    std::map<std::string, Action> m_actions;
    std::unique_ptr<ScheduleCommands> m_schedules;
    std::vector<std::string> m_words; // behind the command's
    int m_most = 20;
    int m_patience = 30; // seconds that `stop` waits
    bool m_isJson = false, m_isWaitless = false;
};

} // namespace once::detail
