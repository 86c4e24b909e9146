// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/loop/recorder.h>

#include <once/detail/loop/causes.h>
#include <once/detail/tree/callbook.h>
#include <once/detail/tree/workhooks.h>
#include <once/fingerprint.h>
#include <once/state.h>
#include <once/work.h>

#include <limits>
#include <ranges>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostUnrecorded = 1000;

// Where a store keeps what code with this identity is made of, whatever else the identity says after a comma.
QString codeSetting(const QString &identity) { return u"code "_s + identity.section(u", this start"_s, 0, 0); }

} // namespace

// None when files that it left are not there any more.
std::shared_ptr<Outcome> outcomeOf(const CallRecord &record, const FileStore &files)
{
    if (!areFilesThere(record.result, files) || !areFilesThere(record.states, files))
        return nullptr;
    auto outcome = std::make_shared<Outcome>();
    outcome->states = record.states;
    outcome->result = record.result;
    return outcome;
}

namespace {

qint64 bytesLeftBy(const Run &run)
{
    return bytesOf(run.result) + bytesOf(run.states);
}

// What its work need not know of it while it is open.
void complete(const Work &work, Call &call)
{
    call.streak->work = work.path();
    call.streak->key = call.key;
    call.streak->run = call.run;
}

Json optionsOf(const Work &work)
{
    return {{"cacheCalls", work.options().cacheCalls},
            {"parallel", work.options().parallel},
            {"version", work.options().version}};
}

Value statesOf(const Component &component, const Json &strays)
{
    Json states = strays.is_object() ? strays : Json::object();
    for (const StateBase *state : component.states())
        states[state->name().toStdString()] = state->toJson();
    return Value::of(states);
}

} // namespace

CallRecord callRecordOf(const Run &run)
{
    const bool keepsProps = run.props.encoding().size() <= CallRecord::storedPropsLimit;
    return {.key = run.key,
            .run = run.id,
            .status = run.status,
            .finished = run.finished,
            .props = keepsProps ? run.props : Value(),
            .states = run.states,
            .result = run.result,
            .error = run.error};
}

ComponentRecord Recorder::recordOf(const Component &component)
{
    ComponentRecord record{.path = component.path(), .type = component.typeName()};
    if (const auto *work = dynamic_cast<const Work *>(&component)) {
        const CallBook &book = work->book();
        record.isWork = true;
        record.options = optionsOf(*work);
        record.propNames = work->propNames();
        if (const Call *shown = book.showing ? book.showing : book.shown)
            record.shown = shown->key;
        record.lastRun = book.last.id;
        record.counts = book.counts;
        record.pauseNote = book.pauseNote;
    } else if (!component.states().empty() || component.m_strays.is_object()) {
        record.states = statesOf(component, component.m_strays);
    }
    return record;
}

QStringList Recorder::restore(Component &root)
{
    QStringList complaints;
    restoreOne(root, complaints);
    return complaints;
}

void Recorder::restoreOne(Component &component, QStringList &complaints)
{
    auto *work = dynamic_cast<Work *>(&component);
    const auto record = m_store.component(component.path());
    if (!record)
        m_store.put(recordOf(component)); // at once: in the order of the tree
    else if (work)
        restoreWork(*work, *record);
    else
        restoreFlow(component, *record, complaints);
    component.restored();
    for (Component *child : component.children())
        restoreOne(*child, complaints);
}

void Recorder::restoreWork(Work &work, const ComponentRecord &record)
{
    CallBook &book = work.book();
    book.counts = record.counts;
    if (record.pauseNote)
        touch(work); // the last process was killed, and the pause ended with it
    restoreKept(work);
    if (const auto last = m_store.run(record.lastRun)) {
        book.last.id = last->id;
        book.last.code = last->code;
        book.last.props = last->props.encoding();
    }
    if (record.shown.isNone())
        return;
    const auto shown = m_store.call(record.shown);
    if (!shown || shown->status != Status::Succeeded)
        return;
    auto outcome = outcomeOf(*shown, m_files);
    if (!outcome)
        return;
    Call &call = book.add(record.shown);
    call.status = Status::Succeeded;
    call.run = shown->run;
    call.finished = shown->finished;
    call.outcome = std::move(outcome);
    m_origins.add(call.run, call.outcome->result, call.outcome->states);
    book.asked = &call;
    work.show(call);
}

