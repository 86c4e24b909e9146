// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/query.h>

#include <ui/fakehistory.h>

#include <QRandomGenerator>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 second = 1'000'000, hour = 3'600 * second, day = 24 * hour;
const Instant now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(12);
const qint64 nowUs = toMicroseconds(now);

Run runOf(RunId id, const QString &work, Status status, qint64 startedUs, qint64 durationUs)
{
    Run run{.id = id, .work = work, .status = status, .tick = id * 10};
    run.cause.kind = Cause::Kind(id % 10);
    run.started = fromMicroseconds(startedUs);
    if (isFinished(status))
        run.finished = fromMicroseconds(startedUs + durationUs);
    if (status == Status::Failed)
        run.error = u"connection reset by peer"_s;
    run.props = Value::of(Json{u"2026-11-%1"_s.arg(id)});
    return run;
}

// Seven runs that differ in everything a query can ask for.
std::shared_ptr<test::FakeData> sevenRuns()
{
    auto data = test::fakeData();
    data->put(runOf(1, u"root.a.b"_s, Status::Succeeded, nowUs - 9 * day, 30 * second));
    data->put(runOf(2, u"root.a.c"_s, Status::Failed, nowUs - 2 * day, 90 * second));
    data->put(runOf(3, u"root.d"_s, Status::Cancelled, nowUs - 26 * hour, 2 * hour));
    data->put(runOf(4, u"root.a.b"_s, Status::TimedOut, nowUs - 13 * hour, 500));
    data->put(runOf(5, u"root.a.c"_s, Status::Lost, nowUs - 3 * hour, 20'000));
    data->put(runOf(6, u"root.d"_s, Status::Succeeded, nowUs - hour, 60 * second));
    data->put(runOf(7, u"root.a.b"_s, Status::Running, nowUs - 120 * second, 0));
    return data;
}

QString idsOf(Query query)
{
    const auto data = sevenRuns();
    test::FakeHistory history(data);
    query.bind(history);
    QString ids;
    for (const RunRow &row : history.rows(0, 100)) {
        if (query.matches(row))
            ids += QString::number(row.id);
    }
    return ids;
}

} // namespace

class TestQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheRunsThatAreMeant_data();
    void findsTheRunsThatAreMeant();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void matchesSkipsOnlyByWhatTheyHave();
    void takesTermsAway_data();
    void takesTermsAway();
    void replacesAField_data();
    void replacesAField();
    void neverFallsOverAnyText();
    void agreesWithAnEvaluationByHand();
};

void TestQuery::findsTheRunsThatAreMeant_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("ids");
    const auto row = [](const char *text, const char *ids) {
        QTest::newRow(*text ? text : "nothing") << QString::fromUtf8(text) << QString::fromUtf8(ids);
    };
    row("", "1234567");
    row("   ", "1234567");
    row("state:failed", "2");
    row("state:succeeded", "16");
    row("state:Succeeded", "16");
    row("state:succeeded,failed", "126");
    row("state:succ*", "16");
    row("state:?ost", "5");
    row("state:timedOut", "4");
    row("state:timedout", "4");
    row("state:running", "7");
    row("state:queued", "");
    row("state:skipped", "");
    row("state:*", "1234567");
    row("-state:failed", "134567");
    row("NOT state:failed", "134567");
    row("--state:failed", "2");
    row("work:a.b", "147");
    row("work:a", "12457");
    row("work:b", "147");
    row("work:B", "147");
    row("work:a.*", "12457");
    row("work:*c", "25");
    row("work:d", "36");
    row("work:a.b,d", "13467");
    row("work:nothing", "");
    row("work:\"a.b\"", "147");
    row("work:root", "");
    row("-work:a", "36");
    row("why:propsChanged", "1");
    row("why:cacheOff", "2");
    row("why:CACHEOFF", "2");
    row("why:*lost", "5");
    row("why:previous*", "45");
    row("why:propsChanged,forced", "1");
    row("since:1d", "4567");
    row("since:2h", "67");
    row("since:90m", "67");
    row("since:121s", "7");
    row("since:2w", "1234567");
    row("since:today", "567");
    row("since:yesterday", "34567");
    row("until:yesterday", "1234");
    row("since:yesterday until:yesterday", "34");
    row("since:2026-11-19", "234567");
    row("until:2026-11-19", "12");
    row("since:2026-11-21T09:30", "67");
    row("since:2026-11-21T09:30:00Z", "67");
    row("since:11:30", "7");
    row("since:09:00", "567");
    row("until:09:00", "12345");
    row("until:1d", "123");
    row("id:3", "3");
    row("id:3,5", "35");
    row("id:2..4", "234");
    row("id:..3", "123");
    row("id:6..", "67");
    row("id:2..3,6..", "2367");
    row("id=4", "4");
    row("id<3", "12");
    row("id<=3", "123");
    row("id>5", "67");
    row("id>=5", "567");
    row("id:99", "");
    row("tick:30", "3");
    row("tick>45", "567");
    row("tick:20..40", "234");
    row("dur>1m", "237");
    row("dur>=1m", "2367");
    row("dur<1s", "45");
    row("dur:1s..100s", "126");
    row("dur>60", "237");
    row("dur<=500us", "4");
    row("dur<20ms", "4");
    row("dur<=20ms", "45");
    row("dur>1.5h", "3");
    row("dur=60s", "6");
    row("dur>1d", "");
    row("connection", "2");
    row("\"connection reset\"", "2");
    row("CONNECTION", "2");
    row("reset connection", "2");
    row("2026-11-5", "5");
    row("a.b", "147");
    row("-connection", "134567");
    row("nowhere", "");
    row("state:succeeded work:d", "6");
    row("state:succeeded AND work:d", "6");
    row("state:failed OR work:d", "236");
    row("state:failed OR state:lost OR id:1", "125");
    row("work:a state:failed OR id:1", "12");
    row("id:1 OR work:a state:failed", "12");
    row("work:a (state:failed OR id:1)", "12");
    row("work:a (state:failed OR id:3)", "2");
    row("(id:1)", "1");
    row("((id:1 OR id:2) -id:2)", "1");
    row("-(id:1 OR id:2)", "34567");
    row("NOT (work:a OR id:3)", "6");
    row("-(work:a -id:7)", "367");
    row("(id:1)OR(id:2)", "12");
    row("id>1 id<4", "23");
    row("id>1 AND -id:3 AND id<5", "24");
    row("  id:1   OR   id:2  ", "12");
    row("since:1d state:running,lost dur>1m", "7");
    row("state:failed,timedOut,lost", "245");
    row("\"OR\"", "");
    row("OREGON", "");
    row("ANDROID", "");
    row(":b", "");
}

