// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "../seed.h"

// A calculator with precedence, by recursive descent.
namespace {

class Parser
{
public:
    explicit Parser(const QString &text) : m_text(text) {}

    int parse()
    {
        const int value = sum();
        if (m_at < m_text.size())
            throw std::runtime_error("rest");
        return value;
    }

private:
    int sum()
    {
        int value = term();
        while (m_at < m_text.size()) {
            if (take(u'+'))
                value += term();
            else if (take(u'-'))
                value -= term();
            else
                break;
        }
        return value;
    }

    int term()
    {
        int value = factor();
        while (m_at < m_text.size()) {
            if (take(u'*')) {
                value *= factor();
            } else if (take(u'/')) {
                const int by = factor();
                if (by == 0)
                    throw std::domain_error("zero");
                value /= by;
            } else {
                break;
            }
        }
        return value;
    }

    int factor()
    {
        if (take(u'(')) {
            const int value = sum();
            if (!take(u')'))
                throw std::runtime_error("open");
            return value;
        }
        if (take(u'-'))
            return -factor();
        int value = 0, digits = 0;
        for (; m_at < m_text.size() && m_text[m_at].isDigit(); ++m_at, ++digits)
            value = value * 10 + m_text[m_at].digitValue();
        if (digits == 0)
            throw std::runtime_error("number");
        return value;
    }

    bool take(QChar c)
    {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    QString m_text;
    int m_at = 0;
};

} // namespace

QString work(int input)
{
    static const QStringList formulas{u"1+2*3"_s, u"(1+2)*3"_s, u"8/4/2"_s, u"7/0"_s, u"2*(3"_s, u"-5*-(2+1)"_s, u"12-3-4"_s, u"9+"_s};
    try {
        return u"= %1"_s.arg(Parser(formulas[input % 8]).parse());
    } catch (const std::domain_error &) {
        return u"undefined"_s;
    } catch (const std::runtime_error &error) {
        return u"wrong: %1"_s.arg(QLatin1StringView(error.what()));
    }
}
