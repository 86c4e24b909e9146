// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/forking.h>

#include <QString>

namespace once::detail {

// Holds a data folder for one writer. The system takes the lock back when the process ends, however it ends;
// a forked child does not have it.
class FolderLock
{
public:
    explicit FolderLock(const QString &folder); // throws StoreError (Locked, Unreadable)

    // The process that holds the folder, 0 when none does. Takes no lock itself, so it is in nobody's way.
    static qint64 holder(const QString &folder);

private:
    OwnDescriptor m_descriptor;
};

} // namespace once::detail
