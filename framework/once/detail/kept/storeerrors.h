// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

namespace once::detail {

// Every sentence that a history can fail with, in one place.
StoreError missing(const QString &path);
StoreError unreadable(const QString &path, const QString &why);
StoreError locked(const QString &folder, qint64 pid);
StoreError newer(const QString &file, int format);
StoreError notAHistory(const QString &file, const QString &why);
StoreError damaged(const QString &file, const QString &why);
StoreError busy(const QString &file, const QString &why);
StoreError refused(const QString &file, const QString &why);

} // namespace once::detail
