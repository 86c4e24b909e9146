// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/controlclient.h>

#include <support/stored.h>

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <csignal>

// What a program has left when it ended.
struct Ended
{
    int exitCode = -1;
    QString out, err;
};

// A folder of its own for everything that programs keep or leave behind, and the programs in it.
class Place
{
public:
    QString data() const { return m_folder.filePath("data"); }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    // In the environment of the programs that are started from now on.
    void set(const QString &variable, const QString &value) { m_variables[variable] = value; }

    std::unique_ptr<QProcess> start(const QString &program, const QStringList &arguments) const
    {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_DATA_HOME", path("share"));
        environment.insert("XDG_RUNTIME_DIR", runtime());
        for (const char *name : {"ONCE_APP", "DISPLAY", "WAYLAND_DISPLAY"})
            environment.remove(name);
        for (const auto &[variable, value] : m_variables.asKeyValueRange())
            environment.insert(variable, value);
        process->setProcessEnvironment(environment);
        process->setWorkingDirectory(m_folder.path());
        process->start(program, arguments);
        return process;
    }

    Ended run(const QString &program, const QStringList &arguments) const
    {
        return ended(*start(program, arguments));
    }

    static Ended ended(QProcess &process)
    {
        if (!process.waitForFinished(100'000))
            return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128 + process.exitCode(),
                QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    // How the app in data() stands now, by its own word; empty when it does not run.
    once::AppStatus status() const
    {
        qputenv("XDG_RUNTIME_DIR", runtime().toLocal8Bit());
        return once::ControlClient(data()).status().value_or(once::AppStatus());
    }

    // What differs from one start to the next, by its name.
    QString masked(QString text) const
    {
        static const QRegularExpression time(
            QStringLiteral("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+Z)?"));
        static const QRegularExpression process(QStringLiteral("[Pp]rocess \\d+"));
        static const QRegularExpression code(QStringLiteral(", code [0-9a-f]{32}"));
        return text.replace(time, "TIME").replace(process, "process PID").replace(code, ", code DIGEST").replace(m_folder.path(), "PLACE");
    }

private:
    QString runtime() const { return m_folder.path(); }

    QTemporaryDir m_folder;
    QMap<QString, QString> m_variables;
};

// Makes a history one that a later version of Once would write.
inline void makeNewer(const QString &file)
{
    once::overwrite(file, QByteArray("\0\0\0\x63", 4), 60); // SQLite's user_version
}
