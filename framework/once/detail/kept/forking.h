// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

namespace once::detail {

// While one lives, no other thread forks the process: a child takes over no lock in the middle of what it guards, SQLite's
// own among them. Any number in one thread; that thread itself may fork all the same.
class Unforked
{
public:
    Unforked();
    ~Unforked();
    Unforked(const Unforked &) = delete;
    Unforked &operator=(const Unforked &) = delete;

    static int generation(); // another one in a child: what is of an earlier one is its parent's
};

// A descriptor that a forked child does not keep, and with it what the system locks for those who have it. It is -1 there.
class OwnDescriptor
{
public:
    explicit OwnDescriptor(int descriptor);
    ~OwnDescriptor();
    OwnDescriptor(const OwnDescriptor &) = delete;
    OwnDescriptor &operator=(const OwnDescriptor &) = delete;

    operator int() const { return m_descriptor; }

private:
    friend class Forks;

    int m_descriptor;
};

// Something that has more to do before its process forks than to wait for Unforked: it may use SQLite then.
class Forking
{
public:
    Forking(const Forking &) = delete;
    Forking &operator=(const Forking &) = delete;

protected:
    Forking() = default;
    virtual ~Forking() = default;

    // Begins and ends to be told; in the constructor and the destructor of what derives from it. Waits for a fork that is
    // under way in another thread: not with an Unforked.
    void enter();
    void leave();

private:
    friend class Forks;

    virtual void beforeFork() = 0; // in the thread that forks: takes its locks
    virtual void afterFork() = 0;  // in the same, on both sides: gives them back
};

} // namespace once::detail
