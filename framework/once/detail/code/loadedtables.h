// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/codetable.h>
#include <once/detail/code/modules.h>

namespace once::detail {

// The table that a module was given, for as long as the process lives; null where it has none that fits. Its file is
// opened once. Any thread.
const CodeTable *tableOf(const Module &module);

// A function whose table is known.
struct Found
{
    const Module *module = nullptr;
    const CodeTable *table = nullptr;
    TableFunction function;
};

std::optional<Found> find(const Modules &modules, const void *function);

// The nodes that can be reached from one, itself among them.
std::vector<quint32> reachedFrom(const CodeTable &table, quint32 node);

} // namespace once::detail
