// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/history.h>

#include <QTimeZone>

namespace once {

namespace detail {
struct QueryNode;
}

// A filter over runs, as people type it into the window or after `runs`:
//
//     state:failed,timedOut work:prices.* since:7d dur>1m -why:retry "connection reset"
//
//     query := term { [ "AND" | "OR" ] term }          AND by default, and it binds tighter than OR
//     term  := [ "-" | "NOT " ] ( field ":" value { "," value } | field op number | text | "(" query ")" )
//     field := state work why since until id tick dur   op := < <= = >= >, for id, tick and dur
//
// Words may hold * and ?. Numbers may be ranges (10..20). A value or text with spaces stands in quotes.
// `work:prices` means the component with that path or name, and all below it. Free text is looked for
// in the work's path, the props, the result and the error. A value: cheap to copy, any thread.
class Query
{
public:
    struct Error
    {
        qsizetype position = 0, length = 0; // of the wrong term, in characters of the text
        QString message; // one sentence: what is wrong, and what would be right
    };

    // A part of the text that all shown runs must match.
    struct Term
    {
        qsizetype position = 0, length = 0;
    };

    Query(); // matches every run

    // Never throws. "7d" and "today" are taken as of `now`, in `zone`.
    static Query parse(const QString &text, Instant now, const QTimeZone &zone = QTimeZone::systemTimeZone());

    const QString &text() const { return m_text; }
    bool isEmpty() const { return m_terms.isEmpty(); }
    const std::optional<Error> &error() const { return m_error; } // a query with an error matches nothing
    const QList<Term> &terms() const { return m_terms; }

    // The same query without one of its terms, as text.
    QString withoutTerm(qsizetype term) const;

    // Looks up which works and which runs the words mean. Before this, a query by work matches nothing,
    // and free text only what was bound. Again when works or runs were added. Costs one search() per text.
    void bind(History &history);
    void bind(const QList<HistoryWork> &works);
    bool searchesText() const; // so that new runs need another bind()

    // Some 10 ns per term. A row with Status::NotStarted stands for calls that were skipped
    // ("state:skipped").
    bool matches(const RunRow &row) const;

private:
    QString m_text;
    std::shared_ptr<const detail::QueryNode> m_root;
    QList<Term> m_terms;
    std::optional<Error> m_error;
};

// The text of a query in which the given field has the value, in place of the terms that name the field
// now; without any such term when the value is empty. For buttons that stand for a term.
QString withField(const QString &query, const QString &field, const QString &value);

} // namespace once
