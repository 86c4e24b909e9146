// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/explain.h>

namespace once {

using namespace Qt::StringLiterals;

namespace {


QString runName(RunId id) { return u"run %1"_s.arg(id); }

bool isFromElsewhere(const Run &run) { return run.cause.kind == Cause::Kind::RememberedElsewhere; }

bool areFieldsOf(const Json &value, const QStringList &names)
{
    return value.is_object() && qsizetype(value.size()) == names.size()
        && std::ranges::all_of(names,
                               [&value](const QString &name) { return value.contains(name.toStdString()); });
}

std::optional<Run> base(History &history, const Run &run)
{
    if (run.cause.other)
        return history.run(run.cause.other);
    if (run.cause.kind == Cause::Kind::FirstCall || isFromElsewhere(run))
        return {};
    return history.latestRun(run.work, run.id);
}

void compareProps(Explanation &explanation, const Run &then, const Run &now)
{
    const Json before = namedProps(then), after = namedProps(now);
    explanation.comparedWith = then.id;
    explanation.changes = differences(before, after);
    for (const auto &[name, value] : after.items())
        if (const auto it = before.find(name); it != before.end() && isSame(*it, value))
            explanation.same.append(QString::fromStdString(name));
}

// "1 of 3 props differs", where a prop counts once however much of it differs.
QString differingProps(const Explanation &explanation, const Json &then, const Json &now)
{
    Json all = then;
    all.update(now);
    const qsizetype total = qsizetype(all.size());
    const qsizetype differing = total - explanation.same.size();
    if (total == 1)
        return u"its only prop differs"_s;
    return u"%1 of %2 props %3"_s.arg(differing).arg(total).arg(differing == 1 ? "differs"_L1 : "differ"_L1);
}

QString propsDiffer(const Explanation &explanation, const std::optional<Run> &then, const Run &now)
{
    if (then)
        return u"because %1 from %2"_s.arg(differingProps(explanation, namedProps(*then), namedProps(now)),
                                           runName(then->id));
    return u"because these props differ from the call before: %1"_s.arg(now.cause.paths.join(u", "_s));
}

QString cacheIsOff(const std::optional<Run> &then)
{
    if (!then || then->status != Status::Succeeded)
        return u"because caching is off for this work"_s;
    return u"because caching is off for this work; with caching it would have been skipped like %1, saving %2"_s
        .arg(runName(then->id), durationText(then->duration()));
}

// What comes after "Ran", or "Was skipped".
QString reason(const Explanation &explanation, const std::optional<Run> &then, const Run &now)
{
    const Cause &cause = now.cause;
    const QString other = runName(cause.other);
    if (!cause.slot.isEmpty() && cause.kind <= Cause::Kind::PropsChanged)
        return u"because it was due: %1"_s.arg(shortText(cause));
    switch (cause.kind) {
    case Cause::Kind::FirstCall:
        return u"because it is the first call of this work"_s;
    case Cause::Kind::PropsChanged:
        return propsDiffer(explanation, then, now);
    case Cause::Kind::CacheOff:
        return cacheIsOff(then);
    case Cause::Kind::CodeVersionChanged:
        return u"because the code changed%1 from %2 to %3; the props are those of %4"_s
            .arg(cause.paths.isEmpty() ? QString() : u" (%1)"_s.arg(cause.paths.front()), cause.from, cause.to, other);
    case Cause::Kind::PreviousFailed:
        return u"because %1 had the same props and failed before this start of the app"_s.arg(other);
    case Cause::Kind::PreviousLost:
        return u"because %1 had the same props and was interrupted: its process ended under it"_s.arg(other);
    case Cause::Kind::ResultMissing:
        return u"because what %1 left behind cannot be read any more"_s.arg(other);
    case Cause::Kind::ResultForgotten:
        return u"because the stored result of these props was forgotten on request"_s;
    case Cause::Kind::Forced:
        return u"because somebody asked for it"_s;
    case Cause::Kind::Retry:
        return u"because somebody asked for another try at %1, which did not succeed"_s.arg(other);
    case Cause::Kind::ResultExpired:
        return u"because the result of %1 with the same props is older than the work's results live"_s.arg(other);
    case Cause::Kind::NotKept:
        return u"because %1 had the same props, but the work keeps only its newest calls"_s.arg(other);
    case Cause::Kind::RememberedElsewhere:
        return u"because %1 had done the same: both apps share their calls in one store"_s.arg(cause.from);
    }
    return {};
}

bool isCacheOff(History &history, const QString &work)
{
    for (const HistoryWork &component : history.components())
        if (component.path == work)
            return component.options.value("cacheCalls", Json(true)) == false;
    return false;
}

QString wouldRunAfter(History &history, Status status)
{
    if (status == Status::Lost)
        return u"Would run again: it was interrupted."_s;
    return history.info().pid
        ? u"Would run again once the app is started anew: a failure is remembered until then."_s
        : u"Would run again: a failure is remembered only until the app is started anew."_s;
}

// Would a call with the props of this run be skipped, if it were made now?
QString nowOf(History &history, const Run &run)
{
    if (!isFinished(run.status) && history.info().pid == 0)
        return wouldRunAfter(history, Status::Lost);
    if (run.status == Status::Queued && !run.error.isEmpty())
        return u"Would not run a second time: it is queued, and %1."_s.arg(run.error);
    if (!isFinished(run.status))
        return u"Would not run a second time: it is still %1."_s.arg(toWord(run.status));
    if (isCacheOff(history, run.work))
        return u"Would run again: caching is off for this work."_s;
    if (const auto latest = history.latestRun(run.work); latest && latest->code != run.code)
        return u"Would run again: the code has changed from %1 to %2 since."_s.arg(run.code, latest->code);
    const RunId remembered = history.rememberedRun(run.key);
    if (remembered == 0)
        return run.status == Status::Succeeded ? u"Would run again: its result is not stored any more."_s
                                               : wouldRunAfter(history, run.status);
    const auto outcome = remembered == run.id ? run : history.run(remembered).value_or(run);
    if (outcome.status != Status::Succeeded)
        return wouldRunAfter(history, outcome.status);
    return remembered == run.id
        ? u"Would be skipped: its result is stored."_s
        : u"Would be skipped: the result of %1 with the same props is stored."_s.arg(runName(remembered));
}

QString times(qint64 count) { return count == 1 ? u"once"_s : u"%1 times"_s.arg(count); }

QString skipSentence(const Streak &streak, const std::optional<Run> &source)
{
    const QString run = runName(streak.run);
    switch (streak.cause) {
    case SkipCause::SameProps:
        if (source && isFromElsewhere(*source))
            return u"Skipped %1: same props as %2, whose result is that of %3."_s.arg(times(streak.count), run,
                                                                                     source->cause.from);
        return u"Skipped %1: same props as %2, which succeeded%3."_s.arg(
            times(streak.count), run, source ? u" in %1"_s.arg(durationText(source->duration())) : QString());
    case SkipCause::AlreadyRunning:
        return u"Not started a second time: %1 with the same props was still running."_s.arg(run);
    case SkipCause::FailedBefore:
        return u"Skipped %1: %2 had the same props and failed, and a failure is remembered until the app is started anew "
                "or somebody asks for another try."_s
            .arg(times(streak.count), run);
    case SkipCause::NotYetDue:
        return u"Not started yet: caching is off, and %1 lies less than the least time between two starts behind."_s
            .arg(run);
    case SkipCause::Paused:
        return u"Not started: the work is paused."_s;
    case SkipCause::Busy:
        return u"Not started yet: the work is busy with other props, and takes no more calls until then."_s;
    }
    return {};
}

} // namespace

Json namedProps(const Run &run)
{
    const Json props = run.props.toJson();
    if (!props.is_array())
        return Json::object();
    if (props.size() == 1
        && (run.propNames.isEmpty() ? props[0].is_object() : areFieldsOf(props[0], run.propNames)))
        return props[0];
    Json named = Json::object();
    for (qsizetype i = 0; i < qsizetype(props.size()); ++i) {
        const QString name = i < run.propNames.size() ? run.propNames[i] : u"#%1"_s.arg(i + 1);
        named[name.toStdString()] = props[std::size_t(i)];
    }
    return named;
}

QList<RunId> upstreamChain(History &history, RunId upstream, qsizetype most)
{
    QList<RunId> chain;
    for (; upstream && !chain.contains(upstream) && chain.size() < most;
         upstream = history.cause(upstream).upstream)
        chain.append(upstream);
    return chain;
}

Explanation explain(History &history, const Run &run)
{
    const bool isSkip = isFromElsewhere(run);
    Explanation explanation{
        .question = (isSkip ? u"Why was %1 skipped?"_s : u"Why did %1 run?"_s).arg(belowRoot(run.work)),
        .run = run.id};
    const auto then = base(history, run);
    if (then)
        compareProps(explanation, *then, run);
    explanation.sentence = u"%1 %2."_s.arg(isSkip ? u"Was skipped"_s : u"Ran"_s, reason(explanation, then, run));
    explanation.causedBy = upstreamChain(history, run.cause.upstream);
    explanation.now = nowOf(history, run);
    return explanation;
}

Explanation explainSkip(History &history, const QString &work)
{
    Explanation explanation{.question = u"Why was %1 skipped?"_s.arg(belowRoot(work))};
    const QList<Streak> newest = history.streaks(work, 1);
    if (newest.isEmpty()) {
        explanation.sentence =
            u"It was not skipped so far: no call of it was made again with props that were seen before."_s;
        return explanation;
    }
    const auto source = history.run(newest.first().run);
    explanation.run = newest.first().run;
    explanation.sentence = skipSentence(newest.first(), source);
    if (source) {
        compareProps(explanation, *source, *source);
        explanation.now = nowOf(history, *source);
    }
    return explanation;
}

} // namespace once
