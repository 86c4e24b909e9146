// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/component.h>
#include <once/detail/tree/call.h>
#include <once/suspension.h>
#include <once/workoptions.h>

#include <stop_token>

namespace once {

namespace detail {
class CallBook;
struct WorkHooks;
} // namespace detail

// A unit of long-running work. Derive, add States and other members, and write one public method
// `run(props...)`; it may return a value. A work is used through Child<MyWork> (or Root<MyWork>), which
// gives run() its meaning: called with props it has seen, it is skipped.
//
// run() runs in a thread of its executor, one call of a work at a time; everything else here belongs to the
// loop's thread.
class Work : public Component
{
public:
    ~Work() override;

    // Of the call that was asked for last, at once.
    Status status() const;
    bool hasStarted() const { return status() != Status::NotStarted; }
    bool isQueued() const { return status() == Status::Queued; } // or waits for its next attempt
    bool isRunning() const { return status() == Status::Running; }
    bool hasSucceeded() const { return status() == Status::Succeeded; }
    bool hasFailed() const { return status() == Status::Failed || hasTimedOut(); }
    bool hasTimedOut() const { return status() == Status::TimedOut; }
    bool hasCancelled() const { return status() == Status::Cancelled; }
    QString error() const; // why it did not succeed; empty when it has
    QList<StatusChange> statuses() const; // of its newest run, in order; empty outside of an app

    // Runs of this work that ended so, over all starts of the app.
    qint64 numSuccesses() const;
    qint64 numFailures() const; // timeouts among them
    qint64 numTimeouts() const;
    qint64 numCancelled() const;

    // Ends what is queued, and asks what runs to stop; see Timeout::grace. The calls are remembered as cancelled:
    // calls with other props run.
    void cancel(const QString &why = {});
    // The call that was asked for last counts as not seen, in the store too. No effect while it runs.
    void forget();
    // If the call that was asked for last has ended badly, it is tried again when it is next asked for; if it
    // waits for its next attempt, that begins now.
    void retryNow();

    // While a work is paused, none of its calls starts; those under way go on. Ends with the process.
    void pause(const QString &note = {});
    void resume();
    bool isPaused() const;
    QString pauseNote() const;

    const WorkOptions &options() const { return m_options; }
    // As given, else the fields of a single described struct, else empty; then those of what it depends on.
    QStringList propNames() const;

    // For the loop and the executors.
    detail::CallBook &book() const { return *m_book; }
    detail::Runtime &runtime() const { return Component::runtime(); }
    using Component::markChanged;
    void show(detail::Call &call);  // its states in the tree; the outcome must be there
    void takePublished(bool shows); // what a running run() has written: into the tree, or dropped
    void unshow();                  // what an attempt has written, which the tree is not to show
    void takeBack();                // what an attempt has written that left nothing
    void forgetOutcome(detail::Call *call);

protected:
    Work();

    // Inside run(): whether the loop wants it to end, as cancel(), a timeout or the end of the app do. A run that
    // returns after it has seen this is recorded as cancelled, or timed out, and what it has written is dropped.
    bool isStopRequested() const;
    void throwIfStopped() const; // throws Cancelled
    std::stop_token stopToken() const; // for waits that are to end by it
    void signOfLife() const; // for Timeout::silence; a log line and a written state are signs as well

    // Around each attempt, in its thread. What the first throws is the failure of the attempt. The second is
    // always called after the first, however run() ended; what it throws fails an attempt that had succeeded.
    virtual void onBeforeRun() {}
    virtual void onAfterRun() {}
    // Sees what run() threw before it is recorded; may throw something else in its place.
    virtual void onException(const std::exception_ptr &) {}

    // What Child knows of the user's type.
    struct Signature
    {
        QByteArray type, parameters;
        int parameterCount = 0;
        QStringList fields; // of a single described struct
        bool isBuiltWithArguments = false; // the user's constructor was given some
        const void *code = nullptr;        // a function that leads to all of its code; null when that does not tell all
        QByteArray arguments;              // those of the constructor, encoded
    };

    // Throws std::logic_error when the options do not fit the signature.
    void setUp(WorkOptions options, Signature signature);

    Encoder &beginProps();
    bool hasPlainProps() const { return m_ignored == 0 && m_options.dependsOn.empty(); }
    bool isIgnored(std::size_t prop) const { return m_ignored >> prop & 1; }
    void appendDependencies(Encoder &encoder) const;
    // Decides about the call whose props were encoded: skips it, starts it, throws Suspension or RunFailed.
    // `makeBody` is asked for the body only if it starts.
    detail::Call &call(detail::BodyMaker makeBody);

    template <typename>
    friend class Result;
    std::shared_ptr<detail::Outcome> awaitOutcome(detail::Call &call) const; // throws as call() does

private:
    // Pure, so that a plain MyWork as a member does not compile: declare it as Child<MyWork>.
    virtual void mustBeDeclaredAsChildOrRoot() const = 0;

    friend struct detail::WorkHooks;

    QString identifyCode();
    detail::Call &lookUp(QByteArrayView props);
    void show(StateBase &state, const Json &kept, bool isRunning);
    void doubtSuccess(detail::Call &call);
    bool mayStart(detail::Call &call);
    void start(detail::Call &call, detail::BodyMaker makeBody);
    void skip(detail::Call &call);
    void countSkip(detail::Call &call, SkipCause cause);
    bool isDue(const detail::Call &call);
    void warnWhenUnreachable();
    [[noreturn]] void fail(const detail::Call &call) const;

    WorkOptions m_options;
    Signature m_signature;
    quint64 m_ignored = 0; // a bit for each prop
    bool m_hasLimits = false; // of its history or of the age of results
    std::unique_ptr<detail::CallBook> m_book;
};

} // namespace once
