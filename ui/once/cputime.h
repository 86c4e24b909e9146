// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <ctime>

namespace once {

// How much processor time this thread has taken since the object was made. What other programs do on the
// machine does not show in it.
class CpuTime
{
public:
    qint64 elapsedUs() const { return now() - m_start; }

private:
    static qint64 now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1'000'000 + time.tv_nsec / 1'000;
    }

    qint64 m_start = now();
};

} // namespace once
