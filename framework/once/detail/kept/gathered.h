// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

#include <map>
#include <unordered_map>

namespace once::detail {

// What was put since the last commit: the newest of each. Ordered as the tables are, because neighbours are
// cheap to write together.
struct Gathered
{
    std::vector<ComponentRecord> components; // in the order of their appearance
    std::unordered_map<QString, std::size_t> placeOf; // of a path's component among them
    std::map<RunId, Run> runs;
    std::map<CallKey, CallRecord> calls;
    std::map<qint64, Streak> streaks;
    std::vector<Activity> activity;
    std::map<QString, QString> settings;
    std::map<QString, ScheduleRecord> schedules;
    std::map<std::pair<QString, QString>, SlotRecord> slots; // by schedule and nominal

    bool isEmpty() const
    {
        return components.empty() && runs.empty() && calls.empty() && streaks.empty() && activity.empty()
            && settings.empty() && schedules.empty() && slots.empty();
    }

    void add(const ComponentRecord &component)
    {
        const auto [it, isNew] = placeOf.try_emplace(component.path, components.size());
        if (isNew)
            components.push_back(component);
        else
            components[it->second] = component;
    }

    const ComponentRecord *component(const QString &path) const
    {
        const auto it = placeOf.find(path);
        return it == placeOf.end() ? nullptr : &components[it->second];
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
