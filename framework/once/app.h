// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/eventloop.h>

#include <QDate>

namespace once {

struct AppInfo
{
    QString name{}; // of its data folder too; empty: the base name of argv[0]
    QString description{}; // one sentence, for --help
    QString version{};
};

// The command line of an app, and what it starts: the loop with its history, or a command that looks at that
// history or steers the app while it runs elsewhere. Options of the app's own are bound to variables, which
// outlive it.
//
//     once::App app(argc, argv, {.description = "Learns to forecast the weather"});
//     app.option("--speed", speed, "days per second");
//     return app.run<DailyWeather>(speed);
//
// Lives in the thread of main(); exec() may be called from another.
class App
{
public:
    App(int argc, char *argv[], AppInfo info = {});
    ~App();

    // Before parse(). `name` is "--name" or "-n,--name"; the variable's value is the default. Numbers are
    // whole ones from 0 on, or any finite ones; dates are ISO dates.
    void option(const std::string &name, QString &value, const std::string &help);
    void option(const std::string &name, QDate &value, const std::string &help);
    void option(const std::string &name, int &value, const std::string &help);
    void option(const std::string &name, double &value, const std::string &help);
    void flag(const std::string &name, bool &value, const std::string &help);

    // An exit code when there is nothing to run: help or the version was shown, the command was one that
    // looks or steers, or the command line was wrong, which has been told. Done once; later calls do nothing.
    std::optional<int> parse();

    // After parse(): what a user has asked for.
    QString name() const;
    QString dataFolder() const; // absolute; made by exec()
    QString historyFile() const; // there while exec() runs, and after
    bool isPaused() const; // starts at tick 0, until somebody says resume
    bool wantsWindow() const; // there is a display, and nothing was said against it

    // After parse(), before run(): the flow's time; the default is the system's.
    void setClock(std::unique_ptr<Clock> clock);

    // Runs the flow T, or the work T, in this thread until it ends; the arguments go to T's constructor, behind the
    // WorkOptions of a work. Returns main()'s exit code.
    template <std::derived_from<Component> T, typename... Arguments>
    int run(const Arguments &...arguments)
    {
        return exec([&] { return detail::makeRoot<T>(arguments...); });
    }

    // What run() is made of: makes the tree and its loop in the calling thread, hands the loop to `started`
    // before its first tick, and returns when the loop has ended and its history is closed. Errors have been
    // told. Makes a QCoreApplication where there is none.
    using MakeRoot = std::function<std::unique_ptr<detail::AppRoot>()>;
    using Started = std::function<void(EventLoop &)>;
    int exec(const MakeRoot &makeRoot, const Started &started = {});

private:
    struct Private;
    std::unique_ptr<Private> d;
};

// The whole main() of an app without options of its own. T is its flow, or the one work that it does.
template <std::derived_from<Component> T>
int run(int argc, char *argv[])
{
    return App(argc, argv).run<T>();
}

template <std::derived_from<Component> T, typename... Arguments>
int run(App &app, const Arguments &...arguments)
{
    return app.run<T>(arguments...);
}

} // namespace once
