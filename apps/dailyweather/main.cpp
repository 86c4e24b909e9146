// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "curvepanel.h"
#include "dailyweather.h"

#include <once/dashboard.h>
#include <once/refuse.h>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    once::App app(argc, argv,
                  {.name = "dailyweather", .description = "Learns to forecast the weather, day by day"});
    Settings settings;
    app.option("--from", settings.from, "first day of the replay, ISO date");
    app.option("--to", settings.to, "last day of the replay, ISO date");
    app.option("--speed", settings.speed, "days per second, 0: as fast as it can");
    app.option("--data", settings.data, "CSV file to replay");
    app.flag("--stay", settings.stay, "stay when the replay is over");
    app.flag("--live", settings.live, "each morning's weather instead of a replay");
    app.option("--folder", settings.folder, "where the CSV files of the live weather arrive");
    if (const auto exitCode = app.parse())
        return *exitCode;

    if (settings.from > settings.to)
        return once::refuse(u"--from is a later day than --to."_s,
                            u"A replay goes from the first day to the last."_s,
                            u"dailyweather --from 2012-01-01 --to 2015-12-31"_s);

    if (!settings.live)
        app.setClock(std::make_unique<once::ReplayClock>(
            settings.from, settings.to,
            once::ReplayOptions{.speed = settings.speed, .stay = settings.stay}));
    const once::Panels panels{{"root", "Forecast", [] { return new CurvePanel; }}};
    return once::runWithDashboard<DailyWeather>(app, panels, settings);
}
