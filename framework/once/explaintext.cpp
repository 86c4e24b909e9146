// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/explain.h>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestValue = 60;
constexpr qsizetype mostChanges = 20;

QString thenAndNow(const Change &change)
{
    switch (change.kind) {
    case Change::Kind::Added:
        return u"added %1"_s.arg(preview(change.now, longestValue));
    case Change::Kind::Removed:
        return u"removed %1"_s.arg(preview(change.then, longestValue));
    case Change::Kind::Changed:
        break;
    }
    return u"%1 -> %2"_s.arg(preview(change.then, longestValue), preview(change.now, longestValue));
}

QString withoutStop(const QString &sentence)
{
    return sentence.endsWith(u'.') ? sentence.chopped(1) : sentence;
}

QString timeText(History &history, Instant instant)
{
    const QTimeZone zone(history.info().zone.toUtf8());
    return toDateTime(instant, zone.isValid() ? zone : QTimeZone::systemTimeZone())
        .toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

// "train ran at 2026-11-21 02:14:31 (run 48, failed) because it is the first call of this work"
QString headline(const Explanation &explanation, History &history)
{
    const auto run = explanation.run ? history.run(explanation.run) : std::nullopt;
    const QString sentence = withoutStop(explanation.sentence);
    const qsizetype because = sentence.indexOf(" because "_L1);
    if (!run || because < 0 || sentence.startsWith("Skipped "_L1))
        return explanation.question + u' ' + sentence;
    const Instant start = run->started == Instant() ? run->queued : run->started;
    return u"%1 %2 at %3 (run %4, %5)%6"_s.arg(belowRoot(run->work), sentence.first(because).toLower(),
                                               timeText(history, start), QString::number(run->id),
                                               toWord(run->status), sentence.sliced(because));
}

QStringList evidence(const Explanation &explanation, History &history)
{
    QStringList lines;
    const auto shown = explanation.changes.first(std::min(mostChanges, explanation.changes.size()));
    qsizetype width = 0;
    for (const Change &change : shown)
        width = std::max(width, change.path.size());
    for (const Change &change : shown)
        lines.append(u"%1  %2"_s.arg(change.path.leftJustified(width), thenAndNow(change)));
    if (!lines.isEmpty() && !explanation.causedBy.isEmpty())
        if (const auto source = history.run(explanation.causedBy.first()))
            lines.first() += u"  from %1 run %2"_s.arg(belowRoot(source->work)).arg(source->id);
    if (explanation.changes.size() > mostChanges)
        lines.append(u"and %1 more"_s.arg(explanation.changes.size() - mostChanges));
    if (!explanation.same.isEmpty())
        lines.append(u"same: "_s + explanation.same.join(u", "_s));
    return lines;
}

// "clean 47 <- fetch 46 <- day "2026-11-20" -> "2026-11-21""
QString chain(const QList<RunId> &ids, History &history)
{
    QStringList links;
    std::optional<Run> run;
    for (const RunId id : ids)
        if ((run = history.run(id)))
            links.append(u"%1 %2"_s.arg(belowRoot(run->work)).arg(id));
    if (run && run->cause.kind == Cause::Kind::PropsChanged)
        if (const auto then = history.run(run->cause.other))
            if (const auto changes = differences(namedProps(*then), namedProps(*run)); !changes.isEmpty())
                links.append(changes.first().path + u' ' + thenAndNow(changes.first()));
    return links.join(u" <- "_s);
}

QString toWord(Change::Kind kind)
{
    switch (kind) {
    case Change::Kind::Added:
        return u"added"_s;
    case Change::Kind::Removed:
        return u"removed"_s;
    case Change::Kind::Changed:
        break;
    }
    return u"changed"_s;
}

} // namespace

QString toText(const Explanation &explanation, History &history)
{
    const QStringList details = evidence(explanation, history);
    QString text = headline(explanation, history) + (details.isEmpty() ? u"."_s : u":"_s);
    for (const QString &line : details)
        text += u"\n    "_s + line;
    if (!explanation.causedBy.isEmpty())
        text += u"\ncaused by: "_s + chain(explanation.causedBy, history);
    if (!explanation.now.isEmpty())
        text += u"\nnow: "_s + explanation.now.first(1).toLower() + explanation.now.sliced(1);
    return text;
}

Json toJson(const Explanation &explanation)
{
    Json changes = Json::array();
    for (const Change &change : explanation.changes)
        changes.push_back({{"path", change.path},
                           {"kind", toWord(change.kind)},
                           {"then", change.then},
                           {"now", change.now}});
    return {{"question", explanation.question},
            {"sentence", explanation.sentence},
            {"run", explanation.run},
            {"comparedWith", explanation.comparedWith},
            {"changes", changes},
            {"same", explanation.same},
            {"causedBy", explanation.causedBy},
            {"now", explanation.now}};
}

} // namespace once
