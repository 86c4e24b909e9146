// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFile>

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <functional>

// Runs the body in a forked process that ends without any clean-up, as if killed after it. Gives back its
// answer, or -1 when it threw or crashed.
inline int inChild(const std::function<int()> &body)
{
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            ::_exit(body());
        } catch (const std::exception &error) {
            std::fprintf(stderr, "in the child: %s\n", error.what());
        }
        ::abort();
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Modes of files mean nothing to root: gives its rights away for good.
inline bool becomeNobody()
{
    constexpr uid_t nobody = 65534;
    return ::getuid() != 0 || (::setgid(nobody) == 0 && ::setuid(nobody) == 0);
}
