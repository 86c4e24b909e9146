// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/controlserver.h>

#include <once/command.h>
#include <once/detail/commands/controlplace.h>
#include <once/detail/schedules/schedulebook.h>
#include <once/statetree.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocalSocket>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostUnsent = 1024 * 1024; // bytes, after which a client that does not read is cut off

Json errorJson(const char *code, const QString &text)
{
    return {{"error", {{"code", code}, {"text", text}}}};
}

QString textAt(const Json &request, const char *field)
{
    const auto it = request.find(field);
    return it != request.end() && it->is_string() ? it->get<QString>() : QString();
}

QByteArray toLine(const Json &json)
{
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace)) + '\n';
}

} // namespace

ControlServer::ControlServer(EventLoop &loop, const RunSettings &settings)
    : m_loop(loop), m_settings(settings)
{
    const QString socket = controlSocket(settings.dataFolder);
    if (!makeControlFolder(socket)) {
        m_error = u"%1 is no folder of this user alone"_s.arg(QFileInfo(socket).path());
        return;
    }
    QLocalServer::removeServer(socket); // of a process that was killed: the folder's lock is ours
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] { accept(); });
    if (!m_server.listen(socket))
        m_error = m_server.errorString();
}

QString ControlServer::error() const { return m_error; }

void ControlServer::accept()
{
    while (QLocalSocket *client = m_server.nextPendingConnection()) {
        client->setReadBufferSize(longestControlLine);
        connect(client, &QLocalSocket::readyRead, this, [this, client] { read(*client); });
        connect(client, &QLocalSocket::disconnected, client, &QObject::deleteLater);
        read(*client);
    }
}

void ControlServer::read(QLocalSocket &client)
{
    while (client.canReadLine()) {
        client.write(toLine(answer(client.readLine())));
        client.flush(); // what was asked for may be the end
        if (client.bytesToWrite() > mostUnsent)
            return client.abort();
    }
    if (client.bytesAvailable() >= longestControlLine)
        client.abort();
}

Json ControlServer::answer(const QByteArray &line)
{
    const Json request = Json::parse(line.begin(), line.end(), nullptr, false);
    if (!request.is_object() || !request.value("verb", Json()).is_string())
        return errorJson("malformed", u"A request is an object with a verb."_s);
    Json reply = answer(request.at("verb").get<QString>(), request);
    if (const auto id = request.find("id"); id != request.end())
        reply["id"] = *id;
    return reply;
}

Json ControlServer::answer(const QString &verb, const Json &request)
{
    if (request.contains("work"))
        return steerWork(verb, request);
    if (request.contains("schedule"))
        return steerSchedule(verb, request);
    if (verb == u"do")
        return callCommand(request);
    if (verb == u"commands")
        return {{"answer", commands()}};
    if (verb == u"pause")
        m_loop.pause();
    else if (verb == u"resume")
        m_loop.resume();
    else if (verb == u"stop")
        m_loop.interrupt();
    else if (verb != u"hello" && verb != u"status")
        return errorJson("unsupported", u"There is no verb \"%1\"."_s.arg(verb));
    return {{"answer", status()}};
}

Json ControlServer::steerWork(const QString &verb, const Json &request)
{
    const QString path = textAt(request, "work");
    auto *work = dynamic_cast<Work *>(findComponent(m_loop.root(), path));
    if (!work)
        return errorJson("noSuch", u"It has no work \"%1\" at this time."_s.arg(belowRoot(path)));
    if (verb == u"cancel")
        work->cancel(u"it was cancelled by hand"_s);
    else if (verb == u"forget")
        work->forget();
    else if (verb == u"retry")
        work->retryNow();
    else if (verb == u"pause")
        work->pause(textAt(request, "note"));
    else if (verb == u"resume")
        work->resume();
    else
        return errorJson("unsupported", u"There is no verb \"%1\" for a work."_s.arg(verb));
    m_loop.wake();
    return {{"answer", status()}};
}

Json ControlServer::steerSchedule(const QString &verb, const Json &request)
{
    const QString name = textAt(request, "schedule"), note = textAt(request, "note");
    ScheduleBook &book = m_loop.schedules();
    const Instant now = m_loop.time();
    QList<Slot> slots;
    try {
        if (verb == u"pause")
            book.pause(name, now, note);
        else if (verb == u"resume")
            book.resume(name, now);
        else if (verb == u"trigger")
            slots += book.trigger(name, now, u"by hand"_s);
        else if (verb == u"skip")
            slots += book.skipNext(name, now, u"by hand"_s);
        else if (verb == u"backfill")
            slots += book.backfill(name, fromMicroseconds(request.value("from", qint64(0))),
                                   fromMicroseconds(request.value("to", qint64(0))), now, request.value("isDryRun", false));
        else
            return errorJson("unsupported", u"There is no verb \"%1\" for a schedule."_s.arg(verb));
    } catch (const std::exception &error) {
        return errorJson("refused", QString::fromUtf8(error.what()));
    }
    m_loop.wake();
    Json answer = status();
    answer["slots"] = Json::array();
    for (const Slot &slot : slots)
        answer["slots"].push_back(slot.nominal());
    return {{"answer", answer}};
}

Json ControlServer::callCommand(const Json &request)
{
    const QString name = textAt(request, "command");
    for (CommandBase *command : commandsBelow(m_loop.root())) {
        if (command->path() != name)
            continue;
        try {
            command->call(request.value("arguments", Json::array()));
        } catch (const std::invalid_argument &error) {
            return errorJson("wrongArguments", QString::fromUtf8(error.what()));
        } catch (const std::exception &error) {
            return errorJson("refused", QString::fromUtf8(error.what()));
        } catch (const Stop &ending) {
            m_loop.quit(ending.exitCode);
        } catch (const Suspension &) {
            return errorJson("refused", u"It would have to wait for a work; a command writes states, and the flow calls works."_s);
        } catch (...) {
            return errorJson("refused", u"It threw something that is no std::exception."_s);
        }
        m_loop.wake();
        return {{"answer", status()}};
    }
    return errorJson("noSuch", u"It has no command \"%1\" of its own."_s.arg(name));
}

Json ControlServer::commands() const
{
    Json list = Json::array();
    for (const CommandBase *command : commandsBelow(m_loop.root()))
        list.push_back({{"name", command->path()},
                        {"help", command->info().help},
                        {"arguments", command->info().arguments},
                        {"kinds", command->kinds()}});
    return list;
}

Json ControlServer::status() const
{
    return {{"protocol", controlProtocol},
            {"app", m_settings.name},
            {"pid", QCoreApplication::applicationPid()},
            {"history", m_settings.historyFile()},
            {"stage", toWord(m_loop.stage())},
            {"tick", m_loop.ticks()},
            {"activeRuns", m_loop.activeRuns()}};
}

} // namespace once::detail
