// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/tree/runtime.h>

#include <once/detail/tree/callbook.h>
#include <once/detail/tree/execution.h>
#include <once/work.h>

namespace once::detail {

void Runtime::suspend(const Component &waitingFor, bool isCached)
{
    tick.hasSuspended = true;
    stayAwake();
    throw Suspension{&waitingFor, isCached};
}

void Runtime::wakeAt(Instant flowTime)
{
    for (Scope *in = scope; in; in = in->outer)
        in->flowDue = std::min(in->flowDue.value_or(flowTime), flowTime);
    ringAt(flowTime);
}

void Runtime::wakeAtStamp(Instant due)
{
    for (Scope *in = scope; in; in = in->outer)
        in->due = std::min(in->due.value_or(due), due);
    ringAtStamp(due);
}

void Runtime::stayAwake()
{
    for (Scope *in = scope; in; in = in->outer)
        in->isSettled = false;
}

namespace {

class InPlaceRuntime : public Runtime
{
public:
    void recall(Work &, Call &, QByteArrayView) override {}
    bool load(Call &call) override { return call.outcome != nullptr; }
    bool keepsOutcomes() const override { return false; }
    void start(Work &work, Call &call, std::unique_ptr<Invocation> body) override;
    bool accepts(Work &) override { return true; }
    void cancel(Work &, const QString &) override {}
    void forget(Work &, Call &) override {}
    void hurry(Call &) override {}
    void added(Component &) override {}
    void retire(std::unique_ptr<Component>) override {}
    void pauseChanged(Work &) override {}
    std::optional<Run> runOf(const Call &) override { return {}; }
    void streakBegan(Work &, Call &) override {}
    void streakEnded(Work &, Call &call) override { call.streak.reset(); }
    void shownChanged(Work &) override {}
    void stateChanged(StateBase &, std::shared_ptr<const void>) override { release(); }
    void statePublished(Work &work) override { work.takePublished(true); }
    void warnOnce(const Component &, const QString &) override {}
    std::optional<Slot> slot(const Component &flow, const Schedule &schedule) override;
    qint64 manual(const Component &, const QString &) override { return 0; }
    void watch(const Component &, const QString &) override {}
    void entered(const Scope &) override {}
    void ringAt(Instant) override {}
    void ringAtStamp(Instant) override {}
};

// Nothing is known of before: the newest one.
std::optional<Slot> InPlaceRuntime::slot(const Component &, const Schedule &schedule)
{
    const QTimeZone in = schedule.zone.isEmpty() ? zone : zoneOf(schedule.zone);
    const auto nominal = Rule(schedule.rule).latest(tick.time, in, schedule.inGap);
    return nominal ? std::optional(Slot(nameOf(schedule), nominal->text(), in.id())) : std::nullopt;
}

void InPlaceRuntime::start(Work &work, Call &call, std::unique_ptr<Invocation> body)
{
    release();
    RunControl control;
    const Finished finished = execute(work, *body, control, false);
    call.status = finished.status;
    call.setError(finished.error);
    call.outcome = finished.outcome;
    work.book().counts.count(call.status);
    if (finished.status == Status::Succeeded)
        work.show(call);
    else
        work.takeBack();
}

} // namespace

Runtime &inPlaceRuntime()
{
    thread_local InPlaceRuntime runtime;
    return runtime;
}

} // namespace once::detail
