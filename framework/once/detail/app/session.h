// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/app.h>
#include <once/detail/commands/runsettings.h>
#include <once/detail/commands/statusline.h>

namespace once::detail {

// One start of an app: its loop, and what a terminal hears of it. Lives in the loop's thread, from the making
// of the tree until the loop has ended. The loop outlives it.
class Session
{
public:
    Session(EventLoop &loop, const RunSettings &settings);

    void warn(const QString &sentence);
    int exec();

private:
    void greet();
    void interrupted(int signal);
    void tell(const Activity &activity);
    void runChanged(const Run &run);
    void ticked();

    EventLoop &m_loop;
    const RunSettings &m_settings;
    StatusLine m_line;
    bool m_hasFailed = false; // a run or the flow, since the start
};

// Opens the store, makes the tree and the loop, and runs them to their end. Throws StoreError before the
// loop.
int runSession(const RunSettings &settings, Clock *clock, const App::MakeRoot &makeRoot,
               const App::Started &started);

} // namespace once::detail
