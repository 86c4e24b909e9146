// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/command.h>
#include <once/control.h>
#include <once/controlclient.h>

#include <QObject>
#include <QThreadPool>

namespace once {

// What an app that was asked for something has come to say. The sentences are empty when it has done it.
struct Answer
{
    QString happened, why, attempt;
    Json told = Json(); // what else it says when it has, by the verb

    bool isDone() const { return happened.isEmpty(); }
};

// A command of the app's own, as the app tells of it.
struct CommandOffer
{
    QString name;
    CommandInfo info;
    QList<ArgumentKind> kinds; // as many as there are arguments

    bool operator==(const CommandOffer &) const;
};

// A window's line to the app that writes a history: over the app's socket, so that it makes no difference
// whether the app lives in this process. The app may come and go. Lives in the GUI's thread, and never waits:
// a thread of its own does, which asks one thing after the other.
class AppLink : public QObject, public Control
{
    Q_OBJECT

public:
    // With an empty folder there never is an app.
    explicit AppLink(const QString &dataFolder, QObject *parent = nullptr);
    ~AppLink() override; // waits for the answer to what was asked last

    // Which process has the history open for writing, 0 for none.
    void setProcess(qint64 pid);
    void refresh(); // asks anew how it stands, and what it offers

    bool isAttached() const override { return m_status.has_value(); }
    bool isPaused() const override { return m_status && m_status->stage == QLatin1StringView("paused"); }
    void resume() override { steer(QStringLiteral("resume")); }
    void pause() override { steer(QStringLiteral("pause")); }

    QString app() const { return m_app; } // its name; empty before it was there
    QString absence() const; // why nothing can be asked for, in a sentence; empty when it can
    const QList<CommandOffer> &commands() const { return m_commands; }

    // A verb of the control protocol; `answered` is called unless the receiver has gone by then.
    using Answered = std::function<void(const Answer &)>;
    void ask(const QString &verb, Json more, QObject *receiver, Answered answered);

Q_SIGNALS:
    void changed(); // how the app stands, or what it offers

private:
    struct Found
    {
        std::optional<AppStatus> status;
        QList<CommandOffer> commands;
    };

    static Found find(const QString &dataFolder);
    void take(Found found);
    void steer(const QString &verb);

    const QString m_dataFolder;
    qint64 m_pid = 0;
    QString m_app;
    std::optional<AppStatus> m_status; // as it was when it was asked last
    QList<CommandOffer> m_commands;
    bool m_isRefreshing = false, m_wantsRefresh = false;
    QThreadPool m_asking; // last, so that it is waited for first
};

} // namespace once
