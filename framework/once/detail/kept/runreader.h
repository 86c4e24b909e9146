// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/contents.h>

namespace once::detail {

// Reads whole runs, for the writer and for readers alike.
class RunReader
{
public:
    RunReader(Database &database, Contents &contents, const QString &folder);

    std::optional<Run> run(RunId id);

private:
    QList<Attempt> attempts(RunId run, qint64 before);

    Contents &m_contents;
    QString m_folder;
    Statement m_select, m_attempts;
};

} // namespace once::detail
