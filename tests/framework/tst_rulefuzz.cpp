// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Texts that are rules, nearly rules and no rules at all. For a second in the suite; `./dev fuzz SECONDS` goes on longer,
// with the sanitizers. The same seed (ONCE_FUZZ_SEED) makes the same texts.
#include <once/rule.h>

#include <support/madeuprules.h>

#include <QElapsedTimer>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

const QStringList corpus{u"30 9 * * 1-5"_s,
                         u"*/15 9-17 * * MON-FRI"_s,
                         u"0 0 L-3,15W,LW * 5L"_s,
                         u"0 0 13 * +FRI#2"_s,
                         u"H H(0-7) H/9 * ?"_s,
                         u"10 5/10 2,3 31 NOV-FEB FRI-MON"_s,
                         u"@hourly"_s,
                         u"@yearly"_s,
                         u"0 0 29 2 +1"_s,
                         u"Mon..Fri *-*-* 09:30"_s,
                         u"*-*~07/3"_s,
                         u"Sat,Sun 2026..2030/2-1,7-1..5/2 8:0/20:30"_s,
                         u"weekly"_s,
                         u"09:30 Europe/Berlin"_s,
                         u"every 1h30m from 2026-01-01T00:15Z"_s,
                         u"after 2d 5s"_s,
                         u"every 90 minutes"_s,
                         u"0-59 0-23 * * *"_s,
                         u"30 2 30 2 *"_s,
                         u"*:*:*"_s};

class Texts : public MadeUpRules
{
public:
    using MadeUpRules::MadeUpRules;

    QString next()
    {
        QString text = upTo(3) ? any(corpus) : maybe() ? rule().cron : calendar();
        for (int count = upTo(4); count > 0; --count)
            change(text);
        return text;
    }

private:
    QString any(const QStringList &list) { return list[upTo(int(list.size()) - 1)]; }

    QString piece()
    {
        static const QString signs = u"0123456789*?/,-+#.:~ LWHhe@()\t\u00e9\u2029\U0001F600"_s;
        switch (upTo(4)) {
        case 0:
            return QString::number(upTo(70));
        case 1:
            return any(any(corpus).split(u' '));
        case 2:
            return QString(QChar(upTo(0xffff)));
        default:
            return QString(signs[upTo(int(signs.size()) - 1)]);
        }
    }

    void change(QString &text)
    {
        const int at = upTo(int(text.size())), length = upTo(int(text.size()) - at);
        switch (upTo(4)) {
        case 0:
            text.insert(at, piece());
            break;
        case 1:
            text.remove(at, std::min(length, 3));
            break;
        case 2:
            text.replace(at, 1, piece());
            break;
        case 3:
            text.insert(at, text.mid(at, length));
            break;
        default:
            text = text.left(at) + any(corpus).sliced(0);
            break;
        }
        text.truncate(1'100); // a little more than is taken
    }
};

std::vector<Nominal> tenTimes(const Rule &rule, const QTimeZone &zone, InGap inGap, Instant after)
{
    std::vector<Nominal> times;
    for (auto next = rule.next(after, zone, inGap); next && times.size() < 10;
         next = rule.next(next->due, zone, inGap))
        times.push_back(*next);
    return times;
}

// What is wrong with what a rule says of itself; empty when all is well.
QString wrongIn(const Rule &rule, const QTimeZone &zone, InGap inGap, Instant after)
{
    if (rule.words().isEmpty())
        return u"no words"_s;
    const auto times = tenTimes(rule, zone, inGap, after);
    for (const Nominal &nominal : times) {
        if (nominal.due <= after)
            return u"not ascending"_s;
        after = nominal.due;
        if (!rule.isInterval() && !rule.matches(nominal.time))
            return u"does not match "_s + nominal.text();
        if (!std::ranges::all_of(nominal.merged,
                                 [&](auto time) { return rule.matches(time) && time < nominal.time; }))
            return u"merged"_s;
        if (const auto latest = rule.latest(nominal.due, zone, inGap);
            !rule.countsFromEnd() && (!latest || latest->text() != nominal.text()))
            return u"the latest is not "_s + nominal.text();
    }
    const auto again = tenTimes(Rule(rule.text(), "seed"), zone, inGap,
                                times.empty() ? after : times.front().due - Microseconds(1));
    const auto same = [](const Nominal &a, const Nominal &b) {
        return a.due == b.due && a.text() == b.text();
    };
    return rule.countsFromEnd() || std::ranges::equal(times, again, same)
        ? QString()
        : u"the same text has other times"_s;
}

} // namespace

class RuleFuzzTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyTextIsARuleOrRefusedInASentence()
    {
        const quint32 seed =
            qEnvironmentVariableIsSet("ONCE_FUZZ_SEED") ? qEnvironmentVariable("ONCE_FUZZ_SEED").toUInt() : 1;
        const int seconds = qEnvironmentVariableIsSet("ONCE_FUZZ_SECONDS")
            ? qEnvironmentVariableIntValue("ONCE_FUZZ_SECONDS")
            : 1;
        const QList<QTimeZone> zones{QTimeZone::utc(), QTimeZone("Europe/Berlin"),
                                     QTimeZone("Australia/Lord_Howe"), QTimeZone("Pacific/Apia")};
        Texts texts(seed);
        qint64 accepted = 0, refused = 0;
        QElapsedTimer time;
        for (time.start(); time.elapsed() < seconds * 1000;) {
            const QString text = texts.next();
            const QTimeZone &zone = zones[texts.upTo(3)];
            const auto inGap = InGap(texts.upTo(2));
            const Instant after = fromMicroseconds(qint64(texts.upTo(2'000'000'000)) * 1'000'000);
            try {
                const QString wrong = wrongIn(Rule(text, "seed"), zone, inGap, after);
                QVERIFY2(wrong.isEmpty(),
                         qPrintable(
                             u"“%1” in %2 after %3, seed %4: %5"_s.arg(text, QString(zone.id()), toIso(after))
                                 .arg(seed)
                                 .arg(wrong)));
                ++accepted;
            } catch (const RuleError &error) {
                QVERIFY2(error.position >= 0 && error.position <= text.size(), qPrintable(text));
                QVERIFY2(QString::fromUtf8(error.what()).endsWith(u'.'), qPrintable(text));
                ++refused;
            }
        }
        qInfo("seed %u: %lld rules, %lld refusals", seed, static_cast<long long>(accepted),
              static_cast<long long>(refused));
        QVERIFY(accepted > 10 && refused > 10);
    }
};

QTEST_GUILESS_MAIN(RuleFuzzTest)
#include "tst_rulefuzz.moc"
