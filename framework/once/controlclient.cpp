// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/controlclient.h>

#include <once/detail/commands/controlplace.h>

#include <QHash>
#include <QLocalSocket>

namespace once {

using namespace Qt::StringLiterals;

namespace {

std::optional<AppStatus> statusFrom(const std::optional<Json> &answer)
{
    if (!answer || !answer->is_object())
        return {};
    try {
        return AppStatus{.app = answer->value("app", QString()),
                         .pid = answer->value("pid", qint64(0)),
                         .stage = answer->value("stage", QString()),
                         .tick = answer->value("tick", qint64(0)),
                         .activeRuns = answer->value("activeRuns", qint64(0)),
                         .history = answer->value("history", QString())};
    } catch (const Json::exception &) { // an app whose fields have other types
        return {};
    }
}

} // namespace

struct ControlClient::Private
{
    Private(const QString &path, std::chrono::milliseconds patience);

    std::optional<QByteArray> readLine();
    std::optional<Json> readAnswer(int id);

    std::chrono::milliseconds timeout;
    QLocalSocket socket;
    int lastId = 0;
    Json refusal;
};

ControlClient::Private::Private(const QString &path, std::chrono::milliseconds patience) : timeout(patience)
{
    socket.connectToServer(path);
    socket.waitForConnected(int(timeout.count()));
}

ControlClient::ControlClient(const QString &dataFolder, std::chrono::milliseconds timeout)
    : ControlClient(std::make_unique<Private>(detail::controlSocket(dataFolder), timeout))
{
}

ControlClient::ControlClient(std::unique_ptr<Private> connected) : d(std::move(connected)) { }

ControlClient::~ControlClient() = default;

bool ControlClient::isConnected() const { return d->socket.state() == QLocalSocket::ConnectedState; }

std::optional<AppStatus> ControlClient::status() { return statusFrom(ask(QStringLiteral("status"))); }

std::optional<AppStatus> ControlClient::pause() { return statusFrom(ask(QStringLiteral("pause"))); }

std::optional<AppStatus> ControlClient::resume() { return statusFrom(ask(QStringLiteral("resume"))); }

std::optional<AppStatus> ControlClient::stop() { return statusFrom(ask(QStringLiteral("stop"))); }

bool ControlClient::waitForEnd(const QDeadlineTimer &deadline)
{
    return !isConnected() || d->socket.waitForDisconnected(int(deadline.remainingTime()));
}

const Json &ControlClient::refusal() const { return d->refusal; }

std::optional<Json> ControlClient::ask(const QString &verb, Json more)
{
    d->refusal = {};
    if (!isConnected())
        return {};
    const int id = ++d->lastId;
    more["id"] = id;
    more["verb"] = verb;
    d->socket.write(QByteArray::fromStdString(more.dump(-1, ' ', false, Json::error_handler_t::replace)) + '\n');
    return d->readAnswer(id);
}

// Answers that came after their call had given up are passed over.
std::optional<Json> ControlClient::Private::readAnswer(int id)
{
    while (const auto line = readLine()) {
        const Json reply = Json::parse(line->begin(), line->end(), nullptr, false);
        if (!reply.is_object() || reply.value("id", Json()) != id)
            continue;
        if (const auto answer = reply.find("answer"); answer != reply.end())
            return std::optional<Json>(*answer);
        refusal = reply.value("error", Json());
        return {};
    }
    return {};
}

std::optional<QByteArray> ControlClient::Private::readLine()
{
    const QDeadlineTimer deadline(timeout);
    while (!socket.canReadLine())
        if (!socket.waitForReadyRead(int(deadline.remainingTime())))
            return {};
    return socket.readLine();
}

QList<AppStatus> runningApps(std::chrono::milliseconds timeout)
{
    QList<AppStatus> apps;
    for (const QString &socket : detail::controlSockets()) {
        ControlClient client(std::make_unique<ControlClient::Private>(socket, timeout));
        if (const auto status = client.status())
            apps.append(*status);
    }
    std::ranges::sort(apps, {}, &AppStatus::app);
    return apps;
}

QString effectOnWork(const QString &verb)
{
    static const QHash<QString, QString> effects{{u"cancel"_s, u"was asked to stop"_s},
                                                 {u"retry"_s, u"is tried again when it is next called"_s},
                                                 {u"forget"_s, u"runs again when it is next called"_s},
                                                 {u"pause"_s, u"is paused: it starts no run until resume"_s},
                                                 {u"resume"_s, u"goes on"_s}};
    return effects.value(verb);
}

} // namespace once
