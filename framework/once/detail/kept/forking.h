// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

namespace once::detail {

// Something that must not be in the middle of anything while its process forks. SQLite above all: what a child takes
// over of an open connection makes it believe that it has the locks of its parent.
class Forking
{
public:
    Forking(const Forking &) = delete;
    Forking &operator=(const Forking &) = delete;

protected:
    Forking() = default;
    virtual ~Forking() = default;

    // Begins and ends to be told; in the constructor and the destructor of what derives from it. Not while a fork is
    // under way in another thread.
    void enter();
    void leave();

private:
    friend class Forks;

    virtual void beforeFork() = 0;            // in the thread that forks: takes its locks
    virtual void afterFork(bool isChild) = 0; // in the same: gives them back
};

} // namespace once::detail
