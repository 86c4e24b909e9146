// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/tree/call.h>

namespace once {
class Work;
}

namespace once::detail {

// How a run ended, on its way from an executor to the loop.
struct Finished
{
    Status status = Status::Succeeded;
    QString error;
    std::shared_ptr<Outcome> outcome; // null unless it succeeded
    QByteArray log;
};

// Runs a body in this thread, as the given work. Throws nothing: what the body throws is data. With
// `capturesLog`, what the body writes by qDebug, qInfo, qWarning and qCritical becomes the run's log.
Finished execute(Work &work, Invocation &body, bool capturesLog);

} // namespace once::detail
