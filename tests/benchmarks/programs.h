// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <sys/types.h>

namespace bench {

// Of a program that was built beside this one; empty when it was not.
QString programFile(const char *name);

// Another program, from its start on, with a pipe in place of its output. Ends this one when it cannot be
// started.
class Program
{
public:
    Program(const QString &file, const QStringList &arguments);
    ~Program();
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

    void waitForLine();
    int waitForEnd(); // its exit code, -1 when it did not end by itself

private:
    pid_t m_process = 0;
    int m_output = -1;
};

} // namespace bench
