// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/work.h>

#include <once/detail/tree/callbook.h>
#include <once/detail/tree/decision.h>
#include <once/detail/tree/runscope.h>
#include <once/detail/tree/runtime.h>
#include <once/state.h>

namespace once {

using namespace Qt::StringLiterals;

Work::Work() : m_book(std::make_unique<detail::CallBook>()) {}

Work::~Work() = default;

void Work::setUp(WorkOptions options, Signature signature)
{
    m_options = std::move(options);
    m_signature = std::move(signature);
    const auto require = [this](bool holds, const QString &why) {
        if (!holds)
            throw std::logic_error(u"once: %1 %2"_s.arg(path(), why).toStdString());
    };
    require(m_options.props.isEmpty() || m_options.props.size() == m_signature.parameterCount,
            u"has %1 names in .props, but its run() has %2 parameters"_s.arg(m_options.props.size()).arg(m_signature.parameterCount));
    for (const QString &name : m_options.ignore) {
        const qsizetype prop = m_options.props.indexOf(name);
        require(prop >= 0 && prop < 64, u"has \"%1\" in .ignore, which is none of its .props"_s.arg(name));
        m_ignored |= quint64(1) << prop;
    }
    require(m_options.share.isEmpty() || !m_signature.isBuiltWithArguments,
            u"has .share = \"%1\" and arguments for its constructor, by which works of that name would differ"_s
                .arg(m_options.share));
    require(m_options.share.isEmpty() || !detail::KeptRuns::areLimitedBy(m_options),
            u"has .share and .history or .maxBytes: which calls are its newest is known of one work alone"_s);
    m_hasLimits = m_options.cacheCalls && (detail::KeptRuns::areLimitedBy(m_options) || m_options.timeToLive.count() > 0);
}

Status Work::status() const
{
    if (!detail::runningWork)
        checkReach();
    return m_book->asked ? m_book->asked->status : Status::NotStarted;
}

QString Work::error() const
{
    return hasEndedBadly(status()) ? m_book->asked->error() : QString();
}

QList<StatusChange> Work::statuses() const
{
    const auto run = m_book->asked ? runtime().runOf(*m_book->asked) : std::nullopt;
    return run ? statusesOf(*run) : QList<StatusChange>();
}

qint64 Work::numSuccesses() const { return m_book->counts.successes; }
qint64 Work::numFailures() const { return m_book->counts.failures; }
qint64 Work::numTimeouts() const { return m_book->counts.timeouts; }
qint64 Work::numCancelled() const { return m_book->counts.cancelled; }

QStringList Work::propNames() const
{
    QStringList names = m_options.props.isEmpty() ? m_signature.fields : m_options.props;
    if (m_options.dependsOn.empty())
        return names;
    for (qsizetype i = names.size(); i < m_signature.parameterCount; ++i)
        names.append(u"#%1"_s.arg(i + 1));
    for (const Dependency &dependency : m_options.dependsOn)
        names.append(dependency.name);
    return names;
}

Encoder &Work::beginProps()
{
    if (detail::runningWork)
        throw std::logic_error(u"once: %1 was called inside %2; works are called by flows"_s
                                   .arg(path(), detail::runningWork == this
                                                    ? u"its own run(), which would wait for itself"_s
                                                    : u"the run() of a work"_s)
                                   .toStdString());
    checkReach();
    m_book->beginProps(runtime().callProps);
    return runtime().callProps;
}

void Work::appendDependencies(Encoder &encoder) const
{
    if (!m_options.dependsOn.empty())
        runtime().stayAwake();
    for (const Dependency &dependency : m_options.dependsOn)
        encoder.encoded(dependency.encoding());
}

detail::Call &Work::call(detail::BodyMaker makeBody)
{
    Encoder &props = runtime().callProps;
    detail::Call *known = m_book->recent(props);
    detail::Call &call = known ? *known : lookUp(props.view());
    if (std::exchange(m_book->asked, &call) != &call)
        markChanged();
    if (call.status == Status::Succeeded)
        doubtSuccess(call);

    const bool isDue = m_options.cacheCalls || this->isDue(call);
    const detail::Decision decision = detail::decide(m_options, call.status, isDue);
    if (decision.start && mayStart(call)) {
        start(call, makeBody);
        if (hasEndedBadly(call.status) && !m_options.parallel && m_options.onFailure != OnFailure::Continue)
            fail(call);
        if (isFinished(call.status)) // in place, it has run already
            return call;
    } else if (!decision.start && hasEndedBadly(call.status)) {
        countSkip(call, SkipCause::FailedBefore);
    } else if (!decision.start && call.status == Status::Succeeded && decision.then == detail::Decision::GoOn) {
        skip(call);
    }
    if (decision.then == detail::Decision::Throw)
        fail(call);
    if (decision.then == detail::Decision::Suspend)
        runtime().suspend(*this, m_options.cacheCalls);
    return call;
}

// A success may be too old to count, or be one that cannot be shown; then its call runs again.
void Work::doubtSuccess(detail::Call &call)
{
    std::optional<Cause::Kind> doubt;
    if (m_hasLimits) {
        const Instant end = call.finished + m_options.timeToLive;
        if (m_options.timeToLive.count() > 0 && runtime().tick.stamp >= end)
            doubt = Cause::Kind::ResultExpired;
        else if (m_options.timeToLive.count() > 0)
            runtime().wakeAtStamp(end);
        if (!m_book->kept.counts(call.run))
            doubt = Cause::Kind::NotKept;
    }
    if (!doubt && m_book->installed != &call && !call.outcome && !runtime().load(call))
        doubt = Cause::Kind::ResultMissing;
    if (!doubt)
        return;
    call.status = Status::NotStarted;
    call.again = doubt;
}

bool Work::mayStart(detail::Call &call)
{
    if (!m_book->pauseNote && (!m_book->isInFlight || runtime().accepts(*this)))
        return true;
    runtime().stayAwake();
    countSkip(call, m_book->pauseNote ? SkipCause::Paused : SkipCause::Busy);
    return false;
}

detail::Call &Work::lookUp(QByteArrayView props)
{
    if (m_book->basis.isEmpty()) {
        m_book->code = identifyCode();
        m_book->basis = KeyBasis{m_options.share.isEmpty() ? path() : u"shared "_s + m_options.share, m_signature.type, m_book->code, m_signature.parameters}.encoding();
    }
    const CallKey key = callKey(m_book->basis, props);
    detail::Call *call = m_book->find(key);
    if (!call) {
        call = &m_book->add(key);
        runtime().recall(*this, *call, props);
    }
    forgetOutcome(m_book->remember(props, *call));
    return *call;
}

// A call that is no longer among the recent ones, and not shown, is read from the store when it is asked for.
void Work::forgetOutcome(detail::Call *call)
{
    if (call && call->outcome && call != m_book->shown && runtime().keepsOutcomes())
        runtime().retain(std::exchange(call->outcome, nullptr));
}

void Work::start(detail::Call &call, detail::BodyMaker makeBody)
{
    warnWhenUnreachable();
    runtime().start(*this, call, makeBody());
    markChanged();
}

void Work::warnWhenUnreachable()
{
    if (m_options.cacheCalls || m_options.parallel || m_book->last.id == 0 || !parent()) // there is no flow
        return;
    runtime().warnOnce(*this, u"code after the call of %1 does not run: it is blocking and uncached "
                              "(cacheCalls = false, parallel = false), so it starts again at every tick and "
                              "the flow never gets past it. Set one of the two."_s.arg(belowRoot(path())));
}

void Work::skip(detail::Call &call)
{
    if (m_book->installed != &call) {
        const bool isOther = m_book->shown != &call;
        show(call);
        if (isOther)
            runtime().shownChanged(*this);
    }
    countSkip(call, SkipCause::SameProps);
}

void Work::countSkip(detail::Call &call, SkipCause cause)
{
    const detail::Tick &tick = runtime().tick;
    if (call.streak && call.streak->cause != cause)
        runtime().streakEnded(*this, call);
    if (!call.streak) {
        call.streak = std::make_unique<detail::OpenStreak>(Streak{.cause = cause, .first = tick.stamp, .firstTick = tick.number});
        runtime().streakBegan(*this, call);
    }
    ++call.streak->count;
    call.streak->lastTick = tick.number;
    call.streak->last = tick.stamp;
}

void Work::show(detail::Call &call)
{
    const detail::Outcome &outcome = *awaitOutcome(call);
    const bool isRunning = m_book->isInFlight;
    if (!outcome.typedStates.empty()) {
        for (std::size_t i = 0; i < states().size(); ++i)
            states()[i]->show(outcome.typedStates[i], isRunning);
    } else if (!outcome.states.isNull()) {
        const Json snapshot = outcome.states.toJson();
        for (StateBase *state : states())
            if (const auto it = snapshot.find(state->name().toStdString()); it != snapshot.end())
                show(*state, *it, isRunning);
    }
    m_book->shown = m_book->installed = &call;
}

void Work::show(StateBase &state, const Json &kept, bool isRunning)
{
    try {
        state.show(state.parsed(kept), isRunning);
    } catch (const std::exception &) { // of JSON, or of a conversion of the user's
        state.show(state.initial(), isRunning);
        runtime().warnOnce(*this, u"state \"%1\" of %2 was of another type when its run was kept, and begins anew; the "
                                  "run's record keeps it"_s.arg(state.name(), belowRoot(path())));
    }
}

void Work::takePublished(bool shows)
{
    const std::lock_guard lock(m_book->publishing);
    m_book->hasPublished = false;
    for (StateBase *state : states())
        state->takePublished(shows);
}

void Work::unshow()
{
    for (StateBase *state : states())
        state->unshow();
}

void Work::takeBack()
{
    takePublished(false);
    for (StateBase *state : states())
        state->takeBack();
}

std::shared_ptr<detail::Outcome> Work::awaitOutcome(detail::Call &call) const
{
    if (hasEndedBadly(call.status))
        fail(call);
    if (call.status != Status::Succeeded)
        runtime().suspend(*this, m_options.cacheCalls);
    if (!call.outcome && !runtime().load(call))
        throw std::runtime_error(u"the result of %1, run %2, cannot be read any more"_s.arg(path()).arg(call.run).toStdString());
    return call.outcome;
}

// For an uncached call, whether it may start again; sees to it that the loop wakes when not.
bool Work::isDue(const detail::Call &call)
{
    using namespace std::chrono_literals;
    if (!call.troubles || call.troubles->started == Instant())
        return true;
    Microseconds wait = m_options.minInterval;
    if (const int failures = call.troubles->failuresInRow; failures > 0)
        wait = std::max<Microseconds>(wait, std::min<Microseconds>(60s, 1s * (1 << std::min(failures - 1, 6))));
    const Instant due = call.troubles->started + wait;
    if (runtime().tick.stamp >= due)
        return true;
    runtime().wakeAtStamp(due);
    return false;
}

void Work::fail(const detail::Call &call) const
{
    throw RunFailed(path(), call.run, call.error());
}

} // namespace once
