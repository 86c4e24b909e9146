// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/tree/execution.h>
#include <once/workoptions.h>

namespace once::detail {

// How long to wait for the attempt after `made` ones, of which the last ended so; none when there is no further
// one. `chance` lies in [0, 1).
std::optional<std::chrono::milliseconds> waitForRetry(const Retry &retry, int made, const Finished &how, double chance);

} // namespace once::detail
