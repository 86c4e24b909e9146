// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/commandline.h>

#include <once/detail/commands/commandset.h>
#include <once/detail/commands/memorycommands.h>
#include <once/detail/commands/options.h>
#include <once/detail/commands/refusal.h>
#include <once/detail/commands/runsettings.h>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <unistd.h>

namespace once {

using namespace Qt::StringLiterals;
using detail::Refusal;
using detail::shellQuoted;

namespace {

QString historyAt(const QString &path)
{
    return QFileInfo(QFileInfo(path).isDir() ? path + u"/history.db"_s : path).absoluteFilePath();
}

detail::Target targetAt(const QString &path)
{
    return {.name = path,
            .history = historyAt(path),
            .command = u"once"_s,
            .arguments = u" -f "_s + shellQuoted(path),
            .start = u"once apps, which lists the apps that run"_s};
}

// Those of which there is a history in the usual place.
QStringList knownApps()
{
    return QDir(detail::usualDataFolder({})).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
}

QStringList namesOf(const QList<AppStatus> &apps)
{
    QStringList names;
    for (const AppStatus &app : apps)
        names += app.app;
    return names;
}

detail::Target targetNamed(const QString &name)
{
    detail::Target target = targetAt(detail::usualDataFolder(name) + u"/history.db"_s);
    target.name = name;
    target.arguments = u" -a "_s + shellQuoted(name);
    const QList<AppStatus> running = runningApps();
    const auto app = std::ranges::find(running, name, &AppStatus::app);
    if (app != running.end())
        target.history = app->history;
    if (QFileInfo::exists(target.history))
        return target;
    const QString meant = detail::nearest(name, namesOf(running) + knownApps());
    throw Refusal{detail::NoSuch, u"There is no app \"%1\"."_s.arg(name),
                  u"None of that name runs, and there is no %1."_s.arg(target.history),
                  meant.isEmpty() ? u"once apps"_s : u"-a "_s + shellQuoted(meant)};
}

// When nobody has said which app is meant.
std::optional<detail::Target> obviousTarget(const QList<AppStatus> &running)
{
    if (const QString name = qEnvironmentVariable("ONCE_APP"); !name.isEmpty())
        return targetNamed(name);
    if (running.size() == 1) {
        detail::Target target = targetAt(running.first().history);
        target.name = running.first().app;
        return target;
    }
    if (QFileInfo::exists(u"history.db"_s))
        return targetAt(u"history.db"_s);
    return {};
}

Refusal ambiguous(const QList<AppStatus> &running)
{
    const QString why = running.isEmpty() ? u"No app is running, and there is no history.db in this folder."_s
                                          : u"There are: %1."_s.arg(namesOf(running).join(u", "_s));
    return {detail::WrongUsage, u"It is not clear which app is meant."_s, why,
            u"-a APP, or -f with its data folder or history file"_s};
}

class OnceProgram
{
public:
    OnceProgram();

    int run(int argc, char *argv[]);

private:
    detail::Target target() const;
    int apps() const;
    int ui() const;

    CLI::App m_parser{"Looks at the apps of Once, and steers those that run.", "once"};
    CLI::App *m_apps = nullptr, *m_ui = nullptr, *m_memory = nullptr;
    std::optional<detail::CommandSet> m_commands;
    std::optional<detail::MemoryCommands> m_calls;
    QString m_file, m_app;
    std::string m_place; // of `ui`
    bool m_isJson = false;
};

OnceProgram::OnceProgram()
{
    detail::setUp(m_parser, QStringLiteral("once " ONCE_VERSION));
    detail::addOption(m_parser, "-f", m_file, "the history file or data folder of the app")
        ->type_name("FILE");
    detail::addOption(m_parser, "-a", m_app, "the name of the app")->type_name("APP");
    m_commands.emplace(m_parser);
    m_apps = m_parser.add_subcommand("apps", "the apps that run")->group("Commands");
    detail::addFlag(*m_apps, "--json", m_isJson, "write JSON");
    m_memory = m_parser.add_subcommand("memory", "kept calls: list, show, explain, stats, forget, pin, unpin, reduce, verify, merge, export");
    m_calls.emplace(*m_memory->group("Commands"));
    m_ui = m_parser.add_subcommand("ui", "the window")->group("Commands");
    m_ui->add_option("PLACE", m_place, "a history file, a data folder, a folder of calls or the name of an app")->type_name("");
}

int OnceProgram::run(int argc, char *argv[])
{
    if (const auto exitCode = detail::parse(m_parser, argc, argv))
        return *exitCode;
    if (m_apps->parsed())
        return apps();
    if (m_ui->parsed())
        return ui();
    if (m_memory->parsed()) {
        m_calls->run();
        return detail::Done;
    }
    if (!m_commands->isAsked()) {
        std::fputs(m_parser.help().c_str(), stdout);
        return detail::WrongUsage;
    }
    m_commands->run(m_commands->needsApp() ? target() : detail::Target());
    return detail::Done;
}

detail::Target OnceProgram::target() const
{
    if (!m_file.isEmpty())
        return targetAt(m_file);
    if (!m_app.isEmpty())
        return targetNamed(m_app);
    const QList<AppStatus> running = runningApps();
    if (const auto target = obviousTarget(running))
        return *target;
    throw ambiguous(running);
}

int OnceProgram::apps() const
{
    std::fputs(qUtf8Printable(appsText(runningApps(), View::ofStdout(m_isJson))), stdout);
    return detail::Done;
}

// The window is a program of its own, so that the command line needs no display.
int OnceProgram::ui() const
{
    const QString place = QString::fromStdString(m_place);
    std::optional<detail::Target> shown;
    if (place.isEmpty() && m_file.isEmpty() && m_app.isEmpty())
        shown = obviousTarget(runningApps());
    else if (place.isEmpty())
        shown = target();
    else
        shown = QFileInfo::exists(place) || place.contains(u'/') ? targetAt(place) : targetNamed(place);
    if (shown && !QFileInfo::exists(shown->history) && QFileInfo::exists(place + u"/calls.db"_s))
        shown->history = place; // the window finds out what it holds

    QByteArray program = QFile::encodeName(QCoreApplication::applicationDirPath() + u"/dashboard"_s);
    QByteArray history = shown ? QFile::encodeName(shown->history) : QByteArray();
    char *arguments[] = {program.data(), shown ? history.data() : nullptr, nullptr};
    ::execv(program.constData(), arguments);
    throw Refusal{detail::NoSuch, u"The window cannot be opened."_s,
                  u"%1: %2."_s.arg(QString::fromLocal8Bit(program), qt_error_string()),
                  u"install the dashboard beside this program"_s};
}

} // namespace

int commandLine(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    try {
        return OnceProgram().run(argc, argv);
    } catch (const Refusal &refusal) {
        return tell(refusal);
    } catch (const StoreError &error) {
        return tell(Refusal::of(error));
    }
}

} // namespace once
