// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/callreason.h>

#include <once/explain.h>
#include <once/fingerprint.h>

#include <QSet>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostCompared = 2'000;

// A call before the one that is explained.
struct Earlier
{
    StoredCall listed;
    FunctionSummary function;
    Value encoded;
    Json props;
};

QList<Earlier> earlierCalls(CallCatalog &catalog, const StoredCall &call, const FunctionSummary &function)
{
    QList<Earlier> earlier;
    for (const FunctionSummary &variant : catalog.functions()) {
        if (variant.name != function.name)
            continue;
        for (const StoredCall &listed : catalog.calls(variant.id)) {
            if (earlier.size() == mostCompared || listed.key == call.key || listed.finished > call.finished)
                continue;
            if (const auto stored = catalog.call(listed.key); stored && !stored->props.isNull())
                earlier.append({listed, variant, stored->props, namedProps(*stored, variant)});
        }
    }
    return earlier;
}

QString otherCode(const Earlier &then, const FunctionSummary &now)
{
    const QString difference = codeDifference(then.function.codeMap, now.codeMap);
    return u"Its code is another one than that of %1, which has the same props%2."_s.arg(
        then.listed.key.toShortHex(), difference.isEmpty() ? QString() : u": "_s + difference);
}

// "1 prop differs", where a prop counts once however much of it differs.
QString differing(const QList<Change> &changes)
{
    QSet<QString> props;
    for (const Change &change : changes)
        props.insert(change.path.section(u'.', 0, 0));
    return props.size() == 1 ? u"1 prop differs"_s : u"%1 props differ"_s.arg(props.size());
}

// The one whose props differ least, the newest among equals; first in `earlier` are those last used.
void compare(CallReason &reason, const QList<Earlier> &earlier, const Json &props)
{
    for (const Earlier &then : earlier) {
        const QList<Change> changes = differences(then.props, props);
        const bool isNearer = !reason.nearest || changes.size() < reason.changes.size()
            || (changes.size() == reason.changes.size() && then.listed.finished > reason.nearest->finished);
        if (isNearer) {
            reason.nearest = then.listed;
            reason.changes = changes;
        }
    }
    reason.sentence = u"No earlier call has its props. The nearest is %1, from which %2."_s.arg(reason.nearest->key.toShortHex(),
                                                                                                differing(reason.changes));
}

QString savedBy(const StoredCall &call)
{
    if (call.status != Status::Succeeded)
        return u"It has failed: it is computed again when it is made again."_s;
    if (call.hits == 0)
        return u"It took %1, and has answered no call since."_s.arg(durationText(call.duration));
    return u"It took %1, and has answered %2 since, which saved %3."_s.arg(
        durationText(call.duration), call.hits == 1 ? u"1 call"_s : u"%1 calls"_s.arg(call.hits), durationText(call.saved()));
}

} // namespace

Json namedProps(const SharedCall &call, const FunctionSummary &function)
{
    Run run{.id = call.run};
    run.props = call.props;
    run.propNames = function.props;
    return once::namedProps(run);
}

FunctionSummary functionOf(CallCatalog &catalog, const StoredCall &call)
{
    for (const FunctionSummary &function : catalog.functions())
        if (function.id == call.function)
            return function;
    return {};
}

CallReason reasonOf(CallCatalog &catalog, const StoredCall &call)
{
    CallReason reason{.saved = savedBy(call)};
    const FunctionSummary function = functionOf(catalog, call);
    const auto stored = catalog.call(call.key);
    if (!stored || stored->props.isNull()) {
        reason.sentence = u"Its props are too large to be kept, so that nothing can be compared with them."_s;
        return reason;
    }
    const QList<Earlier> earlier = earlierCalls(catalog, call, function);
    const auto same = std::ranges::find(earlier, stored->props, &Earlier::encoded);
    if (earlier.isEmpty())
        reason.sentence = u"It is the first call of %1 that is known."_s.arg(function.name);
    else if (same == earlier.end())
        compare(reason, earlier, namedProps(*stored, function));
    else {
        reason.nearest = same->listed;
        reason.sentence = same->function.id != function.id && same->function.code != function.code
            ? otherCode(*same, function)
            : u"It has the props of %1, but not its key: the types of its props, or what it depends on, are others."_s.arg(
                same->listed.key.toShortHex());
    }
    return reason;
}

} // namespace once::detail
