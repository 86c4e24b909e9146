// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/applink.h>

#include <QPointer>

namespace once {

using namespace Qt::StringLiterals;

namespace {

CommandOffer offerFrom(const Json &command)
{
    CommandOffer offer{.name = command.value("name", QString()),
                       .info = {command.value("help", QString()), command.value("arguments", QStringList())},
                       .kinds = command.value("kinds", QList<ArgumentKind>())};
    offer.kinds.resize(offer.info.arguments.size(), ArgumentKind::Text); // of an app that does not tell them
    return offer;
}

QString attemptAfter(const QString &code)
{
    if (code == u"wrongArguments")
        return AppLink::tr("Correct it, and do it again.");
    if (code == u"noSuch")
        return AppLink::tr("Look again: the menu lists what there is now.");
    return AppLink::tr("Try again when that has changed.");
}

Answer answerFrom(const QString &app, const std::optional<Json> &answer, const Json &refusal)
{
    if (answer)
        return {.told = *answer};
    if (!refusal.is_object())
        return {AppLink::tr("%1 does not answer.").arg(app), AppLink::tr("It is busy, or has ended."),
                AppLink::tr("See whether it is live, and whether it does it yet, before you try again.")};
    return {AppLink::tr("%1 refuses.").arg(app), refusal.value("text", QString()),
            attemptAfter(refusal.value("code", QString()))};
}

} // namespace

bool CommandOffer::operator==(const CommandOffer &other) const
{
    return name == other.name && info.help == other.info.help && info.arguments == other.info.arguments
        && kinds == other.kinds;
}

AppLink::AppLink(const QString &dataFolder, QObject *parent) : QObject(parent), m_dataFolder(dataFolder)
{
    m_asking.setMaxThreadCount(1);
}

AppLink::~AppLink()
{
    m_asking.clear();
    m_asking.waitForDone();
}

void AppLink::setProcess(qint64 pid)
{
    const bool isOther = std::exchange(m_pid, pid) != pid;
    if (pid == 0 && isOther)
        take({});
    else if (pid != 0 && (isOther || !isAttached()))
        refresh();
}

QString AppLink::absence() const
{
    if (isAttached())
        return {};
    return m_pid == 0 || m_dataFolder.isEmpty() ? tr("The app does not run.")
                                                : tr("The app does not answer.");
}

void AppLink::refresh()
{
    if (m_dataFolder.isEmpty() || m_pid == 0)
        return;
    if (std::exchange(m_isRefreshing, true)) {
        m_wantsRefresh = true; // what is under way may have looked too early
        return;
    }
    m_asking.start([this, folder = m_dataFolder] {
        QMetaObject::invokeMethod(this, [this, found = find(folder)] {
            m_isRefreshing = false;
            take(m_pid == 0 ? Found() : found);
            if (std::exchange(m_wantsRefresh, false))
                refresh();
        });
    });
}

AppLink::Found AppLink::find(const QString &dataFolder)
{
    ControlClient client(dataFolder);
    Found found{client.status(), {}};
    if (!found.status) // it would not answer the next question either
        return found;
    try {
        for (const Json &command : client.ask(u"commands"_s).value_or(Json::array()))
            found.commands.append(offerFrom(command));
    } catch (const Json::exception &) { // an app that tells of them in another form
        found.commands.clear();
    }
    return found;
}

void AppLink::take(Found found)
{
    const auto standing = [this] {
        return std::tuple(isAttached(), isPaused(), app(), absence(), m_commands);
    };
    const auto before = standing();
    m_status = std::move(found.status);
    if (m_status)
        m_app = m_status->app;
    m_commands = std::move(found.commands);
    if (standing() != before)
        Q_EMIT changed();
}

void AppLink::ask(const QString &verb, Json more, QObject *receiver, Answered answered)
{
    m_asking.start([this, folder = m_dataFolder, app = app(), verb, more = std::move(more),
                    receiver = QPointer(receiver), answered = std::move(answered)]() mutable {
        ControlClient client(folder);
        const auto reply = client.ask(verb, std::move(more));
        const Answer answer = answerFrom(app, reply, client.refusal());
        QMetaObject::invokeMethod(this, [receiver, answered, answer] {
            if (receiver)
                answered(answer);
        });
    });
}

void AppLink::steer(const QString &verb)
{
    ask(verb, Json::object(), this, [this](const Answer &) { refresh(); });
}

} // namespace once
