// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/circles.h>

namespace once::detail {

// Of each node, what can be reached from it: equal for equal code, whatever it is called and wherever it lies.
struct Refined
{
    std::vector<Digest> digests;
    std::vector<bool> isInDoubt; // something that is reached is
};

Refined refine(const std::vector<CodeNode> &nodes, const std::vector<Circle> &circles); // those of Follow::All

} // namespace once::detail
