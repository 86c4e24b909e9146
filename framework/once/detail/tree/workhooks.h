// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/work.h>

namespace once::detail {

// Calls what a work's author may override and nobody else may call.
struct WorkHooks
{
    static void beforeRun(Work &work) { work.onBeforeRun(); }
    static void afterRun(Work &work) { work.onAfterRun(); }
    static const void *code(const Work &work) { return work.m_signature.code; } // leads to all of it; null where nothing does
    static void exception(Work &work, const std::exception_ptr &thrown) { work.onException(thrown); }
};

} // namespace once::detail
