// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/store.h>

#include <once/detail/kept/databasestore.h>

#include <QDir>

namespace once {

StoreError::StoreError(Kind which, const QString &sentence, const QString &reason, const QString &advice)
    : std::runtime_error(QStringList {sentence, reason, advice}.join(u'\n').toStdString()), kind(which),
      happened(sentence), why(reason), attempt(advice)
{
}

std::unique_ptr<Store> Store::open(const QString &folder, bool durable)
{
    return std::make_unique<detail::DatabaseStore>(QDir(folder).absolutePath(), durable);
}

std::unique_ptr<Store> Store::inMemory() { return std::make_unique<detail::DatabaseStore>(QString(), false); }

} // namespace once
