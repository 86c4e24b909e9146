// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/schema.h>
#include <once/store.h>

namespace once::detail {

// Every sentence that a history or a call store can fail with, in one place.
StoreError missing(const QString &path);
StoreError unreadable(const QString &path, const QString &why, const FileKind &kind = historyKind);
StoreError locked(const QString &folder, qint64 pid);
StoreError newer(const QString &file, int format, const FileKind &kind);
StoreError notOfKind(const QString &file, const QString &why, const FileKind &kind);
StoreError damaged(const QString &file, const QString &why);
StoreError broken(const QString &file, const QString &why);
StoreError takenOut(const QString &file);
StoreError busy(const QString &file, const QString &why);
StoreError refused(const QString &file, const QString &why);

} // namespace once::detail
