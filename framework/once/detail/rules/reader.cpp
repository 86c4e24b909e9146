// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/reader.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

bool isLetter(QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); }

} // namespace

bool Reader::take(QChar c)
{
    if (isAtEnd() || m_text[m_at] != c)
        return false;
    ++m_at;
    return true;
}

bool Reader::take(QLatin1StringView text)
{
    if (!rest().startsWith(text, Qt::CaseInsensitive))
        return false;
    m_at += text.size();
    return true;
}

void Reader::skipSpaces()
{
    while (peek().isSpace())
        ++m_at;
}

QStringView Reader::letters()
{
    const qsizetype begin = m_at;
    while (isLetter(peek()))
        ++m_at;
    return m_text.sliced(begin, m_at - begin);
}

QStringView Reader::takeRest()
{
    const QStringView rest = this->rest();
    m_at = m_end;
    return rest;
}

Reader Reader::part()
{
    const qsizetype begin = m_at;
    while (!isAtEnd() && !peek().isSpace())
        ++m_at;
    const Reader part(m_text, begin, m_at);
    skipSpaces();
    return part;
}

std::optional<Reader::Number> Reader::number()
{
    Number number{0, m_at};
    for (; isDigit(peek()); ++m_at) {
        if (m_at - number.position == 9)
            fail(number.position, u"This number has more than nine digits."_s);
        number.value = number.value * 10 + peek().digitValue();
    }
    return m_at > number.position ? std::optional(number) : std::nullopt;
}

QString Reader::here() const
{
    if (isAtEnd())
        return u"nothing"_s;
    Reader ahead(*this);
    const QStringView word = ahead.letters();
    if (!word.isEmpty())
        return u"“%1”"_s.arg(word);
    return u"“%1”"_s.arg(peek());
}

} // namespace once::detail
