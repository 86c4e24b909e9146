// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

namespace once::test {

// Runs of a made-up nightly pipeline, as its store would write them: seven works, all states, all causes,
// logs, errors, and streaks of skips. The same numbers give the same history.
struct SampleOptions
{
    int runs = 500;
    unsigned seed = 1;
    Instant until =
        std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(13); // of the last run
    bool endsProperly = true; // else the app is killed with two runs under way
};

void writeComponents(Store &store);
Run sampleRun(RunId id, const SampleOptions &options);
Streak sampleStreak(RunId servedFrom, const SampleOptions &options);
void writeSampleHistory(Store &store, const SampleOptions &options = {});

} // namespace once::test
