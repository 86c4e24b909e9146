// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/work.h>

namespace once {

// What a work's run() returned, or will have. A small handle, valid for the tick that it was made in; keep the
// value, not the handle. Reading it before it is there suspends the flow; reading that of a failed run throws
// RunFailed. So two parallel works can be started before the first of their results is waited for.
template <typename R>
class Result
{
public:
    Result(const Work &work, detail::Call &call) : m_work(&work), m_call(&call) {}

    bool isReady() const { return m_call->status == Status::Succeeded; }
    const R &value() const;
    operator const R &() const { return value(); }
    const R &operator*() const { return value(); }
    const R *operator->() const { return &value(); }

    // Of the content: equal for equal results. Waits like value().
    const Digest &digest() const { return m_work->awaitOutcome(*m_call)->result.digest(); }

private:
    const Work *m_work;
    detail::Call *m_call;
};

template <typename R>
const R &Result<R>::value() const
{
    const auto outcome = m_work->awaitOutcome(*m_call);
    if (!outcome->typedResult) // it came from the store: decoded once
        outcome->typedResult = std::make_shared<const R>(outcome->result.template to<R>());
    return *static_cast<const R *>(outcome->typedResult.get());
}

} // namespace once
