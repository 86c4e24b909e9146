// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/queryparser.h>

#include <once/detail/kept/timeword.h>

#include <array>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

struct Word
{
    QString text;
    quint32 bit;
};

QList<Word> stateWords()
{
    QList<Word> words {{u"skipped"_s, 1u << unsigned(Status::NotStarted)}};
    for (int status = int(Status::Queued); status <= int(Status::Lost); ++status)
        words.append({toWord(Status(status)), 1u << status});
    return words;
}

QList<Word> causeWords()
{
    QList<Word> words;
    for (int kind = 0; kind <= int(Cause::lastKind); ++kind)
        words.append({toWord(Cause::Kind(kind)), 1u << kind});
    return words;
}

quint32 bitsOf(const QList<Word> &words, const QStringList &patterns, QLatin1StringView what)
{
    quint32 bits = 0;
    for (const QString &pattern : patterns) {
        quint32 meant = 0;
        QStringList known;
        for (const Word &word : words) {
            meant |= fits(word.text, pattern) ? word.bit : 0;
            known.append(word.text);
        }
        if (!meant)
            throw QueryMistake {u"“%1” is no %2. There are: %3."_s.arg(pattern, what, known.join(u", "_s))};
        bits |= meant;
    }
    return bits;
}

qint64 wholeNumber(const QString &text)
{
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    if (!ok || number < 0 || number > std::numeric_limits<qint64>::max() / 2)
        throw QueryMistake {u"“%1” is no whole number, such as 42 or 10..20."_s.arg(text)};
    return number;
}

qint64 durationNumber(const QString &text)
{
    if (const auto us = durationUs(text, "s"_L1))
        return *us;
    throw QueryMistake {u"“%1” is no duration, such as 250ms, 90s, 1.5h or 2d."_s.arg(text)};
}

template <typename Parse>
QueryNode rangeNode(QueryNode::Kind kind, const QString &text, Parse parse)
{
    QueryNode node {.kind = kind};
    const qsizetype dots = text.indexOf(".."_L1);
    if (dots < 0) {
        node.lowest = node.highest = parse(text);
        return node;
    }
    if (dots > 0)
        node.lowest = parse(text.first(dots));
    if (dots + 2 < text.size())
        node.highest = parse(text.sliced(dots + 2));
    return node;
}

template <typename Parse>
QueryNode numberNode(QueryNode::Kind kind, const QString &op, const QString &values, Parse parse)
{
    if (op == ":"_L1) {
        QueryNode any {.kind = QueryNode::Kind::Any};
        for (const QString &value : values.split(u','))
            any.children.push_back(rangeNode(kind, value, parse));
        return any;
    }
    const qint64 number = parse(values);
    QueryNode node {.kind = kind};
    if (op.startsWith(u'>') || op == "="_L1)
        node.lowest = number + (op == ">"_L1);
    if (op.startsWith(u'<') || op == "="_L1)
        node.highest = number - (op == "<"_L1);
    return node;
}

QueryNode durationNode(const QString &op, const QString &values, const QueryClock &clock)
{
    QueryNode node = numberNode(QueryNode::Kind::Duration, op, values, durationNumber);
    node.nowUs = clock.nowUs;
    for (QueryNode &child : node.children)
        child.nowUs = clock.nowUs;
    return node;
}

QueryNode wordNode(const QString &field, const QStringList &values)
{
    if (field == "state"_L1)
        return {.kind = QueryNode::Kind::State, .bits = bitsOf(stateWords(), values, "state"_L1)};
    if (field == "why"_L1)
        return {.kind = QueryNode::Kind::Why, .bits = bitsOf(causeWords(), values, "cause"_L1)};
    return {.kind = QueryNode::Kind::Work, .patterns = values};
}

QueryNode timeNode(const QString &field, const QString &value, const QueryClock &clock)
{
    const TimeSpan span = timeSpan(value, clock);
    QueryNode node {.kind = QueryNode::Kind::Started};
    if (field == "since"_L1)
        node.lowest = span.first;
    else
        node.highest = span.last;
    return node;
}

} // namespace

QueryNode fieldNode(const QString &field, const QString &op, const QString &values, const QueryClock &clock)
{
    static const QStringList words {u"state"_s, u"work"_s, u"why"_s}, times {u"since"_s, u"until"_s},
        numbers {u"id"_s, u"tick"_s, u"dur"_s};
    if (!words.contains(field) && !times.contains(field) && !numbers.contains(field))
        throw QueryMistake {
            u"There is no field “%1”. Fields: %2."_s.arg(field, (words + times + numbers).join(u", "_s))};
    if (op != ":"_L1 && !numbers.contains(field))
        throw QueryMistake {
            u"“%1” is given as %1:value. Only id, tick and dur can be compared with < = >."_s.arg(field)};
    const QStringList list = values.split(u',');
    if (list.contains(QString()))
        throw QueryMistake {u"A value is missing after “%1%2”."_s.arg(field, values.isEmpty() ? op : u":"_s)};
    if (words.contains(field))
        return wordNode(field, list);
    if (times.contains(field))
        return timeNode(field, values, clock);
    if (field == "dur"_L1)
        return durationNode(op, values, clock);
    return numberNode(field == "id"_L1 ? QueryNode::Kind::Id : QueryNode::Kind::Tick, op, values,
                      wholeNumber);
}

} // namespace once::detail
