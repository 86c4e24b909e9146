// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The daily pipeline over its four years, headless, as a user starts it.
#include "programs.h"
#include "sampling.h"

#include <QTemporaryDir>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

double replaySeconds(const QString &program)
{
    const QTemporaryDir folder;
    const double before = wallSeconds();
    Program running(program, {u"run"_s, u"--headless"_s, u"--data-dir"_s, folder.path()});
    if (const int exitCode = running.waitForEnd(); exitCode != 0)
        qFatal("dailyweather ended with exit code %d", exitCode);
    return wallSeconds() - before;
}

} // namespace

std::vector<Benchmark> replays()
{
    const QString program = programFile("dailyweather");
    if (program.isEmpty())
        return {};
    return {{u"replay.weather"_s, u"s"_s, {.atMost = 60}, [program](int repeat) {
                 return sampleInTurns(std::min(repeat, 3), [program] { return replaySeconds(program); });
             }}};
}

} // namespace bench
