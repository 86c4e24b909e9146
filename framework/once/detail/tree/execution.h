// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/tree/call.h>
#include <once/detail/tree/runcontrol.h>

#include <optional>

namespace once {
class Work;
}

namespace once::detail {

// How an attempt ended, on its way from an executor to the loop.
struct Finished
{
    Status status = Status::Succeeded;
    QString error;
    bool isWorthRetry = true;         // when it failed
    bool isRemembered = true;         // by its call; a run that had to make way for a newer one is not
    std::optional<Instant> computed{}; // when the outcome came about, where another process has made it
    std::shared_ptr<Outcome> outcome; // null unless it succeeded
    QByteArray log;
};

// Makes one attempt in this thread, as the given work, with its hooks around it. Throws nothing: what the body
// throws is data. What it has written is not taken back here, whatever becomes of it. With `capturesLog`, what it
// writes by qDebug, qInfo, qWarning and qCritical becomes its log.
Finished execute(Work &work, const Invocation &body, RunControl &control, bool capturesLog);

} // namespace once::detail
