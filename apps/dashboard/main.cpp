// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "screenshot.h"
#include "startdialog.h"

#include <once/cacheview.h>
#include <once/cachewindow.h>
#include <once/callcatalog.h>
#include <once/filterbox.h>
#include <once/mainwindow.h>
#include <once/refuse.h>
#include <once/theme.h>

#include <CLI/CLI.hpp>

#include <QApplication>
#include <QFileInfo>
#include <QLineEdit>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace {

// QT_LOGGING_RULES=once.dashboard.debug=true shows what it says.
Q_LOGGING_CATEGORY(dashboardLog, "once.dashboard", QtInfoMsg)

struct Options
{
    std::string file, theme, screenshot, size, filter, page;
    once::RunId select = 0;
};

void declare(CLI::App &app, Options &options)
{
    app.add_option("file", options.file, "A history file, the data folder of an app, or a folder of calls");
    app.add_option("--theme", options.theme, "system, light or dark; else the one chosen last in the window")
        ->check(CLI::IsMember({"system", "light", "dark"}));
    app.add_option("--filter", options.filter, "What to filter the runs by, as in the window");
    app.add_option("--page", options.page, "The tab to show: runs, schedules, grid, cache, or a panel of the app")->option_text("TAB");
    app.add_option("--select", options.select, "The run to show");
    // For the pictures in the documentation.
    app.add_option("--screenshot", options.screenshot, "Save a picture of the window and end")->group("");
    app.add_option("--size", options.size, "Of the window, such as 1440x900")->group("");
}

bool isCallStore(const QString &path)
{
    return QFileInfo::exists(path + u"/calls.db"_s) && !QFileInfo::exists(path + u"/history.db"_s);
}

// Nothing when the file can be opened; else an exit code, and what is wrong with it has been told.
std::optional<int> refused(const QString &path)
{
    try {
        if (isCallStore(path))
            once::CallCatalog::open(path);
        else
            once::History::open(path);
        return {};
    } catch (const once::StoreError &error) {
        return once::refuse(error);
    }
}

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

void resize(QWidget &window, const QString &size)
{
    const QStringList sides = size.split(u'x');
    if (sides.size() == 2)
        window.resize(sides[0].toInt(), sides[1].toInt());
}

int show(const Options &options, const QString &path)
{
    once::MainWindow window(path);
    resize(window, QString::fromStdString(options.size));
    if (!options.filter.empty())
        window.filterBox()->setText(QString::fromStdString(options.filter));
    if (!options.page.empty())
        window.showPage(QString::fromStdString(options.page));
    if (options.select)
        window.selectRun(options.select);
    if (!options.screenshot.empty()) {
        auto *screenshot = new Screenshot(&window, QString::fromStdString(options.screenshot));
        screenshot->waitFor(&window, &once::MainWindow::loaded);
        screenshot->waitFor(&window, &once::MainWindow::detailShown);
        screenshot->waitFor(window.cache(), &once::CacheView::contentShown);
    }
    QObject::connect(&window, &once::MainWindow::loaded, &window, [&window, &path] {
        qCDebug(dashboardLog, "shows %lld runs of %s", window.runsModel()->runCount(), qUtf8Printable(path));
    });
    window.show();
    return QApplication::exec();
}

int showCalls(const Options &options, const QString &path)
{
    once::CacheWindow window(path);
    resize(window, QString::fromStdString(options.size));
    if (!options.filter.empty())
        window.view()->filter()->setText(QString::fromStdString(options.filter));
    if (!options.screenshot.empty())
        (new Screenshot(&window, QString::fromStdString(options.screenshot)))->waitFor(window.view(), &once::CacheView::contentShown);
    QObject::connect(window.view(), &once::CacheView::contentShown, &window, [&window, &path] {
        qCDebug(dashboardLog, "shows %d calls of %s", window.view()->model()->rowCount(), qUtf8Printable(path));
    });
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    Options options;
    CLI::App app("Shows what an app has run, what it skipped, and why.", "dashboard");
    declare(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &shown) {
        return app.exit(shown);
    } catch (const CLI::ParseError &error) {
        return once::refuse(u"The command line cannot be understood."_s, QString::fromStdString(error.what()) + u'.',
                            u"dashboard --help"_s);
    }
    QString path = QString::fromStdString(options.file);
    if (const auto exitCode = path.isEmpty() ? std::nullopt : refused(path))
        return *exitCode;
    if (!hasDisplay())
        return once::refuse(u"The window cannot be opened."_s, u"There is no display."_s,
                            u"once -f FILE status, which needs none"_s, 1);

    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"Once"_s);
    QApplication::setApplicationName(u"Dashboard"_s);
    const auto theme = once::themeFromWord(QString::fromStdString(options.theme));
    once::applyTheme(theme ? *theme : once::rememberedTheme());

    if (path.isEmpty()) {
        StartDialog dialog;
        if (dialog.exec() != QDialog::Accepted)
            return 0;
        path = dialog.path();
        if (const auto exitCode = refused(path))
            return *exitCode;
    }
    if (options.screenshot.empty())
        StartDialog::remember(path);
    return isCallStore(path) ? showCalls(options, path) : show(options, path);
}
