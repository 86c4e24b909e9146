// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/tree/execution.h>

#include <once/detail/files/filestore.h>
#include <once/detail/tree/runlog.h>
#include <once/detail/tree/runscope.h>
#include <once/detail/tree/runtime.h>
#include <once/detail/tree/workhooks.h>
#include <once/state.h>

#include <optional>

namespace once::detail {

namespace {

std::vector<std::shared_ptr<const void>> writtenStates(const Work &work)
{
    std::vector<std::shared_ptr<const void>> written;
    for (const StateBase *state : work.states())
        written.push_back(state->written());
    return written;
}

// A snapshot of what the run has written, typed and encoded.
void takeStates(const Work &work, Outcome &outcome)
{
    if (work.states().empty())
        return;
    Encoder encoder;
    encoder.map(work.states().size());
    outcome.typedStates = writtenStates(work);
    for (const StateBase *state : work.states()) {
        encoder.key(state->name().toStdString());
        encoder.encoded(state->encodingOf(state->written()).encoding());
    }
    outcome.states = Value(encoder.view().toByteArray());
}

QString textOf(const std::exception &exception)
{
    const QString text = QString::fromUtf8(exception.what());
    return text.isEmpty() ? QString::fromUtf8(typeid(exception).name()) : text;
}

// The handler of the work sees what was thrown, and may throw something else.
std::exception_ptr seenBy(Work &work, std::exception_ptr thrown)
{
    try {
        WorkHooks::exception(work, thrown);
        return thrown;
    } catch (...) {
        return std::current_exception();
    }
}

// The one place where what a run throws becomes data.
Finished failureOf(Work &work, const std::exception_ptr &thrown)
{
    Finished finished{.status = Status::Failed};
    const auto &isWorthRetry = work.options().retry.on;
    try {
        finished.isWorthRetry = !isWorthRetry || isWorthRetry(thrown);
        std::rethrow_exception(thrown);
    } catch (const Cancelled &) {
        finished.status = Status::Cancelled;
        finished.error = QStringLiteral("it was asked to stop");
    } catch (const std::exception &exception) {
        finished.error = textOf(exception);
    } catch (...) {
        finished.error = QStringLiteral("it threw something that is no std::exception");
    }
    return finished;
}

std::exception_ptr attempt(Work &work, const Invocation &body, Outcome &outcome)
{
    std::exception_ptr thrown;
    try {
        WorkHooks::beforeRun(work);
        body.invoke(outcome);
    } catch (...) {
        thrown = seenBy(work, std::current_exception());
    }
    try {
        WorkHooks::afterRun(work);
        if (!thrown)
            takeStates(work, outcome);
    } catch (...) {
        thrown = thrown ? thrown : std::current_exception();
    }
    return thrown;
}

} // namespace

Finished execute(Work &work, const Invocation &body, RunControl &control, bool capturesLog)
{
    for (StateBase *state : work.states())
        state->beginAttempt();
    if (control.isStopRequested())
        return {.status = Status::Cancelled, .error = QStringLiteral("it was cancelled before it began")};
    const RunScope scope(work, control);
    const FileScope files(work.runtime().files);
    std::optional<RunLog> log;
    if (capturesLog)
        log.emplace();
    auto outcome = std::make_shared<Outcome>();
    const std::exception_ptr thrown = attempt(work, body, *outcome);
    Finished finished = thrown ? failureOf(work, thrown) : Finished{.outcome = std::move(outcome)};
    if (!thrown && control.hasSeenStop())
        finished = {.status = Status::Cancelled, .error = QStringLiteral("it was asked to stop")};
    if (log)
        finished.log = log->take();
    return finished;
}

} // namespace once::detail
