// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

namespace once::detail {

// Something that a thread is at, and others wait for.
struct Pending
{
    explicit Pending(std::thread::id thread) : by(thread) { }

    const std::thread::id by;
    std::atomic<bool> isDone = false;
};

// For as long as it lives, this thread is known to wait. Throws std::logic_error with the sentence when it would be
// for ever: when what it waits for is this thread's own, or that of one that waits for this thread, however many are
// between.
class Waiting
{
public:
    Waiting(std::shared_ptr<const Pending> pending, const std::string &forEver);
    ~Waiting();
    Waiting(const Waiting &) = delete;
    Waiting &operator=(const Waiting &) = delete;
};

} // namespace once::detail
