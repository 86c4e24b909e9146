// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/suspension.h>

#include <exception>
#include <optional>

namespace once::detail {

// Takes several steps of a flow though some of them suspend or fail, and makes that good at the end.
class Together
{
public:
    template <typename Step>
    void take(Step &&step)
    {
        try {
            if constexpr (std::invocable<Step>)
                step();
            else
                step.run();
        } catch (const Suspension &suspension) {
            const bool isCached = suspension.isCached || (m_suspension && m_suspension->isCached);
            m_suspension = {suspension.waitingFor, isCached};
        } catch (const Stop &) {
            throw;
        } catch (...) {
            m_failure = m_failure ? m_failure : std::current_exception();
        }
    }

    // What waits is waited for first, so that the flow's clock stands still until all steps have ended.
    void end() const
    {
        if (m_suspension)
            throw *m_suspension;
        if (m_failure)
            std::rethrow_exception(m_failure);
    }

private:
    std::optional<Suspension> m_suspension;
    std::exception_ptr m_failure;
};

} // namespace once::detail
