// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/run.h>
#include <once/workoptions.h>

#include <map>

namespace once::detail {

// Which of a work's successful runs count as seen, by its .history and .maxBytes: the newest ones. The newest of all
// always does, however large it is; a flow would never get past it otherwise.
class KeptRuns
{
public:
    static bool areLimitedBy(const WorkOptions &options) { return options.history > 0 || options.maxBytes > 0; }

    void add(const WorkOptions &options, RunId id, qint64 bytes)
    {
        if (!counts(id))
            return;
        m_bytesOf.emplace(id, bytes);
        m_bytes += bytes;
        while (m_bytesOf.size() > 1 && isOver(options)) {
            m_bytes -= m_bytesOf.begin()->second;
            m_dropped = m_bytesOf.begin()->first;
            m_bytesOf.erase(m_bytesOf.begin());
        }
    }

    bool counts(RunId id) const { return id > m_dropped; }

private:
    bool isOver(const WorkOptions &options) const
    {
        return (options.history > 0 && m_bytesOf.size() > std::size_t(options.history))
               || (options.maxBytes > 0 && m_bytes > options.maxBytes);
    }

    std::map<RunId, qint64> m_bytesOf;
    qint64 m_bytes = 0;
    RunId m_dropped = 0; // the newest that does not count
};

} // namespace once::detail
