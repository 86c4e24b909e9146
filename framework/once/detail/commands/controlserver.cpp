// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/controlserver.h>

#include <once/detail/commands/controlplace.h>

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
    Json reply = answer(request.at("verb").get<QString>());
    if (const auto id = request.find("id"); id != request.end())
        reply["id"] = *id;
    return reply;
}

Json ControlServer::answer(const QString &verb)
{
    if (verb == u"pause")
        m_loop.pause();
    else if (verb == u"resume")
        m_loop.resume();
    else if (verb == u"stop")
        m_loop.quit();
    else if (verb != u"hello" && verb != u"status")
        return errorJson("unsupported", u"There is no verb \"%1\"."_s.arg(verb));
    return {{"answer", status()}};
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
