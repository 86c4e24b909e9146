// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/json.h>

#include <QDeadlineTimer>

#include <memory>

namespace once {

// How an app stands, as it says itself.
struct AppStatus
{
    QString app;
    qint64 pid = 0;
    QString stage; // "running", "paused", "failed", "ending"
    qint64 tick = 0, activeRuns = 0;
    QString history; // the file
};

// Steers an app that runs in another process of this user, found by its data folder. Each call waits for the
// answer, some 100 us, or for the timeout; none is the answer of an app that does not run, does not answer,
// or refuses. Any thread, one at a time.
class ControlClient
{
public:
    explicit ControlClient(const QString &dataFolder,
                           std::chrono::milliseconds timeout = std::chrono::seconds(2));
    ~ControlClient();

    bool isConnected() const;

    std::optional<AppStatus> status();
    // Take effect between two ticks; the status is that of before.
    std::optional<AppStatus> pause();
    std::optional<AppStatus> resume();
    std::optional<AppStatus> stop();

    // Until the app's loop has ended, or until the deadline; whether it has.
    bool waitForEnd(const QDeadlineTimer &deadline);

    // Any verb, with what else it takes; the answer's content. When the app refuses, refusal() is why:
    // {"code": "noSuch", "text": a sentence}; null otherwise.
    std::optional<Json> ask(const QString &verb, Json more = Json::object());
    const Json &refusal() const;

private:
    friend QList<AppStatus> runningApps(std::chrono::milliseconds timeout);

    struct Private;
    explicit ControlClient(std::unique_ptr<Private> connected);
    std::unique_ptr<Private> d;
};

// What a verb for one work comes to, behind the work's name: "was asked to stop" for cancel.
QString effectOnWork(const QString &verb);

// All apps of this user that answer, each within the timeout, by name.
QList<AppStatus> runningApps(std::chrono::milliseconds timeout = std::chrono::seconds(2));

} // namespace once
