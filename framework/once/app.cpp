// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/app.h>

#include <once/command.h>
#include <once/detail/commands/commandset.h>
#include <once/detail/commands/options.h>
#include <once/detail/commands/refusal.h>
#include <once/detail/app/session.h>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace once {

using namespace Qt::StringLiterals;

namespace {

QString versionText(const AppInfo &info)
{
    const QString once = QStringLiteral("Once " ONCE_VERSION);
    return info.version.isEmpty() ? u"%1 (%2)"_s.arg(info.name, once)
                                  : u"%1 %2 (%3)"_s.arg(info.name, info.version, once);
}

// For --help: what the flow offers by `do`. Makes a tree of its own, which nothing runs.
std::string ownCommands(const App::MakeRoot &makeRoot)
{
    const auto root = makeRoot();
    std::string text;
    for (const CommandBase *command : commandsBelow(root->component()))
        text += "  do " + (QStringList(command->path()) + command->info().arguments).join(u' ').leftJustified(23).toStdString()
            + " " + command->info().help.toStdString() + "\n";
    return text.empty() ? text : "Commands of its own, while it runs:\n" + text;
}

void ensureApplication(std::optional<QCoreApplication> &application, int &argc, char *argv[])
{
    if (!QCoreApplication::instance())
        application.emplace(argc, argv);
}

} // namespace

struct App::Private
{
    Private(int count, char *arguments[], AppInfo given);

    std::optional<int> parse(const MakeRoot &makeRoot);
    void addCommands();
    void settle();
    std::optional<int> runCommand();
    detail::Target target() const;

    int argc;
    char **argv;
    AppInfo info;
    CLI::App parser;
    std::optional<detail::CommandSet> commands;
    detail::RunSettings settings;
    QString dataDir, store;
    bool isHeadless = false;
    bool isParsed = false;
    std::unique_ptr<Clock> clock;
};

App::Private::Private(int count, char *arguments[], AppInfo given)
    : argc(count), argv(arguments), info(std::move(given))
{
    settings.program = QString::fromLocal8Bit(argv[0]);
    if (info.name.isEmpty())
        info.name = QFileInfo(settings.program).fileName();
    settings.name = info.name;
    parser.name(settings.program.toStdString());
    parser.description(info.description.toStdString());
    detail::setUp(parser, versionText(info));
    addCommands();
}

void App::Private::addCommands()
{
    detail::addOption(parser, "--data-dir", dataDir, "the folder of its history")
        ->type_name("DIR")
        ->default_str(detail::usualDataFolder(info.name).toStdString());
    detail::addOption(parser, "--store", store, "a folder of calls, shared with other apps: of works with .share")
        ->type_name("DIR");
    const auto ofRun = [this](CLI::Option *option) { option->group("Options of run"); };
    ofRun(detail::addFlag(parser, "--paused", settings.isPaused, "wait at tick 0 for resume"));
    ofRun(detail::addFlag(parser, "--until-idle", settings.untilIdle, "end when nothing is left to do"));
    ofRun(detail::addFlag(parser, "--no-window,--headless", isHeadless,
                          "open no window, even where one can be"));
    ofRun(detail::addOption(parser, "--threads", settings.threads,
                            "works at a time; 0: one a core, at least four"));
    ofRun(detail::addOption(parser, "--heartbeat", settings.heartbeatMs, "tick at least so often; 0: never")
              ->type_name("MS"));
    ofRun(detail::addOption(parser, "--tz", settings.zone, "the time zone of its days and schedules from now on")
              ->type_name("ZONE")
              ->default_str("that of the system at its first start"));
    ofRun(detail::addFlag(parser, "--verbose", settings.isVerbose, "say each run"));
    ofRun(detail::addFlag(parser, "--durable", settings.isDurable,
                          "lose nothing when the power fails; slower"));
    parser.add_subcommand("run", "run until stopped, which is what it does without a command")
        ->group("Commands");
    parser.add_subcommand("tick", "one tick, and what it starts")->group("Commands");
    commands.emplace(parser);
}

