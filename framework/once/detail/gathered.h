// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

#include <map>

namespace once::detail {

// What was put since the last commit: the newest of each. Ordered as the tables are, because neighbours are
// cheap to write together.
struct Gathered
{
    std::vector<ComponentRecord> components; // in the order of their appearance
    std::map<RunId, Run> runs;
    std::map<CallKey, CallRecord> calls;
    std::map<qint64, Streak> streaks;
    std::vector<Activity> activity;
    std::map<QString, QString> settings;

    bool isEmpty() const
    {
        return components.empty() && runs.empty() && calls.empty() && streaks.empty() && activity.empty()
            && settings.empty();
    }

    ComponentRecord *component(const QString &path)
    {
        const auto it = std::ranges::find(components, path, &ComponentRecord::path);
        return it == components.end() ? nullptr : &*it;
    }
};

// One process that had the history open, as far as it got.
struct Session
{
    qint64 id = 0, ticks = 0;
    Instant ended; // by the machine's clock, and only when it ended as it should
    std::optional<int> exitCode;
};

} // namespace once::detail
