// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "screenshot.h"

#include <QApplication>
#include <QPixmap>
#include <QWidget>

using namespace std::chrono_literals;

Screenshot::Screenshot(QWidget *window, const QString &file) : QObject(window), m_window(window), m_file(file)
{
    // The cells' texts are read after the first painting.
    m_settled.setSingleShot(true);
    m_settled.setInterval(400ms);
    connect(&m_settled, &QTimer::timeout, this, &Screenshot::take);
}

void Screenshot::take() { QApplication::exit(m_window->grab().save(m_file) ? 0 : 1); }
