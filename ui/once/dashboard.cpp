// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/dashboard.h>

#include <once/loopcontrol.h>
#include <once/mainwindow.h>
#include <once/theme.h>

#include <QApplication>
#include <QThread>

#include <atomic>

namespace once::detail {

namespace {

constexpr int firstSignalCode = 128; // exit codes from here on tell of a signal

} // namespace

int runWithDashboard(App &app, const App::MakeRoot &makeRoot, const Panels &panels)
{
    if (const auto exitCode = app.parse())
        return *exitCode;
    if (!app.wantsWindow())
        return app.exec(makeRoot);

    static int argc = 1;
    static QByteArray name = app.name().toLocal8Bit();
    static char *argv[] = {name.data(), nullptr};
    QApplication application(argc, argv);
    application.setQuitOnLastWindowClosed(true);
    applyTheme(rememberedTheme());

    LoopControl control;
    std::unique_ptr<MainWindow> window;
    std::atomic<int> exitCode = 0;
    // A QThread, since the loop's signals and sockets are watched by Qt's notifiers.
    const std::unique_ptr<QThread> loopThread(QThread::create([&] {
        exitCode = app.exec(makeRoot, [&](EventLoop &loop) {
            control.attach(loop);
            QMetaObject::invokeMethod(&application, [&] {
                window = std::make_unique<MainWindow>(app.historyFile(), &control);
                for (const PanelInfo &panel : panels)
                    window->addPanel(panel);
                window->show();
            });
        });
        control.detach();
        QMetaObject::invokeMethod(&application, [&] {
            if (!window || exitCode >= firstSignalCode)
                application.quit();
        });
    }));
    loopThread->start();
    application.exec();
    control.stop();
    loopThread->wait();
    return exitCode;
}

} // namespace once::detail
