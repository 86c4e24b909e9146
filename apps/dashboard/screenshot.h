// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTimer>

// Takes a picture of a window once what it waits for is shown and painted, and ends the program.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    Screenshot(QWidget *window, const QString &file);

    // A moment after the last of them has come, the picture is taken.
    template <typename Sender>
    void waitFor(Sender *sender, void (Sender::*shown)())
    {
        connect(sender, shown, &m_settled, qOverload<>(&QTimer::start));
    }

private:
    void take();

    QWidget *m_window;
    QString m_file;
    QTimer m_settled;
};
