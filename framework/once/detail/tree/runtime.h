// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/tree/call.h>
#include <once/detail/tree/scope.h>
#include <once/schedule.h>

#include <QTimeZone>

#include <functional>

namespace once {
class Component;
class StateBase;
class Work;
} // namespace once

namespace once::detail {

class FileStore;

// What the tree knows of the tick it is in.
struct Tick
{
    qint64 number = 0;
    Instant time;     // as the flow sees it: stands still for as long as the tick lasts, and longer when latched
    Instant stamp;    // for the records
    bool hasSuspended = false;
};

// What the tree asks of whatever it is attached to: an app's loop, or nothing but this thread. All but
// statePublished() is called in the loop's thread.
class Runtime
{
public:
    virtual ~Runtime() = default;

    // Fills in a call that this process has not met, from what is kept.
    virtual void recall(Work &work, Call &call, QByteArrayView props) = 0;
    // Brings a succeeded call's outcome back; false when it cannot be had any more.
    virtual bool load(Call &call) = 0;
    // Whether load() would find the outcomes of this session too, so that they need not stay in memory.
    virtual bool keepsOutcomes() const = 0;

    virtual void start(Work &work, Call &call, std::unique_ptr<Invocation> body) = 0;
    virtual bool accepts(Work &work) = 0; // another call of it, busy as it is
    virtual void cancel(Work &work, const QString &why) = 0;
    virtual void forget(Work &work, Call &call) = 0;
    virtual void hurry(Call &call) = 0; // it waits for no back-off
    virtual void added(Component &component) = 0; // to a tree that is attached
    virtual void retire(std::unique_ptr<Component> component) = 0; // it was a child; ends with its runs
    virtual void pauseChanged(Work &work) = 0;
    virtual std::optional<Run> runOf(const Call &call) = 0; // its newest one

    virtual void streakBegan(Work &work, Call &call) = 0;
    virtual void streakEnded(Work &work, Call &call) = 0; // its next skip has another cause or source
    virtual void shownChanged(Work &work) = 0;
    virtual void stateChanged(StateBase &state, std::shared_ptr<const void> before) = 0;
    virtual void statePublished(Work &work) = 0; // any thread
    virtual void warnOnce(const Component &about, const QString &sentence) = 0;

    // What comes into a flow from outside; when there is something else, it is entered again.
    virtual std::optional<Slot> slot(const Component &flow, const Schedule &schedule) = 0;
    virtual qint64 manual(const Component &flow, const QString &name) = 0;
    virtual void watch(const Component &flow, const QString &path) = 0;

    virtual void entered(const Scope &scope) = 0;
    virtual void ringAt(Instant flowTime) = 0;
    virtual void ringAtStamp(Instant due) = 0;

    // The next tick comes no later than this, in the flow's time or in that of the records, and enters what it is
    // said in.
    void wakeAt(Instant flowTime);
    void wakeAtStamp(Instant due);
    // What this is said in is entered in every tick, since nobody tells when that gives another result.
    void stayAwake();

    // Throws Suspension, and knows about it.
    [[noreturn]] void suspend(const Component &waitingFor, bool isCached);

    // Keeps what the flow may hold a reference to, until the tick is over.
    void retain(std::shared_ptr<const void> value) { m_retained.push_back(std::move(value)); }
    void release() { m_retained.clear(); }

    Tick tick;
    Encoder callProps; // of the call that is being made; one for all works, so that its bytes stay near
    Scope rootScope;
    Scope *scope = &rootScope; // that the tick is in
    QTimeZone zone = QTimeZone::systemTimeZone();
    FileStore *files = nullptr; // of File and Drive; set before anything runs, for all threads

private:
    std::vector<std::shared_ptr<const void>> m_retained;
};

// Runs each body at once in the calling thread and keeps all in memory: what components outside of an app
// have. One for each thread.
Runtime &inPlaceRuntime();

} // namespace once::detail
