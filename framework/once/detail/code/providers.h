// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/loadedtables.h>

namespace once::detail {

// Of all that a function imports, in order, the identity of the library that it is from; none when something is from
// nowhere. Each import is looked for once, for as long as nothing is loaded or unloaded. Any thread.
std::optional<Digest> providersOf(const std::shared_ptr<const Modules> &modules, const Found &found);

} // namespace once::detail
