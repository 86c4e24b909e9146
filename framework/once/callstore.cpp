// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/callstore.h>

#include <once/detail/kept/databasecalls.h>

#include <QDir>

namespace once {

QString SharedCall::whose() const
{
    return run ? QStringLiteral("run %1 of %2").arg(run).arg(origin) : origin;
}

std::unique_ptr<CallStore> CallStore::open(const QString &folder, const QString &user, bool durable)
{
    return std::make_unique<detail::DatabaseCalls>(QDir(folder).absolutePath(), user, durable);
}

std::unique_ptr<CallStore> CallStore::openToRead(const QString &folder)
{
    return std::make_unique<detail::DatabaseCalls>(QDir(folder).absolutePath());
}

} // namespace once
