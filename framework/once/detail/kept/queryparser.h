// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/querynode.h>
#include <once/query.h>

namespace once::detail {

// What relative times in a query are relative to.
struct QueryClock
{
    qint64 nowUs = 0;
    QTimeZone zone;
};

// A word of a query: what stands there, and which of it was in quotes.
struct QueryWord
{
    qsizetype position = 0, length = 0;
    QString text; // without the quotes
    qsizetype plain = 0; // so many characters of the text come before the first quote
};

// Recursive descent over the grammar in query.h. Throws Query::Error.
class QueryParser
{
public:
    QueryParser(const QString &text, QueryClock clock) : m_text(text), m_clock(std::move(clock)) { }

    QueryNode parse();
    const QList<Query::Term> &terms() const { return m_terms; } // of the outermost AND, after parse()

private:
    QueryNode anyOf(int depth);
    QueryNode allOf(int depth);
    QueryNode term(int depth);
    QueryNode group(int depth);
    QueryNode leaf(const QueryWord &word) const;
    QueryWord word();
    void skipSpaces();
    bool atEnd() const { return m_at >= m_text.size(); }
    bool takeKeyword(QLatin1StringView keyword);
    [[noreturn]] void fail(qsizetype position, const QString &message) const;

    const QString &m_text;
    const QueryClock m_clock;
    qsizetype m_at = 0;
    QList<Query::Term> m_terms;
};

// What is wrong with a field or its value, as a sentence.
struct QueryMistake
{
    QString message;
};

// One "field:values" or "field op value". Throws QueryMistake.
QueryNode fieldNode(const QString &field, const QString &op, const QString &values, const QueryClock &clock);

} // namespace once::detail
