// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "screenshot.h"

#include <once/mainwindow.h>

#include <QApplication>
#include <QPixmap>
#include <QTimer>

using namespace std::chrono_literals;

Screenshot::Screenshot(once::MainWindow *window, const QString &file)
    : QObject(window), m_window(window), m_file(file)
{
    // The cells' texts are read after the first painting.
    auto *settled = new QTimer(this);
    settled->setSingleShot(true);
    settled->setInterval(400ms);
    connect(window, &once::MainWindow::loaded, settled, qOverload<>(&QTimer::start));
    connect(window, &once::MainWindow::detailShown, settled, qOverload<>(&QTimer::start));
    connect(settled, &QTimer::timeout, this, &Screenshot::take);
}

void Screenshot::take() { QApplication::exit(m_window->grab().save(m_file) ? 0 : 1); }
