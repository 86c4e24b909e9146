// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/app/session.h>

#include <once/detail/app/appzone.h>
#include <once/detail/commands/controlserver.h>
#include <once/detail/commands/refusal.h>
#include <once/detail/commands/signals.h>

#include <csignal>
#include <cstdio>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

LoopOptions loopOptions(const RunSettings &settings, Clock *clock, const QTimeZone &zone, Store &store, CallStore *calls)
{
    return {.clock = clock,
            .store = &store,
            .calls = calls,
            .zone = zone,
            .heartbeat = std::chrono::milliseconds(settings.heartbeatMs),
            .threads = settings.threads,
            .mostTicks = settings.isOneTick ? 1 : 0,
            .isPaused = settings.isPaused && !settings.isOneTick};
}

// "failed: fetch: no such host (run 12)"
QString lineFor(const Activity &activity)
{
    QString line = activity.what;
    if (activity.what == u"failed" && activity.subject != u"root")
        line += u": "_s + belowRoot(activity.subject);
    return activity.detail.isEmpty() ? line : line + u": "_s + activity.detail;
}

QString lineFor(const Run &run)
{
    return u"%1: %2 after %3 (run %4, %5)"_s
        .arg(belowRoot(run.work), toWord(run.status), durationText(run.duration()))
        .arg(run.id)
        .arg(shortText(run.cause));
}

} // namespace

Session::Session(EventLoop &loop, const RunSettings &settings) : m_loop(loop), m_settings(settings)
{
    QObject::connect(&loop, &EventLoop::reported, &m_line,
                     [this](const Activity &activity) { tell(activity); });
    QObject::connect(&loop, &EventLoop::runChanged, &m_line, [this](const Run &run) { runChanged(run); });
    QObject::connect(&loop, &EventLoop::ticked, &m_line, [this] { ticked(); });
    QObject::connect(&loop, &EventLoop::ended, &m_line, [this](int, const QString &message) {
        m_line.clear();
        if (!message.isEmpty())
            std::puts(qUtf8Printable(message));
    });
}

void Session::warn(const QString &sentence) { m_line.say(u"warning: "_s + sentence); }

int Session::exec()
{
    const Signals interruptions([this](int signal) { interrupted(signal); });
    if (!m_settings.isOneTick)
        greet();
    const int exitCode = m_loop.exec();
    m_line.clear();
    const bool waitedForRuns = m_settings.isOneTick || m_settings.untilIdle;
    return exitCode == 0 && waitedForRuns && m_hasFailed ? NoSuccess : exitCode;
}

void Session::greet()
{
    m_line.say(
        u"%1 runs. Watch it: once ui %2"_s.arg(m_settings.name, shellQuoted(m_settings.historyFile())));
    if (!m_settings.isPaused)
        return;
    QString resume = shellQuoted(m_settings.program) + u" resume"_s;
    if (m_settings.hasOwnFolder)
        resume += u" --data-dir "_s + shellQuoted(m_settings.dataFolder);
    m_line.say(u"It waits at tick 0. Let it run: "_s + resume);
}

void Session::interrupted(int signal)
{
    const auto runs = m_loop.activeRuns();
    m_line.say(runs == 0 ? u"Stopping."_s
                         : u"Stopping when %1 running %2 ended; once more to stop at once."_s.arg(runs).arg(
                             runs == 1 ? u"work has"_s : u"works have"_s));
    m_loop.interrupt(128 + signal);
}

void Session::tell(const Activity &activity)
{
    m_hasFailed |= activity.what == u"failed";
    m_line.say(lineFor(activity));
}

void Session::runChanged(const Run &run)
{
    if (m_settings.isVerbose && isFinished(run.status))
        m_line.say(lineFor(run));
    m_line.count(run);
}

void Session::ticked()
{
    m_line.setTick(m_loop.ticks());
    if (m_settings.untilIdle && m_loop.isIdle() && m_loop.activeRuns() == 0)
        m_loop.quit();
}

int runSession(const RunSettings &settings, Clock *clock, const App::MakeRoot &makeRoot,
               const App::Started &started)
{
    const auto calls = settings.callFolder.isEmpty()
        ? nullptr
        : CallStore::open(settings.callFolder, settings.name, settings.isDurable);
    const auto store = Store::open(settings.dataFolder, settings.isDurable);
    const auto root = makeRoot();
    store->setSetting(u"app"_s, settings.name);
    noteZoneRules(*store);
    QStringList warnings;
    const bool isReplay = clock && clock->turnsAtRest(); // and brings the zone of its days
    const QTimeZone zone = isReplay ? QTimeZone::systemTimeZone() : appZone(*store, settings.zone, warnings);
    if (isReplay)
        store->setSetting(u"zone"_s, QString::fromUtf8(zone.id()));
    EventLoop loop(*root, loopOptions(settings, clock, zone, *store, calls.get()));
    Session session(loop, settings);
    for (const QString &warning : warnings)
        session.warn(warning);
    ControlServer control(loop, settings);
    if (!control.error().isEmpty())
        session.warn(u"commands cannot reach this app: "_s + control.error());
    if (started)
        started(loop);
    return session.exec();
}

} // namespace once::detail
