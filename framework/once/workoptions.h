// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <chrono>

namespace once {

// What becomes of the flow when a blocking call has failed.
enum class OnFailure {
    Throw,    // RunFailed is thrown into the flow; uncaught, the app is marked as failed and goes on ticking
    Continue, // the flow goes on and asks hasFailed()
    StopApp,  // the app ends with exit code 1
};

enum class ExecutorKind {
    Default, // that of the app: threads, unless a test says otherwise
    Threads, // in a thread of the app's pool
    InPlace, // in the loop's thread, between two ticks; for bodies that take no time
};

// How calls of one work are treated: Child<Clean> clean{this, "clean", {.parallel = true, .version = "2"}};
struct WorkOptions
{
    // Skip a call whose props were seen before. Off, it runs at every tick.
    bool cacheCalls = true;

    // Let the flow go on while the work runs. Off, the flow is suspended until the run has ended.
    bool parallel = false;

    // Part of the key: change it when run() computes something else, and the calls run again. Empty: the
    // build ids of the program stand for it, so that every rebuild runs everything again.
    QString version{};

    // Names of the parameters, for people: {"day", "table"}. All or none; names are never hashed.
    QStringList props{};

    // Least time between two starts of one uncached call.
    std::chrono::milliseconds minInterval{100};

    OnFailure onFailure = OnFailure::Throw;
    ExecutorKind executor = ExecutorKind::Default;
};

} // namespace once