// The newest first, so that what does not count any more is not read.
void Recorder::restoreKept(Work &work)
{
    const WorkOptions &options = work.options();
    if (!KeptRuns::areLimitedBy(options))
        return;
    const int most = options.history > 0 ? options.history + 1 : std::numeric_limits<int>::max();
    const QList<RunId> ids = m_store.newestSuccesses(work.path(), most);
    for (const RunId id : ids | std::views::reverse) {
        const auto run = options.maxBytes > 0 ? m_store.run(id) : std::nullopt;
        work.book().kept.add(options, id, run ? bytesLeftBy(*run) : 0);
        if (!work.book().kept.counts(id))
            return;
    }
}

// What has no state any more, or one of another type, stays kept beside those there are.
void Recorder::restoreFlow(Component &flow, const ComponentRecord &record, QStringList &complaints)
{
    if (record.states.isNull())
        return;
    Json kept = record.states.toJson();
    for (StateBase *state : flow.states()) {
        const std::string name = state->name().toStdString();
        const auto it = kept.find(name);
        if (it == kept.end())
            continue;
        try {
            state->show(state->parsed(*it), false);
        } catch (const std::exception &) {
            complaints += u"state \"%1\" of %2 was of another type when it was kept, and begins anew; the old value stays "
                          "kept as \"%1 before\""_s.arg(state->name(), flow.path());
            kept[name + " before"] = *it;
        }
        kept.erase(name);
    }
    if (!kept.empty())
        flow.m_strays = std::move(kept);
}

void Recorder::recall(Work &work, Call &call, QByteArrayView props)
{
    if (const auto record = m_store.call(call.key)) {
        if (!record->props.isNull() && record->props.encoding() != props)
            return; // another call whose key is the same by chance
        call.run = record->run;
        call.finished = record->finished;
        if (record->status != Status::Succeeded) {
            call.again = Cause::Kind::PreviousFailed;
        } else if (work.options().cacheCalls) {
            call.outcome = outcomeOf(*record, m_files);
            call.status = call.outcome ? Status::Succeeded : Status::NotStarted;
            if (!call.outcome)
                call.again = Cause::Kind::ResultMissing;
        }
    } else if (const RunId lost = m_store.lostRun(call.key)) {
        call.run = lost;
        call.again = Cause::Kind::PreviousLost;
    }
}

void Recorder::forget(const Call &call)
{
    m_store.put(CallRecord{.key = call.key, .status = Status::NotStarted});
}

bool Recorder::load(Call &call)
{
    if (call.outcome)
        return true;
    const auto record = m_store.call(call.key);
    if (!record || record->status != Status::Succeeded)
        return false;
    call.outcome = outcomeOf(*record, m_files);
    return call.outcome != nullptr;
}

Run Recorder::begin(Work &work, Call &call, QByteArrayView props, qint64 tick, Instant now)
{
    CallBook &book = work.book();
    Run run;
    run.id = ++m_lastRun;
    run.work = work.path();
    run.key = call.key;
    run.status = Status::Queued;
    run.cause = causeOf(work, call, props, m_origins);
    keepCode(work, run.cause);
    run.tick = tick;
    run.queued = now;
    run.props = Value(props.toByteArray());
    run.propNames = work.propNames();
    run.code = book.code;
    call.run = run.id;
    call.again.reset();
    book.last = {run.id, book.code, run.props.encoding()};
    return run;
}

