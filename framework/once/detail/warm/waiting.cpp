// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/warm/waiting.h>

#include <once/detail/warm/perprocess.h>

#include <map>
#include <mutex>
#include <stdexcept>

namespace once::detail {

namespace {

// Who waits for what, in the whole process: a circle may go through several Warm and Memory.
struct Waiters
{
    std::mutex mutex;
    std::map<std::thread::id, std::shared_ptr<const Pending>> pending;

    // What is done already holds nobody up, though its waiters may not have woken yet.
    bool leadsToThisThread(const Pending *next) const
    {
        while (next && !next->isDone) {
            if (next->by == std::this_thread::get_id())
                return true;
            const auto found = pending.find(next->by);
            next = found == pending.end() ? nullptr : found->second.get();
        }
        return false;
    }
};

// Never destroyed: objects are torn down until the process has ended.
Waiters &waiters()
{
    static auto &all = *new PerProcess<Waiters>([] { return std::make_shared<Waiters>(); });
    return *all.get();
}

} // namespace

Waiting::Waiting(std::shared_ptr<const Pending> pending, const std::string &forEver)
{
    Waiters &all = waiters();
    const std::lock_guard lock(all.mutex);
    if (all.leadsToThisThread(pending.get()))
        throw std::logic_error(forEver);
    all.pending[std::this_thread::get_id()] = std::move(pending);
}

Waiting::~Waiting()
{
    Waiters &all = waiters();
    const std::lock_guard lock(all.mutex);
    all.pending.erase(std::this_thread::get_id());
}

} // namespace once::detail
