// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/memoryoptions.h>

namespace once {

Validity expiresAfter(std::chrono::microseconds age)
{
    return [age](const KeptResult &result) { return std::chrono::abs(result.now - result.finished) < age; };
}

} // namespace once
