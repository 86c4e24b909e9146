// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/forking.h>
#include <once/run.h>

#include <mutex>
#include <unordered_set>

namespace once::detail {

// Which keys this and other processes are at. Each key has a byte in one file, and the system's lock on that
// byte is all that counts: it goes with the process, whatever becomes of its children. The file itself stays empty. Any
// thread.
//
// Two keys may have the same byte, by a chance of one in 2^62. In one process neither waits for the other,
// which could be waiting for it in turn; another process waits for both.
class CallLocks
{
public:
    explicit CallLocks(const QString &file); // throws StoreError (Unreadable); waits while another one is alone
    CallLocks(const CallLocks &) = delete;
    CallLocks &operator=(const CallLocks &) = delete;

    bool take(const CallKey &key); // false, at once, while it is taken; throws StoreError without locks
    void release(const CallKey &key);
    bool isAlone(); // nobody else has the file open here, nor will, as long as this lives

private:
    bool isHeld(qint64 place) const;

    QString m_file;
    OwnDescriptor m_descriptor;
    std::mutex m_mutex;
    std::unordered_set<CallKey> m_held;
};

} // namespace once::detail
