// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QMutex>
#include <QStringList>
#include <QThread>

// What executed, in order: the oracle of the tests. Any thread.
class Executed
{
public:
    // Wakes the main thread, so that EventLoop::runUntil() looks at its condition again.
    void add(const QString &line)
    {
        {
            const QMutexLocker lock(&m_mutex);
            m_lines.append(line);
        }
        const auto *app = QCoreApplication::instance();
        if (auto *dispatcher = app ? QAbstractEventDispatcher::instance(app->thread()) : nullptr)
            dispatcher->wakeUp();
    }

    QStringList take()
    {
        const QMutexLocker lock(&m_mutex);
        return std::exchange(m_lines, {});
    }

    bool contains(const QString &line)
    {
        const QMutexLocker lock(&m_mutex);
        return m_lines.contains(line);
    }

    qsizetype count()
    {
        const QMutexLocker lock(&m_mutex);
        return m_lines.size();
    }

private:
    QMutex m_mutex;
    QStringList m_lines;
};

inline Executed executed;
