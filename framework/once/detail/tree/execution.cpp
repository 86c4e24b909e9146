// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/tree/execution.h>

#include <once/detail/tree/runlog.h>
#include <once/detail/tree/runscope.h>
#include <once/state.h>
#include <once/work.h>

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

} // namespace

Finished execute(Work &work, Invocation &body, bool capturesLog)
{
    const RunScope scope(work);
    std::optional<RunLog> log;
    if (capturesLog)
        log.emplace();
    Finished finished;
    const auto before = writtenStates(work);
    auto outcome = std::make_shared<Outcome>();
    try {
        body.invoke(*outcome);
        takeStates(work, *outcome);
        finished.outcome = std::move(outcome);
    } catch (const std::exception &exception) {
        finished.status = Status::Failed;
        finished.error = textOf(exception);
    } catch (...) {
        finished.status = Status::Failed;
        finished.error = QStringLiteral("it threw something that is no std::exception");
    }
    if (finished.status != Status::Succeeded)
        for (std::size_t i = 0; i < before.size(); ++i)
            work.states()[i]->revert(before[i]);
    if (log)
        finished.log = log->take();
    return finished;
}

} // namespace once::detail
