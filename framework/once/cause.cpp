// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/cause.h>

#include <array>

namespace once {

namespace {

using namespace Qt::StringLiterals;

struct Words
{
    QLatin1StringView name, text;
};

constexpr std::array kindWords{
    Words{"firstCall"_L1, "first call"_L1},
    Words{"propsChanged"_L1, "props changed"_L1},
    Words{"cacheOff"_L1, "cache off"_L1},
    Words{"codeVersionChanged"_L1, "code version changed"_L1},
    Words{"previousFailed"_L1, "failed before"_L1},
    Words{"previousLost"_L1, "was interrupted"_L1},
    Words{"resultMissing"_L1, "result missing"_L1},
    Words{"resultForgotten"_L1, "result forgotten"_L1},
    Words{"forced"_L1, "forced"_L1},
    Words{"retry"_L1, "retry"_L1},
    Words{"resultExpired"_L1, "result expired"_L1},
    Words{"notKept"_L1, "not kept"_L1},
    Words{"rememberedElsewhere"_L1, "remembered elsewhere"_L1},
};

constexpr std::array skipWords{"sameProps"_L1, "alreadyRunning"_L1, "failedBefore"_L1, "notYetDue"_L1,
                               "paused"_L1,   "busy"_L1};

} // namespace

QString toWord(Cause::Kind kind)
{
    return kindWords.at(std::size_t(kind)).name;
}

QString toWord(SkipCause cause)
{
    return skipWords.at(std::size_t(cause));
}

std::optional<Cause::Kind> causeKindFromWord(QStringView word)
{
    const auto it = std::ranges::find_if(kindWords, [word](const Words &words) { return words.name == word; });
    if (it == kindWords.end())
        return {};
    return Cause::Kind(it - kindWords.begin());
}

Json detailsToJson(const Cause &cause)
{
    Json json;
    if (cause.other)
        json["other"] = cause.other;
    if (!cause.paths.isEmpty())
        json["paths"] = cause.paths;
    if (cause.upstream)
        json["upstream"] = cause.upstream;
    if (!cause.from.isEmpty())
        json["from"] = cause.from;
    if (!cause.to.isEmpty())
        json["to"] = cause.to;
    if (!cause.slot.isEmpty())
        json["slot"] = cause.slot;
    return json;
}

Cause causeFromJson(Cause::Kind kind, const Json &details)
{
    Cause cause;
    cause.kind = kind;
    if (!details.is_object())
        return cause;
    cause.other = details.value("other", RunId());
    cause.paths = details.value("paths", QStringList());
    cause.upstream = details.value("upstream", RunId());
    cause.from = details.value("from", QString());
    cause.to = details.value("to", QString());
    cause.slot = details.value("slot", QString());
    return cause;
}

QString shortText(const Cause &cause)
{
    if (!cause.slot.isEmpty() && cause.kind <= Cause::Kind::PropsChanged) // the slot is what is new about them
        return u"slot %1 of %2"_s.arg(cause.slot.section(u'[', 0, 0), cause.slot.section(u"] "_s, 1));
    const QString text = kindWords.at(std::size_t(cause.kind)).text;
    if (!cause.paths.isEmpty())
        return text + u": "_s + cause.paths.join(u", "_s);
    if (cause.kind == Cause::Kind::RememberedElsewhere && !cause.from.isEmpty())
        return u"%1: %2"_s.arg(text, cause.from);
    if (!cause.from.isEmpty() || !cause.to.isEmpty())
        return u"%1: %2 → %3"_s.arg(text, cause.from, cause.to);
    if (cause.other)
        return u"%1 (run %2)"_s.arg(text).arg(cause.other);
    return text;
}

} // namespace once
