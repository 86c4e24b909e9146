// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/tree/runlog.h>

#include <once/detail/tree/runcontrol.h>
#include <once/detail/tree/runscope.h>

#include <QTime>

#include <atomic>
#include <mutex>

namespace once::detail {

namespace {

thread_local RunLog *current = nullptr;
std::atomic<QtMessageHandler> outside = nullptr; // what messages outside of runs go to

void handle(QtMsgType level, const QMessageLogContext &context, const QString &text)
{
    if (current && level != QtFatalMsg)
        current->append(level, text);
    else if (const QtMessageHandler handler = outside) // null for a moment, while it is installed
        handler(level, context, text);
}

void installHandler()
{
    static std::once_flag installed;
    std::call_once(installed, [] { outside = qInstallMessageHandler(handle); });
}

char letter(QtMsgType level)
{
    switch (level) {
    case QtDebugMsg: return 'D';
    case QtInfoMsg: return 'I';
    case QtWarningMsg: return 'W';
    default: return 'C';
    }
}

} // namespace

RunLog::RunLog() : m_outer(current)
{
    installHandler();
    current = this;
}

RunLog::~RunLog()
{
    current = m_outer;
}

void RunLog::append(QtMsgType level, const QString &text)
{
    if (runningControl)
        runningControl->giveSign();
    m_lines += QTime::currentTime().toString(QStringLiteral("HH:mm:ss.zzz ")).toLatin1();
    m_lines += letter(level);
    m_lines += ' ' + text.toUtf8() + '\n';
}

} // namespace once::detail
