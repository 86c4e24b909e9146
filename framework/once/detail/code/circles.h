// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/codegraph.h>

namespace once::detail {

using Circle = std::vector<quint32>; // nodes that reach each other, or a single one

// Through what gives variables their values, or not.
enum class Follow : quint8 { All, NoInitials };

// All circles of some nodes; those that are reached come first.
std::vector<Circle> circlesOf(const std::vector<CodeNode> &nodes, Follow follow);

} // namespace once::detail