// What a work's code is made of is kept under its identity, once, so that a later one can be compared with it.
void Recorder::keepCode(const Work &work, Cause &cause)
{
    const QString &code = work.book().code;
    if (!m_codes.insert(code).second && cause.kind != Cause::Kind::CodeVersionChanged)
        return;
    const Json map = codeMap(WorkHooks::code(work));
    if (map.is_null())
        return;
    if (m_store.setting(codeSetting(code)).isEmpty())
        m_store.setSetting(codeSetting(code), QString::fromStdString(map.dump()));
    const QString before = cause.kind == Cause::Kind::CodeVersionChanged ? m_store.setting(codeSetting(cause.from)) : QString();
    if (!before.isEmpty())
        if (const QString how = codeDifference(Json::parse(before.toStdString(), nullptr, false), map); !how.isEmpty())
            cause.paths = {how};
}

void Recorder::finish(Work &work, const Call &call, Run &run, const Finished &how, Instant now)
{
    run.status = how.status;
    run.finished = now;
    run.error = how.error;
    run.log += how.log;
    if (how.outcome) {
        run.result = how.outcome->result;
        run.states = how.outcome->states;
        m_origins.add(run.id, run.result, run.states);
    }
    m_store.put(run);
    if (how.isRemembered) {
        CallRecord record = callRecordOf(run);
        record.finished = how.computed.value_or(now);
        m_store.put(record);
    }
    count(work, call, run);
}

// Whoever reads the work's row adds the runs above its lastRun, and takes the newest success among them for the
// shown call. So the row is written anew only where that would be wrong, and so often that it is soon read.
void Recorder::count(Work &work, const Call &call, const Run &run)
{
    CallBook &book = work.book();
    const bool hasSucceeded = run.status == Status::Succeeded;
    book.counts.count(run.status);
    ++book.unrecorded;
    if (hasSucceeded && KeptRuns::areLimitedBy(work.options()))
        book.kept.add(work.options(), run.id, bytesLeftBy(run));
    const bool isShown = book.asked == &call;
    if (hasSucceeded && isShown)
        book.showing = book.asked;
    const bool isOvertaken = hasSucceeded && run.id < std::exchange(book.newestSuccess, std::max(book.newestSuccess, run.id));
    if (run.id <= book.recorded || (hasSucceeded && !isShown) || isOvertaken || book.unrecorded >= mostUnrecorded)
        touch(work);
}

void Recorder::putStreak(const Work &work, Call &call)
{
    complete(work, call);
    m_store.put(*call.streak);
}

void Recorder::closeStreak(const Work &work, Call &call, Instant now)
{
    complete(work, call);
    if (m_closed.empty())
        m_closedSince = now;
    m_closed.push_back(*call.streak);
    call.streak.reset();
}

void Recorder::putClosed()
{
    for (Streak &streak : std::exchange(m_closed, {}))
        m_store.put(streak);
}

void Recorder::touchUnrecorded(Component &component)
{
    if (const auto *work = dynamic_cast<const Work *>(&component); work && work->book().unrecorded > 0)
        touch(component);
    for (Component *child : component.children())
        touchUnrecorded(*child);
}

void Recorder::forget(const Component &component)
{
    if (m_isTouched.erase(const_cast<Component *>(&component)) > 0)
        std::erase(m_touched, &component);
    for (const Component *child : component.children())
        forget(*child);
}

void Recorder::putTouched()
{
    for (Component *component : std::exchange(m_touched, {})) {
        try {
            m_store.put(recordOf(*component));
        } catch (const std::exception &error) { // of a conversion of the user's
            qWarning("once: the states of %s cannot be kept: %s", qUtf8Printable(component->path()), error.what());
        }
        if (const auto *work = dynamic_cast<const Work *>(component)) {
            work->book().recorded = work->book().last.id;
            work->book().unrecorded = 0;
        }
    }
    m_isTouched.clear();
}

} // namespace once::detail
