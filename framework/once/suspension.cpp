// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/suspension.h>

namespace once {

RunFailed::RunFailed(const QString &work, RunId run, const QString &error)
    : std::runtime_error(QStringLiteral("%1 failed: %2").arg(belowRoot(work), error).toStdString()),
      m_work(work),
      m_run(run),
      m_error(error)
{}

} // namespace once
