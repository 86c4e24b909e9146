// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include "benchmark.h"

#include <once/json.h>

namespace bench {

// A row that has been measured, as it is written: {name, value, min, unit, limit, limitMin, ratio, bar, held,
// ...}. Values are medians; what does not apply is left out.
once::Json toJson(const Benchmark &benchmark, const Measured &measured);

// For people: the titles of the columns, a measured row, and how busy the machine is.
void printTitles();
void print(const Benchmark &benchmark, const Measured &measured);
void printLoad();

} // namespace bench
