// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/program.h>

#include <QDeadlineTimer>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>

#include <csignal>
#include <cstring>
#include <sys/prctl.h>
#include <unistd.h>

namespace once {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto lookAround = 50ms; // how often what a program says is taken, and whether it is to stop

[[noreturn]] void fail(const QString &sentence) { throw std::runtime_error(sentence.toStdString()); }

// One stream of a program: cut into lines for the log, and kept as far as it is not too long.
class Stream
{
public:
    void take(const QByteArray &bytes, QtMsgType level)
    {
        const QByteArray kept = bytes.first(std::min(bytes.size(), mostProgramOutput - m_text.size()));
        m_isCut |= kept.size() < bytes.size();
        m_text += kept;
        for (qsizetype end = m_text.indexOf('\n', m_logged); end >= 0; end = m_text.indexOf('\n', m_logged))
            log(end, level);
    }

    // What no line break has ended.
    void end(QtMsgType level)
    {
        if (m_logged < m_text.size())
            log(m_text.size(), level);
        if (m_isCut)
            qWarning("its output is longer than %lld bytes; the rest is left out",
                     qlonglong(mostProgramOutput));
    }

    const QByteArray &text() const { return m_text; }
    bool isCut() const { return m_isCut; }

private:
    void log(qsizetype end, QtMsgType level)
    {
        const QString line = QString::fromUtf8(QByteArrayView(m_text).sliced(m_logged, end - m_logged));
        level == QtInfoMsg ? qInfo().noquote() << line : qWarning().noquote() << line;
        m_logged = std::min(end + 1, m_text.size());
    }

    QByteArray m_text;
    qsizetype m_logged = 0;
    bool m_isCut = false;
};

// A program and what it starts, which end with this object at the latest.
class Group
{
public:
    explicit Group(const ProgramCall &call)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const auto &[name, value] : call.environment.asKeyValueRange())
            environment.insert(name, value);
        m_process.setProcessEnvironment(environment);
        m_process.setWorkingDirectory(call.folder);
        m_process.setChildProcessModifier([] {
            ::setpgid(0, 0);
            ::prctl(PR_SET_PDEATHSIG, SIGKILL); // when the app is killed
        });
        m_process.start(call.program, call.arguments);
        if (!m_process.waitForStarted(-1))
            fail(u"%1 cannot be started: %2"_s.arg(call.program, m_process.errorString()));
        m_id = pid_t(m_process.processId());
        m_process.write(call.input.toUtf8());
        m_process.closeWriteChannel();
    }

    ~Group()
    {
        tell(SIGKILL);
        m_process.waitForFinished(-1);
    }

    void tell(int signal) const
    {
        if (m_id > 0) // 0 would be the app's own group
            ::kill(-m_id, signal);
    }

    // Whether it goes on. Its output is in the log afterwards.
    bool waits()
    {
        const bool goesOn = !m_process.waitForFinished(int(lookAround.count()));
        const QByteArray output = m_process.readAllStandardOutput(), errors = m_process.readAllStandardError();
        m_hasSpoken = !output.isEmpty() || !errors.isEmpty();
        m_output.take(output, QtInfoMsg);
        m_errors.take(errors, QtWarningMsg);
        return goesOn && m_process.state() != QProcess::NotRunning;
    }

    bool hasSpoken() const { return m_hasSpoken; } // since the look before

    void endLog()
    {
        m_output.end(QtInfoMsg);
        m_errors.end(QtWarningMsg);
    }

    ProgramResult result(const QList<int> &successes) const
    {
        const int code = m_process.exitCode();
        if (m_process.exitStatus() == QProcess::CrashExit)
            fail(u"ended by signal SIG%1"_s.arg(QString::fromLatin1(::sigabbrev_np(code))));
        if (!successes.contains(code))
            fail(u"exit code %1"_s.arg(code) + lastWord());
        return {code, QString::fromUtf8(m_output.text()), m_output.isCut()};
    }

private:
    // Most programs say there what is wrong.
    QString lastWord() const
    {
        const QString line = QString::fromUtf8(m_errors.text().trimmed()).section(u'\n', -1);
        return line.isEmpty() ? line : u": "_s + line;
    }

    QProcess m_process;
    pid_t m_id = 0;
    Stream m_output, m_errors;
    bool m_hasSpoken = false;
};

void mustBeThere(const ProgramCall &call)
{
    if (!call.folder.isEmpty() && !QDir(call.folder).exists())
        fail(u"no such folder: %1"_s.arg(call.folder));
    const bool isThere = call.program.contains(u'/')
        ? QFileInfo::exists(QDir(call.folder).filePath(call.program))
        : !QStandardPaths::findExecutable(call.program).isEmpty();
    if (!isThere)
        fail(u"no such program: %1"_s.arg(call.program));
}

} // namespace

ProgramResult Program::run(const ProgramCall &call)
{
    mustBeThere(call);
    Group group(call);
    const auto patience = options().timeout.grace * 4 / 5; // the run is not to be given up
    QDeadlineTimer deadline(QDeadlineTimer::Forever);
    while (group.waits()) {
        if (group.hasSpoken()) // also when it is no line, or not kept any more
            signOfLife();
        if (isStopRequested() && deadline.isForever()) {
            group.tell(SIGTERM);
            deadline.setRemainingTime(patience);
        } else if (deadline.hasExpired()) {
            group.tell(SIGKILL);
        }
    }
    group.endLog();
    if (!deadline.isForever())
        throwIfStopped();
    return group.result(call.successes);
}

} // namespace once
