// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include "score.h"

#include <once/once.h>

// The steps of a day. Each is a pure function of its props, which stay small.

class Fetch : public once::Work
{
public:
    // The slot is that of a live day, so that its run is known to be the slot's.
    weather::Record run(const QString &day, const std::vector<weather::DataFile> &files, const std::optional<once::Slot> &)
    {
        return weather::recordOf(day, files);
    }
};

class Clean : public once::Work
{
public:
    weather::Record run(const weather::Record &raw) { return weather::cleaned(raw); }
};

class Fit : public once::Work
{
public:
    once::State<weather::Statistics> statistics{this, "statistics"};
    once::State<weather::Forecast> forecast{this, "forecast"};

    void run(const weather::Record &record, const weather::Statistics &yesterday)
    {
        statistics = weather::learnt(yesterday, record);
        forecast = weather::forecast(statistics);
    }
};

class Score : public once::Work
{
public:
    once::State<weather::Score> score{this, "score"};
    once::State<weather::Week> week{this, "week"};

    void run(const weather::Record &record, const weather::Forecast &forecast,
             const weather::Score &scoreBefore, const weather::Week &weekBefore)
    {
        score = weather::scored(scoreBefore, forecast, record);
        week = weather::extended(weekBefore, forecast, record);
    }
};

class Report : public once::Work
{
public:
    QString run(const weather::Week &week) { return weather::report(week); }
};
