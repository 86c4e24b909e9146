// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/rule.h>

namespace once::detail {

// Goes through a part of a rule's text. Positions are those in the whole text.
class Reader
{
public:
    explicit Reader(QStringView text) : Reader(text, 0, text.size()) { }
    Reader(QStringView text, qsizetype begin, qsizetype end) : m_text(text), m_at(begin), m_end(end) { }

    qsizetype at() const { return m_at; }
    bool isAtEnd() const { return m_at >= m_end; }
    QChar peek() const { return isAtEnd() ? QChar() : m_text[m_at]; }
    QStringView rest() const { return m_text.sliced(m_at, m_end - m_at); }

    bool take(QChar c);
    bool take(QLatin1StringView text); // in any case
    void skipSpaces();
    QStringView letters();
    QStringView takeRest();
    Reader part(); // up to the next space, which is skipped

    struct Number
    {
        int value;
        qsizetype position;
    };
    std::optional<Number> number(); // of at most nine digits

    // "5" for what stands here, "nothing" at the end.
    QString here() const;
    [[noreturn]] void fail(const QString &sentence) const { fail(m_at, sentence); }
    [[noreturn]] static void fail(qsizetype position, const QString &sentence)
    {
        throw RuleError(position, sentence);
    }

private:
    QStringView m_text;
    qsizetype m_at, m_end;
};

} // namespace once::detail
