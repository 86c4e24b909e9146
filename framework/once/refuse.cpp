// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/refuse.h>

#include <once/detail/commands/refusal.h>

namespace once {

int refuse(const QString &happened, const QString &why, const QString &attempt, int exitCode)
{
    return tell(detail::Refusal{detail::ExitCode(exitCode), happened, why, attempt});
}

int refuse(const StoreError &error) { return tell(detail::Refusal::of(error)); }

} // namespace once
