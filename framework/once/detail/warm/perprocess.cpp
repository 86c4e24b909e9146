// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/warm/perprocess.h>

#include <pthread.h>

namespace once::detail {

namespace {

std::atomic<unsigned> count = 0;

} // namespace

unsigned forks()
{
    [[maybe_unused]] static const int isWatching = ::pthread_atfork(nullptr, nullptr, [] { ++count; });
    return count.load(std::memory_order_relaxed);
}

} // namespace once::detail
