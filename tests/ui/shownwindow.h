// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/mainwindow.h>

#include <ui/fakehistory.h>

#include <QSignalSpy>

namespace once::test {

inline HistoryReader::Opener openerOf(const std::shared_ptr<FakeData> &data)
{
    return [data] { return std::make_unique<FakeHistory>(data); };
}

// A window on a history that was made up, shown and loaded.
struct ShownWindow
{
    explicit ShownWindow(const std::shared_ptr<FakeData> &data, Control *control = nullptr) : window(openerOf(data), control)
    {
        QSignalSpy loaded(&window, &MainWindow::loaded);
        window.show();
        loaded.wait();
    }

    MainWindow window;
};

} // namespace once::test
