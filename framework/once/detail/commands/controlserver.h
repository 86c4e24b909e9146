// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/commands/runsettings.h>
#include <once/eventloop.h>

#include <QLocalServer>

class QLocalSocket;

namespace once::detail {

// Lets others steer the loop; see controlplace.h. Lives in the loop's thread, whose data folder must be
// locked by this process. What is asked for takes effect between two ticks, and nobody is ever waited for.
class ControlServer : public QObject
{
public:
    ControlServer(EventLoop &loop, const RunSettings &settings);

    QString error() const; // why nobody can steer; empty when all is well

private:
    void accept();
    void read(QLocalSocket &client);
    Json answer(const QByteArray &line);
    Json answer(const QString &verb, const Json &request);
    Json steerWork(const QString &verb, const Json &request);
    Json steerSchedule(const QString &verb, const Json &request);
    Json callCommand(const Json &request);
    Json commands() const;
    Json status() const;

    EventLoop &m_loop;
    const RunSettings &m_settings;
    QLocalServer m_server;
    QString m_error;
};

} // namespace once::detail
