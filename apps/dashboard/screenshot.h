// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace once {
class MainWindow;
}

// Takes a picture of a window once its run is shown and painted, and ends the program.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    Screenshot(once::MainWindow *window, const QString &file);

private:
    void take();

    once::MainWindow *m_window;
    QString m_file;
};
