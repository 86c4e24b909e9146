// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/queryparser.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 50;

bool isOperator(QChar c) { return c == u':' || c == u'<' || c == u'=' || c == u'>'; }

QueryNode single(QueryNode::Kind kind, QueryNode child)
{
    QueryNode node {.kind = kind};
    node.children.push_back(std::move(child));
    return node;
}

} // namespace

void QueryParser::fail(qsizetype position, const QString &message) const
{
    throw Query::Error {position, std::max<qsizetype>(m_at - position, 1), message};
}

QueryNode QueryParser::parse()
{
    skipSpaces();
    if (atEnd())
        return {};
    QueryNode node = anyOf(0);
    skipSpaces();
    if (!atEnd()) {
        const qsizetype position = m_at++;
        fail(position, u"This “)” closes nothing."_s);
    }
    return node;
}

QueryNode QueryParser::anyOf(int depth)
{
    QueryNode any {.kind = QueryNode::Kind::Any};
    const qsizetype from = m_at;
    do
        any.children.push_back(allOf(depth));
    while (takeKeyword("OR"_L1));
    if (any.children.size() == 1)
        return std::move(any.children.front());
    if (depth == 0)
        m_terms = {{from, m_at - from}};
    return any;
}

QueryNode QueryParser::allOf(int depth)
{
    QueryNode all;
    do {
        skipSpaces();
        const qsizetype from = m_at;
        all.children.push_back(term(depth));
        if (depth == 0)
            m_terms.append({from, m_at - from});
        takeKeyword("AND"_L1);
        skipSpaces();
        const qsizetype before = m_at;
        if (takeKeyword("OR"_L1)) {
            m_at = before;
            break;
        }
    } while (!atEnd() && m_text[m_at] != u')');
    return all;
}

QueryNode QueryParser::term(int depth)
{
    skipSpaces();
    if (depth > deepest)
        fail(m_at, u"This is nested too deeply."_s);
    if (atEnd())
        fail(std::max<qsizetype>(m_at - 1, 0), u"A term is missing at the end."_s);
    for (const QLatin1StringView keyword : {"OR"_L1, "AND"_L1}) {
        if (const qsizetype from = m_at; takeKeyword(keyword))
            fail(from, u"A term is missing before “%1”."_s.arg(keyword));
    }
    if (takeKeyword("NOT"_L1))
        return single(QueryNode::Kind::None, term(depth + 1));
    if (m_text[m_at] == u'-') {
        ++m_at;
        if (atEnd() || m_text[m_at].isSpace())
            fail(m_at - 1, u"After “-” comes the term that must not match."_s);
        return single(QueryNode::Kind::None, term(depth + 1));
    }
    if (m_text[m_at] == u'(')
        return group(depth);
    return leaf(word());
}

QueryNode QueryParser::group(int depth)
{
    const qsizetype open = m_at++;
    QueryNode node = anyOf(depth + 1);
    skipSpaces();
    if (atEnd()) {
        m_at = open + 1;
        fail(open, u"This “(” is never closed."_s);
    }
    ++m_at;
    return node;
}

QueryWord QueryParser::word()
{
    QueryWord word {.position = m_at};
    word.plain = -1;
    bool quoted = false;
    for (; !atEnd(); ++m_at) {
        const QChar c = m_text[m_at];
        if (c == u'"') {
            quoted = !quoted;
            if (word.plain < 0)
                word.plain = word.text.size();
        } else if (!quoted && (c.isSpace() || c == u'(' || c == u')')) {
            break;
        } else {
            word.text += c;
        }
    }
    if (quoted)
        fail(word.position, u"A quote is opened here and never closed."_s);
    word.length = m_at - word.position;
    if (word.plain < 0)
        word.plain = word.text.size();
    if (word.length == 0)
        fail(word.position, u"A term is missing here."_s);
    return word;
}

QueryNode QueryParser::leaf(const QueryWord &word) const
{
    const auto first = word.text.cbegin(), end = first + word.plain;
    const auto op = std::find_if(first, end, isOperator);
    if (op == end || op == first) {
        if (word.text.isEmpty())
            fail(word.position, u"There is nothing between the quotes."_s);
        return {.kind = QueryNode::Kind::Text, .patterns = {word.text}};
    }
    const auto value = op + (op + 1 < end && *op != u':' && *(op + 1) == u'=' ? 2 : 1);
    try {
        return fieldNode(QString(first, op - first), QString(op, value - op), word.text.sliced(value - first),
                         m_clock);
    } catch (const QueryMistake &mistake) {
        fail(word.position, mistake.message);
    }
}

void QueryParser::skipSpaces()
{
    while (!atEnd() && m_text[m_at].isSpace())
        ++m_at;
}

bool QueryParser::takeKeyword(QLatin1StringView keyword)
{
    skipSpaces();
    const QStringView rest = QStringView(m_text).sliced(m_at);
    if (!rest.startsWith(keyword))
        return false;
    if (rest.size() > keyword.size() && !rest[keyword.size()].isSpace() && rest[keyword.size()] != u'(')
        return false;
    m_at += keyword.size();
    return true;
}

} // namespace once::detail
