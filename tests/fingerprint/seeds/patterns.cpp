// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "../seed.h"

// Texts by patterns, coded and decoded.
namespace {

QString coded(const QString &text)
{
    QString out;
    for (qsizetype i = 0; i < text.size();) {
        qsizetype end = i + 1;
        while (end < text.size() && text[end] == text[i])
            ++end;
        if (end - i > 1)
            out += QString::number(end - i);
        out += text[i];
        i = end;
    }
    return out;
}

QString shifted(const QString &text, int by)
{
    QString out;
    for (const QChar c : text) {
        if (c >= u'a' && c <= u'z')
            out += QChar(u'a' + (c.unicode() - u'a' + by) % 26);
        else
            out += c.isUpper() ? c.toLower() : c;
    }
    return out;
}

bool isPalindrome(const QString &text)
{
    for (qsizetype i = 0; i < text.size() / 2; ++i)
        if (text[i] != text[text.size() - 1 - i])
            return false;
    return true;
}

QString masked(QString text)
{
    static const QRegularExpression number(u"(\\d+)-(\\d{2,})"_s);
    return text.replace(number, u"<\\2:\\1>"_s);
}

quint16 checksum(const QByteArray &bytes)
{
    quint16 sum = 1;
    for (const char c : bytes)
        sum = quint16((sum << 1 | sum >> 15) ^ quint8(c));
    return sum;
}

} // namespace

QString work(int input)
{
    static const char *const texts[] = {"aaabccd", "anna", "tel 12-345, fax 7-89", "Hello World", "xyzzy", "10-1 20-22"};
    const QString text = QString::fromLatin1(texts[input % 6]);
    QStringList parts{coded(text), shifted(text, 3 + input), masked(text), QString::number(checksum(text.toUtf8()), 16)};
    if (isPalindrome(text))
        parts.prepend(u"palindrome"_s);
    if (text.contains(u"zz"_s) || text.endsWith(u'd'))
        parts.removeLast();
    return parts.join(u" | "_s).simplified();
}