std::optional<int> App::Private::parse(const MakeRoot &makeRoot)
{
    if (std::exchange(isParsed, true))
        return {};
    if (makeRoot)
        parser.footer([&makeRoot] { return ownCommands(makeRoot); });
    try {
        if (const auto exitCode = detail::parse(parser, argc, argv))
            return exitCode;
        settle();
        return runCommand();
    } catch (const detail::Refusal &refusal) {
        return tell(refusal);
    } catch (const StoreError &error) {
        return tell(detail::Refusal::of(error));
    }
}

void App::Private::settle()
{
    settings.hasOwnFolder = !dataDir.isEmpty();
    settings.dataFolder =
        QDir(settings.hasOwnFolder ? dataDir : detail::usualDataFolder(info.name)).absolutePath();
    settings.callFolder = store.isEmpty() ? QString() : QDir(store).absolutePath();
    if (!settings.zone.isEmpty())
        detail::zoneNamed(settings.zone);
    settings.isOneTick = parser.get_subcommand("tick")->parsed();
}

std::optional<int> App::Private::runCommand()
{
    if (!commands->isAsked())
        return {};
    std::optional<QCoreApplication> application;
    ensureApplication(application, argc, argv);
    commands->run(target());
    return detail::Done;
}

detail::Target App::Private::target() const
{
    detail::Target target{.name = settings.name,
                          .history = settings.historyFile(),
                          .command = detail::shellQuoted(settings.program)};
    if (settings.hasOwnFolder)
        target.arguments = u" --data-dir "_s + detail::shellQuoted(settings.dataFolder);
    target.start = target.toType(u"run"_s);
    return target;
}

App::App(int argc, char *argv[], AppInfo info) : d(std::make_unique<Private>(argc, argv, std::move(info))) { }

App::~App() = default;

void App::option(const std::string &name, QString &value, const std::string &help)
{
    detail::addOption(d->parser, name, value, help);
}

void App::option(const std::string &name, QDate &value, const std::string &help)
{
    detail::addOption(d->parser, name, value, help);
}

void App::option(const std::string &name, int &value, const std::string &help)
{
    detail::addOption(d->parser, name, value, help);
}

void App::option(const std::string &name, double &value, const std::string &help)
{
    detail::addOption(d->parser, name, value, help);
}

void App::flag(const std::string &name, bool &value, const std::string &help)
{
    detail::addFlag(d->parser, name, value, help);
}

std::optional<int> App::parse() { return d->parse({}); }

QString App::name() const { return d->settings.name; }

QString App::dataFolder() const { return d->settings.dataFolder; }

QString App::historyFile() const { return d->settings.historyFile(); }

bool App::isPaused() const { return d->settings.isPaused; }

bool App::wantsWindow() const
{
    const bool hasDisplay =
        !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
    return hasDisplay && !d->isHeadless && !d->settings.isOneTick && !d->settings.untilIdle;
}

void App::setClock(std::unique_ptr<Clock> clock) { d->clock = std::move(clock); }

int App::exec(const MakeRoot &makeRoot, const Started &started)
{
    if (const auto exitCode = d->parse(makeRoot))
        return *exitCode;
    std::optional<QCoreApplication> application;
    ensureApplication(application, d->argc, d->argv);
    try {
        return runSession(d->settings, d->clock.get(), makeRoot, started);
    } catch (const StoreError &error) {
        return tell(detail::Refusal::of(error));
    } catch (const std::exception &error) {
        return tell(detail::Refusal{detail::FailedOtherwise, u"%1 cannot go on."_s.arg(d->settings.name),
                                    QString::fromUtf8(error.what()),
                                    detail::shellQuoted(d->settings.program) + u" --help"_s});
    }
}

} // namespace once
