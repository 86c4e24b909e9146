// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callkey.h>
#include <once/instant.h>

#include <memory>

namespace once {

// Where the answer of a cached function comes from.
enum class AnsweredBy {
    Computation, // this call has computed it
    Memory,      // it was in the memory of the process
    Disk,
    Another,     // another thread or process was at the same call, and was waited for
    Renewal,     // it was there and did not count any more: this call has computed it
    NoCache,     // computed, and not kept: MemoryEvent says why
};

const char *toWord(AnsweredBy by); // "computed", "memory", "disk", "joined", "expired", "uncached"

// What a cached function answers, with all there is to say of it. Shares the value with the cache.
template <typename R>
class Answer
{
public:
    Answer(std::shared_ptr<const void> value, AnsweredBy whom, const CallKey &itsKey, Microseconds computing)
        : by(whom), key(itsKey), duration(computing), m_value(std::static_pointer_cast<const R>(std::move(value)))
    {
    }

    const R &value() const { return *m_value; }
    operator const R &() const { return *m_value; }
    const R &operator*() const { return *m_value; }
    const R *operator->() const { return m_value.get(); }
    const std::shared_ptr<const R> &shared() const { return m_value; }

    AnsweredBy by;
    CallKey key;
    Microseconds duration; // of its computation, whenever that was
    bool mayChange = false; // the next call with these arguments may come to something else

private:
    std::shared_ptr<const R> m_value;
};

template <>
class Answer<void>
{
public:
    Answer(const std::shared_ptr<const void> &, AnsweredBy whom, const CallKey &itsKey, Microseconds computing)
        : by(whom), key(itsKey), duration(computing)
    {
    }

    AnsweredBy by;
    CallKey key;
    Microseconds duration;
    bool mayChange = false;
};

} // namespace once
