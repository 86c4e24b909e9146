// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/run.h>
#include <once/workoptions.h>

namespace once::detail {

// What is done about a call, once its status is known: the contract of run(props...) in one place.
struct Decision
{
    enum Then { GoOn, Suspend, Throw };

    bool start = false; // begin a run
    Then then = GoOn;   // what the flow meets, unless the run has ended by then
};

// `isDue`: for an uncached call, whether its interval or back-off is over.
constexpr Decision decide(const WorkOptions &options, Status status, bool isDue)
{
    const auto waiting = options.parallel ? Decision::GoOn : Decision::Suspend;
    const auto failed = options.parallel || options.onFailure == OnFailure::Continue ? Decision::GoOn
                                                                                     : Decision::Throw;
    switch (status) {
    case Status::Queued:
    case Status::Running:
        return {false, waiting};
    case Status::Succeeded:
        if (options.cacheCalls)
            return {false, Decision::GoOn};
        return {isDue, waiting};
    case Status::Failed:
    case Status::TimedOut:
    case Status::Cancelled:
        if (!options.cacheCalls && isDue)
            return {true, waiting};
        return {false, failed};
    case Status::NotStarted:
    case Status::Lost:
        break;
    }
    return {true, waiting};
}

} // namespace once::detail
