// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/app.h>
#include <once/panel.h>

namespace once {

namespace detail {
int runWithDashboard(App &app, const App::MakeRoot &makeRoot, const Panels &panels = {});
}

// Runs the flow or work T with a window onto it: the loop in a thread of its own, the window in this one. Where there
// is no display, or nobody wants a window, it is App::run(). The window stays when the app has ended; closing it
// ends an app that still runs, politely. Returns main()'s exit code.
template <std::derived_from<Component> T, typename... Arguments>
int runWithDashboard(App &app, const Arguments &...arguments)
{
    return detail::runWithDashboard(app, [&] { return detail::makeRoot<T>(arguments...); });
}

// The same with panels of the app's own beside the runs.
template <std::derived_from<Component> T, typename... Arguments>
int runWithDashboard(App &app, const Panels &panels, const Arguments &...arguments)
{
    return detail::runWithDashboard(app, [&] { return detail::makeRoot<T>(arguments...); }, panels);
}

// The whole main() of an app without options of its own.
template <std::derived_from<Component> T>
int runWithDashboard(int argc, char *argv[])
{
    App app(argc, argv);
    return runWithDashboard<T>(app);
}

} // namespace once
