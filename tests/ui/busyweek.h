// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

namespace once::test {

// A week of a made-up exchange: every quarter of an hour by day prices are fetched, cleaned and modelled for
// eight markets in parallel, every evening there is a report, and at night nothing. With failures, retries
// whose attempts are kept, runs that wait for a place, chains of causes, and streaks of skips.
void writeBusyWeek(Store &store, Instant until);

} // namespace once::test
