// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/loop/retrying.h>

#include <cmath>

namespace once::detail {

std::optional<std::chrono::milliseconds> waitForRetry(const Retry &retry, int made, const Finished &how, double chance)
{
    const bool isWorthIt = how.status == Status::TimedOut || (how.status == Status::Failed && how.isWorthRetry);
    if (made > retry.max || !isWorthIt)
        return {};
    const double grown = double(retry.backoff.count()) * std::pow(retry.factor, made - 1);
    const double wait = std::min(grown, double(retry.cap.count()));
    return std::chrono::milliseconds(qint64(wait * (1 - retry.jitter * chance)));
}

} // namespace once::detail
