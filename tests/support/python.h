// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QTemporaryDir>

// A Python that has a module, to ask what other programs make of our files. Programs run in a folder of their own.
class Python
{
public:
    explicit Python(const QString &import) : m_import(import + u'\n')
    {
        for (const char *program : {"python3", "/usr/bin/python3"}) // the distribution's has its packages
            if (m_program = QString::fromLatin1(program); printed(QStringLiteral("print('here')")) == QStringLiteral("here"))
                return;
        m_program.clear();
    }

    bool isThere() const { return !m_program.isEmpty(); }
    QString file(const QString &name) const { return m_folder.filePath(name); }

    // What a program prints, without white space at its ends, or its error.
    QString printed(const QString &program) const
    {
        QProcess python;
        python.setWorkingDirectory(m_folder.path());
        python.start(m_program, {QStringLiteral("-c"), m_import + program});
        if (!python.waitForFinished() || python.exitStatus() != QProcess::NormalExit || python.exitCode() != 0)
            return QStringLiteral("error: ") + QString::fromUtf8(python.readAllStandardError());
        return QString::fromUtf8(python.readAllStandardOutput()).trimmed();
    }

private:
    QTemporaryDir m_folder;
    QString m_import, m_program;
};
