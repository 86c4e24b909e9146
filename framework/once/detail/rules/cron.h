// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/rules/fields.h>

namespace once::detail {

// "30 9 * * 1-5". `seed` decides what H stands for. Throws RuleError.
Fields parseCron(const QString &text, const QByteArray &seed);

} // namespace once::detail
