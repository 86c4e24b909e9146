// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/resource.h>

#include <csignal>

// While it lives, the system refuses every byte that this process wants to write beyond the first `most` of a
// file: what a full disk does, without a disk to fill.
class DiskFull
{
public:
    explicit DiskFull(rlim_t most = 0)
    {
        std::signal(SIGXFSZ, SIG_IGN); // an error, not the end of the process
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{most, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~DiskFull() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    DiskFull(const DiskFull &) = delete;
    DiskFull &operator=(const DiskFull &) = delete;

private:
    rlimit m_before{};
};
