// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "screenshot.h"
#include "startdialog.h"

#include <once/filterbox.h>
#include <once/mainwindow.h>
#include <once/theme.h>

#include <CLI/CLI.hpp>

#include <QApplication>
#include <QFileInfo>

#include <iostream>

using namespace Qt::StringLiterals;

namespace {

enum ExitCode { Done = 0, Failed = 1, NoSuchFile = 3, DamagedOrNewer = 8 };

struct Options
{
    std::string file, theme = "system", screenshot, size, filter;
    once::RunId select = 0;
};

void declare(CLI::App &app, Options &options)
{
    app.add_option("file", options.file, "A history file, or the data folder of an app");
    app.add_option("--theme", options.theme, "system, light or dark")
        ->check(CLI::IsMember({"system", "light", "dark"}));
    app.add_option("--filter", options.filter, "What to filter the runs by, as in the window");
    app.add_option("--select", options.select, "The run to show");
    // For the pictures in the documentation.
    app.add_option("--screenshot", options.screenshot, "Save a picture of the window and end")->group("");
    app.add_option("--size", options.size, "Of the window, such as 1440x900")->group("");
}

// Whether the file can be opened; says what is wrong with it otherwise.
ExitCode check(const QString &path)
{
    try {
        once::History::open(path);
        return Done;
    } catch (const once::StoreError &error) {
        std::cerr << error.what() << std::endl;
        const QFileInfo file(path);
        if (!file.exists() || (file.isDir() && !QFileInfo::exists(path + u"/history.db"_s)))
            return NoSuchFile;
        const auto kind = error.kind;
        const bool isBroken =
            kind != once::StoreError::Kind::Unreadable && kind != once::StoreError::Kind::Locked;
        return isBroken ? DamagedOrNewer : Failed;
    }
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
    if (options.select)
        window.selectRun(options.select);
    if (!options.screenshot.empty())
        new Screenshot(&window, QString::fromStdString(options.screenshot));
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"Once"_s);
    QApplication::setApplicationName(u"Dashboard"_s);

    Options options;
    CLI::App app("Shows what an app has run, what it skipped, and why.", "dashboard");
    declare(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    once::applyTheme(
        once::themeFromWord(QString::fromStdString(options.theme)).value_or(once::Theme::System));

    QString path = QString::fromStdString(options.file);
    if (path.isEmpty()) {
        StartDialog dialog;
        if (dialog.exec() != QDialog::Accepted)
            return Done;
        path = dialog.path();
    }
    if (const ExitCode code = check(path); code != Done)
        return code;
    if (options.screenshot.empty())
        StartDialog::remember(path);
    return show(options, path);
}
