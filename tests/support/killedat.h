// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

enum class Killed { Yes, HasEnded, CannotBe }; // the last one where no process may be traced

// Runs the body in a forked process that is killed when it is about to make its nth call to the system, counted from
// 1. The body must stay in its thread.
inline Killed killedAt(int nth, const std::function<void()> &body)
{
    const pid_t child = ::fork();
    if (child == 0) {
        if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0)
            ::_exit(1);
        ::raise(SIGSTOP);
        body();
        ::_exit(0);
    }
    const auto wait = [child] {
        int status = 0;
        ::waitpid(child, &status, 0);
        return status;
    };
    int status = wait();
    if (!WIFSTOPPED(status))
        return Killed::CannotBe;
    for (int stops = 0; stops < 2 * nth - 1; ++stops) { // each call stops as it begins and as it ends
        ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
        status = wait();
        if (!WIFSTOPPED(status))
            return Killed::HasEnded;
    }
    ::kill(child, SIGKILL);
    wait();
    return Killed::Yes;
}
