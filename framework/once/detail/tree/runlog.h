// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace once::detail {

// Takes what this thread writes by qDebug, qInfo, qWarning and qCritical for as long as it lives: lines of
// "02:14:31.123 I text" in UTF-8, with D, I, W or C for the level.
class RunLog
{
public:
    RunLog();
    ~RunLog();
    RunLog(const RunLog &) = delete;
    RunLog &operator=(const RunLog &) = delete;

    QByteArray take() { return std::exchange(m_lines, {}); }
    void append(QtMsgType level, const QString &text);

private:
    RunLog *m_outer;
    QByteArray m_lines;
};

} // namespace once::detail
