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
    quint32 node = 0;
};

std::optional<Found> find(const Modules &modules, const void *function);

// The nodes that can be reached from one, itself among them. Without those that are reached through a node of the kind
// `except`, if it is given.
std::vector<quint32> reachedFrom(const CodeTable &table, quint32 node, std::optional<quint8> except = {});

} // namespace once::detail
