// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <memory>

namespace once::detail {

// Counts the forks that led to this process, from the first question on.
unsigned forks();

// A value that is made when it is first asked for, and that a forked child does not take over: it gets one of
// its own. The parent's stays in the child's memory, untouched, since what it holds is the parent's, and its
// mutexes may be locked by threads that the child does not have. Any thread.
template <typename T>
class PerProcess
{
public:
    explicit PerProcess(std::function<std::shared_ptr<T>()> make) : m_make(std::move(make)) { forks(); }
    ~PerProcess()
    {
        if (Made *made = ofThisProcess())
            delete made;
    }
    PerProcess(const PerProcess &) = delete;
    PerProcess &operator=(const PerProcess &) = delete;

    const std::shared_ptr<T> &get()
    {
        if (Made *made = ofThisProcess())
            return made->value;
        return make();
    }
    std::shared_ptr<T> peek() const // null when nobody has asked yet
    {
        const Made *made = ofThisProcess();
        return made ? made->value : nullptr;
    }

private:
    struct Made
    {
        std::shared_ptr<T> value;
        unsigned process;
        Made *parents; // so that it is no leak
    };

    Made *ofThisProcess() const
    {
        Made *made = m_made.load(std::memory_order_acquire);
        return made && made->process == forks() ? made : nullptr;
    }
    const std::shared_ptr<T> &make()
    {
        Made *before = m_made.load();
        if (!before || before->process != forks())
            if (auto made = std::make_unique<Made>(m_make(), forks(), before);
                m_made.compare_exchange_strong(before, made.get()))
                made.release();
        return m_made.load()->value;
    }

    std::function<std::shared_ptr<T>()> m_make;
    std::atomic<Made *> m_made = nullptr;
};

} // namespace once::detail