void TestQuery::findsTheRunsThatAreMeant()
{
    QFETCH(QString, text);
    const Query query = Query::parse(text, now, QTimeZone::utc());
    QVERIFY2(!query.error(), qPrintable(query.error().value_or(Query::Error()).message));
    QTEST(idsOf(query), "ids");
}

void TestQuery::saysWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *text, int position, const char *message) {
        QTest::newRow(text) << QString::fromUtf8(text) << position << QString::fromUtf8(message);
    };
    row("sate:failed", 0, "There is no field “sate”. Fields: state, work, why, since, until, id, tick, dur.");
    row("id:1 sate:failed", 5,
        "There is no field “sate”. Fields: state, work, why, since, until, id, tick, dur.");
    row("state:faild", 0,
        "“faild” is no state. There are: skipped, queued, running, succeeded, failed, cancelled, timedOut, "
        "lost.");
    row("state:failed,faild", 0,
        "“faild” is no state. There are: skipped, queued, running, succeeded, failed, cancelled, timedOut, "
        "lost.");
    row("why:because", 0,
        "“because” is no cause. There are: firstCall, propsChanged, cacheOff, codeVersionChanged, "
        "previousFailed, previousLost, resultMissing, resultForgotten, forced, retry, resultExpired, notKept, "
        "rememberedElsewhere.");
    row("state:", 0, "A value is missing after “state:”.");
    row("state:failed,", 0, "A value is missing after “state:”.");
    row("id:", 0, "A value is missing after “id:”.");
    row("id>", 0, "A value is missing after “id>”.");
    row("state>3", 0, "“state” is given as state:value. Only id, tick and dur can be compared with < = >.");
    row("since>3d", 0, "“since” is given as since:value. Only id, tick and dur can be compared with < = >.");
    row("id:abc", 0, "“abc” is no whole number, such as 42 or 10..20.");
    row("id:1.5", 0, "“1.5” is no whole number, such as 42 or 10..20.");
    row("id:-1", 0, "“-1” is no whole number, such as 42 or 10..20.");
    row("id:99999999999999999999", 0, "“99999999999999999999” is no whole number, such as 42 or 10..20.");
    row("tick>x", 0, "“x” is no whole number, such as 42 or 10..20.");
    row("dur>long", 0, "“long” is no duration, such as 250ms, 90s, 1.5h or 2d.");
    row("dur>5y", 0, "“5y” is no duration, such as 250ms, 90s, 1.5h or 2d.");
    row("since:soon", 0, "“soon” is no time, such as 7d, 2h, today, 02:00, 2026-11-20 or 2026-11-20T02:14.");
    row("since:7", 0, "“7” is no time, such as 7d, 2h, today, 02:00, 2026-11-20 or 2026-11-20T02:14.");
    row("since:2026-13-01", 0,
        "“2026-13-01” is no time, such as 7d, 2h, today, 02:00, 2026-11-20 or 2026-11-20T02:14.");
    row("since:25:00", 0,
        "“25:00” is no time, such as 7d, 2h, today, 02:00, 2026-11-20 or 2026-11-20T02:14.");
    row("(id:1", 0, "This “(” is never closed.");
    row("id:2 (id:1", 5, "This “(” is never closed.");
    row("id:1)", 4, "This “)” closes nothing.");
    row("()", 1, "A term is missing here.");
    row("id:1 OR", 6, "A term is missing at the end.");
    row("OR id:1", 0, "A term is missing before “OR”.");
    row("NOT", 2, "A term is missing at the end.");
    row("- id:1", 0, "After “-” comes the term that must not match.");
    row("\"open", 0, "A quote is opened here and never closed.");
    row("\"\"", 0, "There is nothing between the quotes.");
}

