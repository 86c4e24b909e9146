// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace once::detail {

// Real numbers side by side, of 4 or 8 bytes, wherever they lie. Every NaN is replaced by the one of the encoding.
bool hasNaN(const char *numbers, std::size_t bytes, int width);
void replaceNaNs(char *numbers, std::size_t bytes, int width);

} // namespace once::detail
