// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/files/filestore.h>
#include <once/detail/tree/execution.h>
#include <once/detail/loop/origins.h>
#include <once/store.h>

#include <unordered_set>

namespace once {
class Component;
class StateBase;
class Work;
} // namespace once

namespace once::detail {

// A call as it is kept, and what is kept of one.
CallRecord callRecordOf(const Run &run);
std::shared_ptr<Outcome> outcomeOf(const CallRecord &record, const FileStore &files);

// Between the tree and the store: turns what happens into rows, and rows back into what a work knows. The
// rows are written by Store::commit(), which the loop calls.
class Recorder
{
public:
    Recorder(Store &store, const FileStore &files) : m_store(store), m_files(files), m_lastRun(store.lastRunId()) {}

    // Brings back what the tree's components were when the app ended, and announces new ones. Sentences about
    // what could not be restored are returned.
    QStringList restore(Component &root);

    void recall(Work &work, Call &call, QByteArrayView props);
    bool load(Call &call);
    void forget(const Call &call);
    std::optional<Run> run(RunId id) { return m_store.run(id); }

    // A new run of a call, with its cause; it becomes the work's last one.
    Run begin(Work &work, Call &call, QByteArrayView props, qint64 tick, Instant now);
    void put(const Run &run) { m_store.put(run); }
    // Puts all that the run leaves behind.
    void finish(Work &work, const Call &call, Run &run, const Finished &how, Instant now);

    // Puts a call's open streak as it stands.
    void putStreak(const Work &work, Call &call);
    // The streak is put for the last time by putClosed(): many together cost little more than one.
    void closeStreak(const Work &work, Call &call, Instant now);
    void putClosed();
    std::optional<Instant> oldestClosed() const { return m_closed.empty() ? std::nullopt : std::optional(m_closedSince); }

    // The component is put again before the next commit.
    void touch(Component &component)
    {
        if (m_isTouched.insert(&component).second)
            m_touched.push_back(&component);
    }
    void putTouched();
    void forget(const Component &component); // with all below: it is about to be gone
    // All works whose rows in the store are behind, for the end of the process.
    void touchUnrecorded(Component &component);

private:
    static ComponentRecord recordOf(const Component &component);
    void keepCode(const Work &work, Cause &cause);
    void count(Work &work, const Call &call, const Run &run);
    void restoreOne(Component &component, QStringList &complaints);
    void restoreWork(Work &work, const ComponentRecord &record);
    void restoreKept(Work &work);
    void restoreFlow(Component &flow, const ComponentRecord &record, QStringList &complaints);

    Store &m_store;
    const FileStore &m_files;
    RunId m_lastRun;
    Origins m_origins;
    std::unordered_set<QString> m_codes; // that the store has
    std::vector<Streak> m_closed; // not yet put
    Instant m_closedSince;        // the first of them
    std::vector<Component *> m_touched; // in this order, which at a first start is that of the tree
    std::unordered_set<Component *> m_isTouched;
};

} // namespace once::detail
