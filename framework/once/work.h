// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/component.h>
#include <once/detail/tree/call.h>
#include <once/suspension.h>
#include <once/workoptions.h>

namespace once {

namespace detail {
class CallBook;
}

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

    // Of the call that was asked for last.
    Status status() const;
    bool hasStarted() const { return status() != Status::NotStarted; }
    bool isRunning() const { return status() == Status::Running; }
    bool hasSucceeded() const { return status() == Status::Succeeded; }
    bool hasFailed() const { return status() == Status::Failed; }
    QString error() const; // why it failed; empty when it has not

    // Runs of this work that ended so, over all starts of the app.
    qint64 numSuccesses() const;
    qint64 numFailures() const;

    const WorkOptions &options() const { return m_options; }
    QStringList propNames() const; // as given, else the fields of a single described struct, else empty

    // For the loop and the executors.
    detail::CallBook &book() const { return *m_book; }
    detail::Runtime &runtime() const { return Component::runtime(); }
    void show(detail::Call &call);  // its states in the tree; the outcome must be there
    void takePublished(bool shows); // what a running run() has written: into the tree, or dropped
    void forgetOutcome(detail::Call *call);

protected:
    Work();

    // What Child knows of the user's type.
    struct Signature
    {
        QByteArray type, parameters;
        int parameterCount = 0;
        QStringList fields; // of a single described struct
    };

    // Throws std::logic_error when the number of names in `options.props` is another one.
    void setUp(WorkOptions options, Signature signature);

    Encoder &beginProps();
    // Decides about the call whose props were encoded: skips it, starts it, throws Suspension or RunFailed.
    // `makeBody` is asked for the body only if it starts.
    detail::Call &call(detail::BodyMaker makeBody);

    template <typename>
    friend class Result;
    std::shared_ptr<detail::Outcome> awaitOutcome(detail::Call &call) const; // throws as call() does

private:
    // Pure, so that a plain MyWork as a member does not compile: declare it as Child<MyWork>.
    virtual void mustBeDeclaredAsChildOrRoot() const = 0;

    detail::Call &lookUp(QByteArrayView props);
    void start(detail::Call &call, detail::BodyMaker makeBody);
    void skip(detail::Call &call);
    void countSkip(detail::Call &call, SkipCause cause);
    bool isDue(const detail::Call &call);
    void warnWhenUnreachable();
    [[noreturn]] void fail(const detail::Call &call) const;

    WorkOptions m_options;
    Signature m_signature;
    std::unique_ptr<detail::CallBook> m_book;
};

} // namespace once
