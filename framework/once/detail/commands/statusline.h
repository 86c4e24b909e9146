// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/run.h>

#include <QElapsedTimer>
#include <QObject>

#include <map>

namespace once::detail {

// What an app says on stderr: lines that stay, and on a terminal below them one line that shows where it is,
// rewritten in place at most 4 times a second. Lives in the loop's thread.
class StatusLine : public QObject
{
public:
    StatusLine();
    ~StatusLine() override;

    void say(const QString &line);
    void setTick(qint64 number);
    void count(const Run &run); // started or ended
    void clear(); // until the next change

private:
    void show();
    QString text() const;

    const bool m_isTerminal;
    bool m_isShown = false;
    QElapsedTimer m_sinceShown;
    qint64 m_tick = 0, m_runs = 0;
    std::map<RunId, QString> m_running; // by the work's name
};

} // namespace once::detail
