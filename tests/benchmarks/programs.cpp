// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "programs.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vector>

namespace bench {

QString programFile(const char *name)
{
    const QString file = QCoreApplication::applicationDirPath() + u'/' + QLatin1StringView(name);
    return QFile::exists(file) ? file : QString();
}

Program::Program(const QString &file, const QStringList &arguments)
{
    std::vector<QByteArray> texts{QFile::encodeName(file)};
    for (const QString &argument : arguments)
        texts.push_back(argument.toLocal8Bit());
    std::vector<char *> pointers;
    for (QByteArray &text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);

    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        qFatal("no pipe can be made");
    m_output = ends[0];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    if (::posix_spawn(&m_process, pointers[0], &actions, nullptr, pointers.data(), environ) != 0)
        qFatal("%s cannot be started", pointers[0]);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
}

Program::~Program()
{
    ::close(m_output);
    if (m_process)
        waitForEnd();
}

void Program::waitForLine()
{
    for (char letter = 0; letter != '\n';)
        if (::read(m_output, &letter, 1) != 1)
            qFatal("a program that is measured has ended without a line");
}

int Program::waitForEnd()
{
    char rest[4096];
    while (::read(m_output, rest, sizeof rest) > 0) { }
    int status = 0;
    ::waitpid(std::exchange(m_process, 0), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace bench
