// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/commandset.h>

#include <once/detail/commands/asking.h>
#include <once/detail/kept/folderlock.h>
#include <once/detail/commands/options.h>
#include <once/detail/commands/refusal.h>
#include <once/detail/commands/viewing.h>
#include <once/query.h>

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QThread>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

QStringList worksOf(History &history)
{
    QStringList names;
    for (const HistoryWork &work : history.components())
        if (work.isWork)
            names += belowRoot(work.path);
    return names;
}

Refusal noSuchWork(History &history, const Target &target, const QString &name)
{
    const QStringList works = worksOf(history);
    const QString meant = nearest(name, works);
    return {NoSuch, u"There is no work \"%1\" in %2."_s.arg(name, target.name),
            works.isEmpty() ? u"It has no works yet."_s : u"Its works are: %1."_s.arg(works.join(u", "_s)),
            target.toType(meant.isEmpty() ? u"status"_s : u"show last:"_s + meant)};
}

Refusal noSuchRun(History &history, const Target &target, const QString &reference)
{
    const QList<RunRow> first = history.rows(0, 1), last = history.newestRows(1);
    const QString kept = first.isEmpty() ? u"No work has run yet."_s
                                         : u"The history of %1 keeps the runs %2 to %3."_s.arg(target.name)
                                               .arg(first.first().id)
                                               .arg(last.first().id);
    if (reference == u"failed")
        return {NoSuch, u"No run of %1 has failed."_s.arg(target.name), kept, target.toType(u"runs"_s)};
    return {NoSuch, u"There is no run %1 in %2."_s.arg(reference, target.name), kept,
            target.toType(u"runs -n 5"_s)};
}

Refusal noSuch(History &history, const Target &target, const QString &reference)
{
    bool isNumber = false;
    reference.toLongLong(&isNumber);
    if (isNumber || reference == u"last" || reference == u"failed")
        return noSuchRun(history, target, reference);
    const QString work = reference.startsWith(u"last:") ? reference.sliced(5) : reference;
    return findWork(history, work).isEmpty() ? noSuchWork(history, target, work)
                                             : noSuchRun(history, target, u"of "_s + work);
}

Query queryFrom(const QString &text, const View &view, const Target &target)
{
    const Query query = Query::parse(text, view.now, view.zone);
    if (const auto &error = query.error())
        throw Refusal{WrongUsage,
                      u"The query \"%1\" is wrong at character %2."_s.arg(text).arg(error->position + 1),
                      error->message, target.toType(u"runs state:failed"_s)};
    return query;
}

QString runningWorks(qint64 count)
{
    return count == 1 ? u"1 running work"_s : u"%1 running works"_s.arg(count);
}

// Whether the app has let go of its data folder, before the time is over.
bool waitForEnd(ControlClient &app, const QString &dataFolder, qint64 pid, const QDeadlineTimer &deadline)
{
    app.waitForEnd(deadline);
    while (FolderLock::holder(dataFolder) == pid) { // closing the history takes a moment more
        if (deadline.hasExpired())
            return false;
        QThread::msleep(5);
    }
    return true;
}

Refusal stillRuns(const Target &target, qint64 pid, qint64 works, int seconds)
{
    const QString reason = works > 0 ? u"waits for "_s + runningWorks(works) : u"closes its history"_s;
    return {TimedOut, u"%1 has not ended within %2 s."_s.arg(target.name).arg(seconds),
            u"It was told to stop, and %1."_s.arg(reason),
            u"%1, which says what runs; or kill -KILL %2, and its next start runs that again"_s
                .arg(target.toType(u"status"_s))
                .arg(pid)};
}

} // namespace

CommandSet::CommandSet(CLI::App &parser) : m_parser(parser)
{
    add("status", "how it stands: what runs, what has failed", &CommandSet::status);
    add("runs", "the newest runs", &CommandSet::runs);
    add("show", "everything about one run", &CommandSet::show);
    add("explain", "why a run ran, or why a work is skipped", &CommandSet::explain);
    add("pause", "no further tick, or no run of one work, until resume; what runs goes on", &CommandSet::pause);
    add("resume", "let it, or one work, go on", &CommandSet::resume);
    add("cancel", "end the runs of a work: what waits at once, what runs as soon as it listens", &CommandSet::cancel);
    add("retry", "try the newest call of a work again, if it has ended badly", &CommandSet::retry);
    add("forget", "let the newest call of a work count as never made, so that it runs again", &CommandSet::forget);
    add("do", "what the app itself offers; without a name: what there is", &CommandSet::callCommand);
    add("schedule", "schedules: next, list, show, pause, resume, trigger, skip, backfill, audit", &CommandSet::schedule);
    add("stop", "end it when the works that run have ended, and wait for that", &CommandSet::stop);

    CLI::App &runs = withWords("runs", "QUERY", "such as state:failed work:fetch since:7d");
    addOption(runs, "-n", m_most, "how many at most");
    withWords("show", "RUN", "a run's number, last, last:WORK or failed; last if not given")
        .get_option("RUN")
        ->expected(0, 1);
    withWords("explain", "RUN", "as for show, or the name of a work").get_option("RUN")->expected(0, 1);
    for (const char *command : {"pause", "resume"})
        withWords(command, "WORK", "the name of a work; the whole app if not given").get_option("WORK")->expected(0, 1);
    for (const char *command : {"cancel", "retry", "forget"})
        withWords(command, "WORK", "the name of a work").get_option("WORK")->expected(1)->required();
    withWords("do", "NAME ARGUMENT", "its name and its arguments").get_option("NAME ARGUMENT")->expected(0, -1);
    m_schedules = std::make_unique<ScheduleCommands>(*m_parser.get_subcommand("schedule"));
    CLI::App &stop = *m_parser.get_subcommand("stop");
    addFlag(stop, "--no-wait", m_isWaitless, "do not wait until it has ended");
    addOption(stop, "--timeout", m_patience, "how long to wait at most, in seconds")->type_name("S");
}