void TestQuery::saysWhatIsWrongAndWhere()
{
    QFETCH(QString, text);
    const Query query = Query::parse(text, now, QTimeZone::utc());
    QVERIFY(query.error());
    QTEST(query.error()->message, "message");
    QTEST(int(query.error()->position), "position");
    QVERIFY(query.error()->position + query.error()->length <= text.size());
    QCOMPARE(idsOf(query), QString());
}

void TestQuery::matchesSkipsOnlyByWhatTheyHave()
{
    const RunRow skip{.id = 4, .status = Status::NotStarted, .cause = Cause::Kind::FirstCall};
    QVERIFY(Query::parse(u"state:skipped"_s, now).matches(skip));
    QVERIFY(Query::parse(u"id:4"_s, now).matches(skip));
    QVERIFY(!Query::parse(u"why:firstCall"_s, now).matches(skip));
}

void TestQuery::takesTermsAway_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("rests");
    QTest::newRow("a single term leaves nothing") << u"id:1"_s << QStringList{u""_s};
    QTest::newRow("each of two") << u"state:failed since:1h"_s
                                 << QStringList{u"since:1h"_s, u"state:failed"_s};
    QTest::newRow("each of three") << u"a  b c"_s << QStringList{u"b c"_s, u"a c"_s, u"a  b"_s};
    QTest::newRow("alternatives go together") << u"a OR b"_s << QStringList{u""_s};
    QTest::newRow("a group is one") << u"a (b OR c)"_s << QStringList{u"(b OR c)"_s, u"a"_s};
    QTest::newRow("a negated term is one")
        << u"a -b NOT c"_s << QStringList{u"-b NOT c"_s, u"a NOT c"_s, u"a -b"_s};
    QTest::newRow("none in nothing") << u""_s << QStringList{};
}

void TestQuery::takesTermsAway()
{
    QFETCH(QString, text);
    const Query query = Query::parse(text, now);
    QStringList rests;
    for (qsizetype term = 0; term < query.terms().size(); ++term)
        rests.append(query.withoutTerm(term));
    QTEST(rests, "rests");
}

void TestQuery::replacesAField_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("result");
    QTest::newRow("in nothing") << u""_s << u"a"_s << u"work:a"_s;
    QTest::newRow("after other terms") << u"state:failed"_s << u"a"_s << u"state:failed work:a"_s;
    QTest::newRow("in place of the old") << u"work:b since:1d"_s << u"a"_s << u"since:1d work:a"_s;
    QTest::newRow("takes it away") << u"x work:b y"_s << u""_s << u"x y"_s;
    QTest::newRow("over a mistake") << u"sate:b"_s << u"a"_s << u"work:a"_s;
}

void TestQuery::replacesAField()
{
    QFETCH(QString, text);
    QFETCH(QString, value);
    QTEST(withField(text, u"work"_s, value), "result");
}

void TestQuery::neverFallsOverAnyText()
{
    QRandomGenerator random(7);
    const QString alphabet = u"state:work id><=.,()\"-NOTORAND 0123456789dhms*?…"_s;
    for (int round = 0; round < 20'000; ++round) {
        QString text;
        for (int i = random.bounded(30); i > 0; --i)
            text += round % 2 ? alphabet[random.bounded(alphabet.size())]
                              : QChar(ushort(random.bounded(0x10000)));
        const Query query = Query::parse(text, now);
        if (query.error())
            QVERIFY(query.error()->position >= 0 && query.error()->position <= text.size()
                    && !query.error()->message.isEmpty());
        query.matches(RunRow());
    }
    QVERIFY(Query::parse(QString(100'000, u'('), now).error());
    QVERIFY(Query::parse(QString(100'000, u'-'), now).error());
}

// Conjunctions and alternatives of simple terms, against plain code.
void TestQuery::agreesWithAnEvaluationByHand()
{
    QRandomGenerator random(11);
    const auto term = [&] { return std::pair(random.bounded(8), random.bounded(2)); };
    const auto textOf = [](auto t) { return u"%1id:%2"_s.arg(t.second ? u"-"_s : u""_s).arg(t.first); };
    const auto holds = [](auto t, RunId id) { return (id == t.first) != bool(t.second); };
    for (int round = 0; round < 500; ++round) {
        const auto a = term(), b = term(), c = term();
        const Query query = Query::parse(u"%1 %2 OR %3"_s.arg(textOf(a), textOf(b), textOf(c)), now);
        QVERIFY(!query.error());
        for (RunId id = 0; id < 8; ++id)
            QCOMPARE(query.matches(RunRow{.id = id}), (holds(a, id) && holds(b, id)) || holds(c, id));
    }
}

QTEST_GUILESS_MAIN(TestQuery)
#include "tst_query.moc"
