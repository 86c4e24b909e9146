// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>

namespace once::detail {

// Turns the first SIGINT or SIGTERM into a call in the thread that made this, which has a Qt event
// dispatcher; the second ends the process at once. SIGPIPE is ignored meanwhile: who reads the output may
// leave. One in a process.
class Signals
{
public:
    explicit Signals(std::function<void(int signal)> handler);
    ~Signals(); // leaves all as it was before
    Signals(const Signals &) = delete;
    Signals &operator=(const Signals &) = delete;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace once::detail
