// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/app.h>

namespace once {

namespace detail {
int runWithDashboard(App &app, const App::MakeRoot &makeRoot);
}

// Runs the flow T with a window onto it: the loop in a thread of its own, the window in this one. Where there
// is no display, or nobody wants a window, it is App::run(). The window stays when the app has ended; closing it
// ends an app that still runs, politely. Returns main()'s exit code.
template <std::derived_from<Flow> T, typename... Arguments>
int runWithDashboard(App &app, const Arguments &...arguments)
{
    return detail::runWithDashboard(app, [&] { return std::make_unique<Root<T>>(arguments...); });
}

// The whole main() of an app without options of its own.
template <std::derived_from<Flow> T>
int runWithDashboard(int argc, char *argv[])
{
    App app(argc, argv);
    return runWithDashboard<T>(app);
}

} // namespace once
