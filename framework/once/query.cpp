// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/query.h>

#include <once/detail/kept/querynode.h>
#include <once/detail/kept/queryparser.h>

namespace once {

namespace {

QString cut(const QString &text, Query::Term term)
{
    const QString before = text.first(term.position).trimmed();
    const QString after = text.sliced(term.position + term.length).trimmed();
    return before.isEmpty() || after.isEmpty() ? before + after : before + u' ' + after;
}

} // namespace

Query::Query() : m_root(std::make_shared<detail::QueryNode>()) { }

Query Query::parse(const QString &text, Instant now, const QTimeZone &zone)
{
    Query query;
    query.m_text = text.trimmed();
    detail::QueryParser parser(query.m_text, {toMicroseconds(now), zone});
    try {
        query.m_root = std::make_shared<detail::QueryNode>(parser.parse());
        query.m_terms = parser.terms();
    } catch (const Error &error) {
        query.m_root =
            std::make_shared<detail::QueryNode>(detail::QueryNode {.kind = detail::QueryNode::Kind::Any});
        query.m_error = error;
    }
    return query;
}

QString Query::withoutTerm(qsizetype term) const { return cut(m_text, m_terms.at(term)); }

void Query::bind(History &history)
{
    auto bound = std::make_shared<detail::QueryNode>(*m_root);
    bound->bind(history.components());
    bound->bind(history);
    m_root = std::move(bound);
}

void Query::bind(const QList<HistoryWork> &works)
{
    auto bound = std::make_shared<detail::QueryNode>(*m_root);
    bound->bind(works);
    m_root = std::move(bound);
}

bool Query::searchesText() const { return m_root->searchesText(); }

bool Query::matches(const RunRow &row) const { return m_root->matches(row); }

QString withField(const QString &query, const QString &field, const QString &value)
{
    const Query parsed = Query::parse(query, {});
    QString text = parsed.error() ? QString() : parsed.text();
    for (auto term = parsed.terms().crbegin(); term != parsed.terms().crend(); ++term) {
        if (QStringView(text).mid(term->position, term->length).startsWith(field + u':'))
            text = cut(text, *term);
    }
    if (value.isEmpty())
        return text;
    return text + (text.isEmpty() ? QString() : QStringLiteral(" ")) + field + u':' + value;
}

} // namespace once
