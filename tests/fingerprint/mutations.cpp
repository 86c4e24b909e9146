// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "mutations.h"

#include <QHash>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

// What stands in the place of an operator or of the name of a function.
const QHash<QString, QStringList> &replacements()
{
    static const QHash<QString, QStringList> all{
        {u" + "_s, {u" - "_s, u" * "_s}}, {u" - "_s, {u" + "_s}}, {u" * "_s, {u" + "_s, u" / "_s}}, {u" / "_s, {u" * "_s, u" - "_s}},
        {u" % "_s, {u" / "_s, u" + "_s}}, {u" < "_s, {u" <= "_s, u" > "_s}}, {u" > "_s, {u" >= "_s, u" < "_s}}, {u" <= "_s, {u" < "_s, u" == "_s}},
        {u" >= "_s, {u" > "_s, u" == "_s}}, {u" == "_s, {u" != "_s, u" >= "_s}}, {u" != "_s, {u" == "_s, u" > "_s}}, {u" && "_s, {u" || "_s}},
        {u" || "_s, {u" && "_s}}, {u" += "_s, {u" -= "_s, u" = "_s}}, {u" -= "_s, {u" += "_s}}, {u" *= "_s, {u" += "_s}}, {u" ^= "_s, {u" |= "_s}},
        {u" << "_s, {u" >> "_s}}, {u" >> "_s, {u" << "_s}}, {u" & "_s, {u" | "_s}}, {u" | "_s, {u" & "_s}}, {u"++"_s, {u"--"_s}}, {u"--"_s, {u"++"_s}},
        {u"true"_s, {u"false"_s}}, {u"false"_s, {u"true"_s}}, {u"continue;"_s, {u"break;"_s}}, {u"break;"_s, {u"continue;"_s, u";"_s}},
        {u"toUpper"_s, {u"toLower"_s}}, {u"toLower"_s, {u"toUpper"_s}}, {u"first"_s, {u"last"_s}}, {u"last"_s, {u"first"_s}},
        {u"startsWith"_s, {u"endsWith"_s}}, {u"endsWith"_s, {u"startsWith"_s}}, {u"append"_s, {u"prepend"_s}}, {u"prepend"_s, {u"append"_s}},
        {u"left"_s, {u"right"_s}}, {u"simplified"_s, {u"toUpper"_s}}, {u"trimmed"_s, {u"toUpper"_s}}, {u"std::min"_s, {u"std::max"_s}},
        {u"max_element"_s, {u"min_element"_s}}, {u"takeLast"_s, {u"takeFirst"_s}}, {u"removeLast"_s, {u"removeFirst"_s}}, {u"begin()"_s, {u"end()"_s}},
        {u"floor"_s, {u"ceil"_s}}, {u"round"_s, {u"floor"_s}}, {u"sqrt"_s, {u"cbrt"_s}}, {u"isDigit"_s, {u"isLetter"_s}}, {u"isUpper"_s, {u"isLower"_s}},
        {u"month"_s, {u"day"_s}}, {u"day()"_s, {u"month()"_s}}, {u"dayOfWeek"_s, {u"dayOfYear"_s}}, {u"addDays"_s, {u"addMonths"_s}}, {u"toInt"_s, {u"toDouble"_s}},
        {u"contains"_s, {u"startsWith"_s}}, {u"push_back"_s, {u"push_front"_s}}, {u"std::domain_error"_s, {u"std::range_error"_s}}, {u"logic_error"_s, {u"range_error"_s}},
        {u"std::out_of_range"_s, {u"std::range_error"_s}}, {u"if ("_s, {u"if (!"_s, u"if (true || "_s, u"while ("_s}}, {u"return -"_s, {u"return "_s}}, {u"return "_s, {u"return -"_s, u"return !"_s}},
        {u"int "_s, {u"short "_s, u"qint64 "_s}}, {u"double "_s, {u"float "_s, u"int "_s}}, {u"qint64 "_s, {u"int "_s}}, {u"virtual "_s, {u""_s}}, {u" override"_s, {u""_s}}, {u"quint32 "_s, {u"qint64 "_s}}};
    return all;
}

QString pattern()
{
    QStringList alternatives;
    for (const QString &word : replacements().keys())
        alternatives.append((word.front().isLetter() ? u"\\b"_s : QString()) + QRegularExpression::escape(word));
    std::ranges::sort(alternatives, std::greater(), &QString::size);
    return u"(?<text>\"(?:[^\"\\\\\\n]|\\\\.)*\")|(?<number>\\b\\d[\\d.']*)|(?<character>'[^'\\\\]')|(?<word>%1)"_s.arg(alternatives.join(u'|'));
}

QStringList otherTexts(const QString &text)
{
    if (text.size() <= 2)
        return {u"\"q\""_s};
    QString changed = text, shorter = text;
    changed[1] = text[1] == u'k' ? u'm' : u'k';
    QString last = text;
    last[text.size() - 2] = text[text.size() - 2] == u'y' ? u'w' : u'y';
    return {changed, last, shorter.remove(1, 1)};
}

QStringList otherNumbers(const QString &number)
{
    if (number.contains(u'.'))
        return {number + u'1', u"0.0"_s, u'1' + number};
    const qint64 value = QString(number).remove(u'\'').toLongLong();
    return {QString::number(value + 1), QString::number(value == 0 ? 2 : value - 1), QString::number(value * 2 + 3), u"0"_s};
}

QStringList others(const QRegularExpressionMatch &match)
{
    if (match.hasCaptured(u"text"_s))
        return otherTexts(match.captured());
    if (match.hasCaptured(u"number"_s))
        return otherNumbers(match.captured());
    if (match.hasCaptured(u"character"_s))
        return {u"'k'"_s, u"'0'"_s};
    return replacements().value(match.captured());
}

// Between two functions, so that no name of the one is in the way of the other.
void addIdle(QList<Mutation> &mutations, const QString &source)
{
    const QStringList idle{u"// a remark\n"_s, u"\n\n\n"_s, u"[[gnu::used]] static int unrelated(int value) { return value * 17 + 4; }\n"_s,
                           u"extern const char unrelatedText[];\nconst char unrelatedText[] = \"nothing to do with it\";\n"_s,
                           u"int unrelatedCount(const QStringList &list);\n[[gnu::used]] int unrelatedCount(const QStringList &list) { return int(list.join(u'-').size()); }\n"_s};
    qsizetype at = 0;
    while ((at = source.indexOf(u"\n}\n\n"_s, at + 1)) >= 0)
        for (const QString &text : idle)
            mutations.append({at + 3, 0, text, true});
}

} // namespace

QList<Mutation> mutationsOf(const QString &source)
{
    static const QRegularExpression words(pattern());
    QList<Mutation> mutations;
    const qsizetype begin = source.indexOf(u"namespace {"_s);
    for (auto it = words.globalMatch(source, begin); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        for (const QString &other : others(match))
            mutations.append({match.capturedStart(), match.capturedLength(), other, false});
    }
    addIdle(mutations, source);
    QRandomGenerator chance(17);
    std::shuffle(mutations.begin(), mutations.end(), chance);
    return mutations;
}