void CommandSet::add(const char *name, const char *help, Action action)
{
    m_actions[name] = action;
    CLI::App *command = m_parser.add_subcommand(name, help);
    command->group("Commands");
    addFlag(*command, "--json", m_isJson, "write JSON");
}

CLI::App &CommandSet::withWords(const char *command, const char *name, const char *help)
{
    CLI::App &parser = *m_parser.get_subcommand(command);
    parser.add_option(name, m_words, help)->type_name("");
    return parser;
}

CommandSet::Action CommandSet::asked() const
{
    for (const CLI::App *command : m_parser.get_subcommands())
        if (const auto action = m_actions.find(command->get_name()); action != m_actions.end())
            return action->second;
    return nullptr;
}

void CommandSet::status(const Target &target) const
{
    const auto history = openHistory(target);
    print(statusText(*history, ControlClient(dataFolderOf(target)).status(), View::ofStdout(m_isJson)));
}

void CommandSet::runs(const Target &target) const
{
    const View view = View::ofStdout(m_isJson);
    QStringList words;
    for (const std::string &word : m_words)
        words += QString::fromStdString(word);
    Query query = queryFrom(words.join(u' '), view, target);
    const auto history = openHistory(target);
    query.bind(*history);
    print(runsText(*history, query, m_most, view));
}

void CommandSet::show(const Target &target) const
{
    const QString reference = m_words.empty() ? u"last"_s : QString::fromStdString(m_words.front());
    const auto history = openHistory(target);
    const auto run = findRun(*history, reference);
    if (!run)
        throw noSuch(*history, target, reference);
    print(runText(*run, View::ofStdout(m_isJson)));
}

void CommandSet::explain(const Target &target) const
{
    const QString reference = m_words.empty() ? u"last"_s : QString::fromStdString(m_words.front());
    const auto history = openHistory(target);
    const QString work = findWork(*history, reference);
    const auto run = work.isEmpty() ? findRun(*history, reference) : history->latestRun(work);
    if (!run)
        throw noSuch(*history, target, reference);
    const bool isSkipped = !work.isEmpty() && !history->streaks(work, 1).isEmpty();
    const Explanation explanation = isSkipped ? explainSkip(*history, work) : once::explain(*history, *run);
    print(explanationText(*history, explanation, View::ofStdout(m_isJson)));
}

void CommandSet::pause(const Target &target) const
{
    if (m_words.empty())
        return steer(target, "pause", "pauses: there is no further tick until resume");
    steerWork(target, u"pause"_s);
}

void CommandSet::resume(const Target &target) const
{
    if (m_words.empty())
        return steer(target, "resume", "goes on");
    steerWork(target, u"resume"_s);
}

void CommandSet::cancel(const Target &target) const { steerWork(target, u"cancel"_s); }

void CommandSet::forget(const Target &target) const { steerWork(target, u"forget"_s); }

void CommandSet::retry(const Target &target) const { steerWork(target, u"retry"_s); }

void CommandSet::stop(const Target &target) const
{
    if (m_isWaitless)
        return steer(target, "stop", "stops when the works that run have ended");
    const QDeadlineTimer deadline(std::chrono::seconds{m_patience});
    ControlClient app(dataFolderOf(target));
    Json answer = answerOf(app, target, "stop");
    const qint64 pid = answer.value("pid", qint64(0)), works = answer.value("activeRuns", qint64(0));
    if (works > 0)
        std::fprintf(stderr, "%s waited for, %d s at most.\n",
                     qUtf8Printable(runningWorks(works) + (works == 1 ? u" is"_s : u" are"_s)), m_patience);
    if (!waitForEnd(app, dataFolderOf(target), pid, deadline))
        throw stillRuns(target, pid, works, m_patience);
    answer["stage"] = "ended";
    tell(target, answer, "has ended");
}

void CommandSet::steer(const Target &target, const char *verb, const char *effect) const
{
    ControlClient app(dataFolderOf(target));
    tell(target, answerOf(app, target, verb), effect);
}

void CommandSet::steerWork(const Target &target, const QString &verb) const
{
    const QString name = QString::fromStdString(m_words.front());
    const auto history = openHistory(target);
    const QString work = findWork(*history, name);
    if (work.isEmpty())
        throw noSuchWork(*history, target, name);
    ControlClient app(dataFolderOf(target));
    const Json answer = answerOf(app, target, verb.toLatin1(), {{"work", work}});
    Target about = target;
    about.name = belowRoot(work);
    tell(about, answer, effectOnWork(verb).toLatin1());
}

void CommandSet::callCommand(const Target &target) const
{
    ControlClient app(dataFolderOf(target));
    if (m_words.empty())
        return print(commandsText(answerOf(app, target, "commands"), target.name, View::ofStdout(m_isJson)));
    const std::vector<std::string> arguments(m_words.begin() + 1, m_words.end());
    const Json answer = answerOf(app, target, "do", {{"command", m_words.front()}, {"arguments", arguments}});
    tell(target, answer, ("has done " + m_words.front()).c_str());
}

void CommandSet::tell(const Target &target, const Json &answer, const char *effect) const
{
    if (m_isJson)
        print(written(Json{{"schema", "once.answer/1"}, {"item", answer}}));
    else
        print(u"%1 %2.\n"_s.arg(target.name, QString::fromLatin1(effect)));
}

} // namespace once::detail
