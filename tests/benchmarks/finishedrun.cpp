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

void putFinishedRuns(once::Store &store, once::RunId runs, const QString &work)
{
    constexpr once::RunId runsPerCommit = 10'000;
    auto component = store.component(work).value_or(once::ComponentRecord{.path = work, .isWork = true});
    for (once::RunId id = store.lastRunId() + 1; id <= runs; ++id) {
        component.lastRun = putFinishedRun(store, id, work).id;
        ++component.counts.successes;
        if (id % runsPerCommit == 0)
            store.commit();
    }
    store.put(component);
    store.commit();
}

std::unique_ptr<once::Store> openAged(const QString &folder, once::RunId runs)
{
    auto store = once::Store::open(folder);
    putFinishedRuns(*store, runs, QStringLiteral("root.work"));
    store->close();
    return once::Store::open(folder);
}

} // namespace bench
