// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/loop/causes.h>

#include <once/detail/tree/callbook.h>

namespace once::detail {

namespace {

// The parts that have names: the props, or the fields of the one struct that is passed.
std::vector<QByteArrayView> namedParts(QByteArrayView props)
{
    auto all = parts(props);
    if (all.size() == 1 && !all.front().isEmpty() && Encoder::Tag(all.front().front()) == Encoder::Map)
        return parts(all.front());
    return all;
}

std::vector<std::size_t> changedParts(const std::vector<QByteArrayView> &before, const std::vector<QByteArrayView> &after)
{
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < after.size(); ++i)
        if (before.size() != after.size() || before[i] != after[i])
            changed.push_back(i);
    return changed;
}

Cause againBecause(Cause::Kind kind, RunId other)
{
    Cause cause;
    cause.kind = kind;
    cause.other = other;
    return cause;
}

Cause propsChanged(const Work &work, QByteArrayView props, const Origins &origins)
{
    Cause cause = againBecause(Cause::Kind::PropsChanged, work.book().last.id);
    const bool hasGivenNames = !work.options().props.isEmpty();
    const auto parts = hasGivenNames ? once::parts(props) : namedParts(props);
    const auto changed = hasGivenNames ? changedParts(once::parts(work.book().last.props), parts)
                                       : changedProps(work.book().last.props, props);
    for (const std::size_t i : changed) {
        if (i >= parts.size())
            break;
        cause.paths.append(propName(work.propNames(), i));
        if (!cause.upstream)
            cause.upstream = origins.find(parts[i]);
    }
    cause.paths.removeDuplicates();
    return cause;
}

} // namespace

std::vector<std::size_t> changedProps(QByteArrayView then, QByteArrayView now)
{
    auto before = parts(then), after = parts(now);
    if (after.size() == 1 && before.size() == 1) {
        before = namedParts(then);
        after = namedParts(now);
    }
    return changedParts(before, after);
}

QString propName(const QStringList &names, std::size_t index)
{
    return qsizetype(index) < names.size() ? names[qsizetype(index)] : QStringLiteral("#%1").arg(index + 1);
}

Cause causeOf(const Work &work, const Call &call, QByteArrayView props, const Origins &origins)
{
    const auto &book = work.book();
    if (call.run && !work.options().cacheCalls)
        return againBecause(Cause::Kind::CacheOff, call.run);
    if (call.again)
        return againBecause(*call.again, call.run);
    if (book.last.id == 0)
        return {};
    if (book.last.code != book.code && props == book.last.props) {
        Cause cause = againBecause(Cause::Kind::CodeVersionChanged, book.last.id);
        cause.from = book.last.code;
        cause.to = book.code;
        return cause;
    }
    return propsChanged(work, props, origins);
}

} // namespace once::detail
