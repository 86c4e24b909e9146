// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/history.h>

#include <once/detail/kept/databasehistory.h>

namespace once {

std::unique_ptr<History> History::open(const QString &path)
{
    return std::make_unique<detail::DatabaseHistory>(path);
}

} // namespace once
