// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/json.h>

#include <QStringList>

#include <vector>

namespace once {

class Component;
class Work;

// The states of a component and of all below it, for people and for tools: {"type", "states": {name: value},
// "status" of a work, "children": {name: ...}}. Two of them are compared by differences().
Json stateTree(const Component &top);

// Lenient: what is there on one side only, or of another type, is left as it is. Strict: it throws
// std::runtime_error with a sentence that names the first such state, and nothing is changed.
enum class Strictness { Lenient, Strict };

// Writes the states of flows, and shows those of works that do not run, as they stand in a tree; makes and removes
// members of lists and maps. For the loop's thread, outside of a tick. Returns a sentence for each difference.
QStringList restoreStates(Component &top, const Json &tree, Strictness strictness = Strictness::Lenient);

// All works at or below a component, at any depth, in order of declaration.
std::vector<Work *> worksBelow(Component &top);

// The component that a path like "root.prices.train" leads to from the top, which is its first name; null when
// there is none.
Component *findComponent(Component &top, const QString &path);

} // namespace once
