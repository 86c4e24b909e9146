// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/flow.h>

#include <once/suspension.h>

namespace once {

void Flow::stop(const QString &message) const
{
    throw Stop{message};
}

void Flow::fail(const QString &message) const
{
    throw Stop{message, 1};
}

} // namespace once
