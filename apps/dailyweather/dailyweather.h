// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include "curve.h"
#include "settings.h"
#include "works.h"

#include <cstdio>

// All that a day begins with: how far the evening before had come.
struct Evening
{
    weather::Statistics statistics;
    weather::Forecast forecast;
    weather::Score score;
    weather::Week week;
};
ONCE_DESCRIBE(Evening, statistics, forecast, score, week)

// When a live day begins. Of the days that were missed, a month's worth is caught up with.
inline const once::Schedule everyMorning{.rule = QStringLiteral("15 6 * * *"),
                                         .zone = "America/Los_Angeles",
                                         .name = QStringLiteral("every morning"),
                                         .catchUp = once::CatchUp::All,
                                         .window = std::chrono::hours(31 * 24),
                                         .max = 31};

// One day after the other: each work runs once per day, and a day that was done before is skipped.
class DailyWeather : public once::Flow
{
    const Settings m_settings;
    // A day that cannot be done ends a replay; live weather waits for the file that has it.
    const once::OnFailure m_onFailure = m_settings.live ? once::OnFailure::Throw : once::OnFailure::StopApp;

public:
    explicit DailyWeather(const Settings &settings) : m_settings(settings) {}

    once::Child<Fetch> fetch{
        this, "fetch", {.version = "1", .props = {"day", "files", "slot"}, .onFailure = m_onFailure}};
    once::Child<Clean> clean{this, "clean", {.version = "1", .props = {"raw"}, .onFailure = m_onFailure}};
    once::Child<Fit> fit{this, "fit", {.version = "1", .props = {"record", "yesterday"}}};
    once::Child<Score> score{
        this, "score", {.version = "1", .props = {"record", "forecast", "scoreBefore", "weekBefore"}}};
    once::Child<Report> report{this, "report", {.version = "1", .props = {"week"}}};

    once::State<QString> today{this, "today"};
    once::State<Evening> yesterday{this, "yesterday"};
    once::State<weather::Curve> curve{this, "curve"}; // for the window

    void run()
    {
        const auto slot = m_settings.live ? clock().slot(everyMorning) : std::nullopt;
        if (m_settings.live && !slot)
            return;
        const QString day = slot ? slot->nominal().first(10) : clock().today();
        if (today != day)
            begin(day);

        const auto record = clean.run(fetch.run(day, weather::dataFiles(place()), slot));
        fit.run(record, yesterday->statistics);
        score.run(record, yesterday->forecast, yesterday->score, yesterday->week);
        if (curve->lastDay != day)
            curve = weather::extended(curve, yesterday->forecast, record);
        if (weather::isSunday(day))
            report.run(score.week);

        if (!m_settings.live && !m_settings.stay && day == weather::iso(m_settings.to))
            stop(weather::summary(score.score));
    }

protected:
    // A replay that stays does not end itself, so this is the last that is heard of it.
    void onExit() override
    {
        if (m_settings.stay && !m_settings.live)
            std::puts(qUtf8Printable(weather::summary(score.score)));
    }

private:
    // A replay begins with nothing learnt, however often it is started.
    void begin(const QString &day)
    {
        const bool first = !m_settings.live && day == weather::iso(m_settings.from);
        if (first)
            curve = weather::Curve{};
        yesterday = first ? Evening{} : Evening{fit.statistics, fit.forecast, score.score, score.week};
        today = day;
    }

    QString place() const { return m_settings.live ? m_settings.folder : m_settings.data; }
};
