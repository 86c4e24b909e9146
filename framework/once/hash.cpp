// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/hash.h>

namespace once::detail {

void appendSorted(Encoder &encoder, std::vector<std::string> encodings)
{
    std::ranges::sort(encodings);
    for (const std::string &encoding : encodings)
        encoder.encoded(encoding);
}

} // namespace once::detail
