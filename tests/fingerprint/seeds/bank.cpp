// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "../seed.h"

// Accounts, and what is booked between them.
namespace {

struct Refused : std::runtime_error
{
    Refused(const char *why, int itsCode) : std::runtime_error(why), code(itsCode) {}
    int code = 1;
};

class Bank
{
public:
    void open(const QString &name, qint64 cents) { m_accounts.insert(name, cents); }

    void book(const QString &from, const QString &to, qint64 cents)
    {
        if (cents <= 0)
            throw Refused("amount", 2);
        if (!m_accounts.contains(from) || !m_accounts.contains(to))
            throw std::out_of_range("account");
        const qint64 fee = cents > 5000 ? cents / 100 : 15;
        if (m_accounts[from] - cents - fee < -limit)
            throw Refused("limit", 3);
        m_accounts[from] -= cents + fee;
        m_accounts[to] += cents;
        m_fees += fee;
    }

    void addInterest(double rate)
    {
        for (qint64 &cents : m_accounts)
            if (cents > 0)
                cents += qint64(std::round(double(cents) * rate / 100.0));
    }

    QString text() const
    {
        QStringList parts;
        for (auto it = m_accounts.begin(); it != m_accounts.end(); ++it)
            parts += it.key() + u':' + QString::number(double(it.value()) / 100, 'f', 2);
        return parts.join(u' ') + u" fees %1"_s.arg(m_fees);
    }

private:
    static constexpr qint64 limit = 20'000;
    QMap<QString, qint64> m_accounts;
    qint64 m_fees = 0;
};

QString booked(Bank &bank, const QString &from, const QString &to, qint64 cents)
{
    try {
        bank.book(from, to, cents);
        return {};
    } catch (const Refused &refused) {
        return u"refused %1 %2 "_s.arg(QLatin1StringView(refused.what())).arg(refused.code);
    } catch (const std::logic_error &) {
        return u"unknown "_s;
    }
}

} // namespace

QString work(int input)
{
    Bank bank;
    bank.open(u"ann"_s, 10'000);
    bank.open(u"bob"_s, 2'500 + input * 100);
    QString log = booked(bank, u"ann"_s, u"bob"_s, 4'000 + input * 700);
    log += booked(bank, u"bob"_s, u"ann"_s, input * 9'000 - 9'000);
    log += booked(bank, u"bob"_s, input % 2 == 1 ? u"ann"_s : u"eve"_s, 100);
    if (input > 1)
        bank.addInterest(1.5 + input);
    return log + bank.text();
}
