// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "finishedrun.h"

namespace bench {

once::Run putFinishedRun(once::Store &store, once::RunId id, const QString &work)
{
    const once::Instant now = once::fromMicroseconds(1'700'000'000'000'000 + id * 1'000);
    const auto props = once::Value::of(QList<qint64>{id});
    once::Run run{.id = id,
                  .work = work,
                  .key = props.digest(),
                  .status = once::Status::Succeeded,
                  .tick = id,
                  .queued = now,
                  .started = now,
                  .finished = now,
                  .props = props,
                  .result = once::Value::of(double(id)),
                  .code = QStringLiteral("version 1")};
    store.put(run);
    store.put(once::CallRecord{.key = run.key, .run = run.id, .finished = now, .props = run.props, .result = run.result});
    return run;
}

} // namespace bench
