// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/runsettings.h>

#include <QStandardPaths>

namespace once::detail {

QString usualDataFolder(const QString &name)
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/once/")
        + name;
}

} // namespace once::detail
