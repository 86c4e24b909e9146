// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/explain.h>

#include <QTemporaryDir>
#include <QtTest>

using namespace once;
using namespace Qt::StringLiterals;

// The history that all explanations are about: fetch 1, 3, 5 -> clean 2, 4, 6 -> train 7, 8, and poll 9, 10.
class ExplainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void sentences_data();
    void sentences();
    void whatAnotherAppHasRunIsSaidToBeSkipped();
    void whatWouldHappenNow_data();
    void whatWouldHappenNow();
    void skips_data();
    void skips();
    void namesOfProps_data();
    void namesOfProps();
    void comparesWithTheRunOfTheCause();
    void comparesWithTheRunBeforeWhenTheCauseNamesNone();
    void aFirstCallIsComparedWithNothing();
    void followsTheChainUpstream();
    void aChainThatBitesItsTailEnds();
    void asText();
    void aFirstCallAsText();
    void manyChangesAsText();
    void aSkipAsText();
    void asJson();

private:
    Run made(RunId id, const QString &work, const Json &props, const Cause &cause = {});
    void keep(const Run &run);
    std::unique_ptr<History> history();
    Run read(RunId id) { return *history()->run(id); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
};

Run ExplainTest::made(RunId id, const QString &work, const Json &props, const Cause &cause)
{
    Run run{.id = id, .work = u"root."_s + work, .status = Status::Succeeded, .cause = cause, .code = u"1"_s};
    run.props = Value::of(props);
    run.key = Digest::of(run.work.toUtf8() + run.props.encoding());
    run.started = fromMicroseconds(1'732'155'271'000'000 + id * 1'000'000); // 2024-11-21T02:14:31Z
    run.finished = run.started + std::chrono::seconds(88);
    if (work == u"train"_s)
        run.propNames = {u"rows"_s, u"rate"_s, u"seed"_s};
    if (work == u"fetch"_s)
        run.propNames = {u"day"_s};
    return run;
}

void ExplainTest::keep(const Run &run)
{
    m_store->put(run);
    if (isFinished(run.status))
        m_store->put(CallRecord{.key = run.key, .run = run.id, .status = run.status});
}

std::unique_ptr<History> ExplainTest::history()
{
    m_store->commit();
    return History::open(m_folder->path());
}

void ExplainTest::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = Store::open(m_folder->path());
    m_store->setSetting(u"zone"_s, u"UTC"_s);
    m_store->put(ComponentRecord{.path = u"root.poll"_s, .isWork = true, .options = {{"cacheCalls", false}}});
    m_store->put(ComponentRecord{.path = u"root.train"_s, .isWork = true, .options = {{"cacheCalls", true}}});
    const auto changed = [](RunId other, const char *path, RunId upstream = 0) {
        return Cause{.kind = Cause::Kind::PropsChanged,
                     .other = other,
                     .paths = {QLatin1StringView(path)},
                     .upstream = upstream};
    };
    keep(made(1, u"fetch"_s, {"2024-11-19"}));
    keep(made(2, u"clean"_s, {100}));
    keep(made(3, u"fetch"_s, {"2024-11-20"}, changed(1, "day")));
    keep(made(4, u"clean"_s, {200}, changed(2, "#1", 3)));
    keep(made(5, u"fetch"_s, {"2024-11-21"}, changed(3, "day")));
    keep(made(6, u"clean"_s, {300}, changed(4, "#1", 5)));
    keep(made(7, u"train"_s, {14907, 0.1, 42}));
    keep(made(8, u"train"_s, {14921, 0.1, 42}, changed(7, "rows", 6)));
    keep(made(9, u"poll"_s, Json::array()));
    keep(made(10, u"poll"_s, Json::array(), {.kind = Cause::Kind::CacheOff, .other = 9}));
}

void ExplainTest::sentences_data()
{
    using Kind = Cause::Kind;
    QTest::addColumn<Json>("props");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<QString>("sentence");
    const auto add = [](const char *name, const Json &props, const Cause &cause, const QString &sentence) {
        QTest::newRow(name) << props << cause << sentence;
    };
    const Json same{14921, 0.1, 42};
    add("first call", same, {}, u"Ran because it is the first call of this work."_s);
    add("one of three props", {14921, 0.1, 43}, {.kind = Kind::PropsChanged, .other = 8},
        u"Ran because 1 of 3 props differs from run 8."_s);
    add("two of three props", {1, 0.1, 43}, {.kind = Kind::PropsChanged, .other = 8},
        u"Ran because 2 of 3 props differ from run 8."_s);
    add("all props", {1, 2, 3}, {.kind = Kind::PropsChanged, .other = 8},
        u"Ran because 3 of 3 props differ from run 8."_s);
    add("a prop that counts once however much of it differs", {{1, 2, 3}, 0.1, 42},
        {.kind = Kind::PropsChanged, .other = 8}, u"Ran because 1 of 3 props differs from run 8."_s);
    add("a prop more than before", {14921, 0.1, 42, true}, {.kind = Kind::PropsChanged, .other = 8},
        u"Ran because 1 of 4 props differs from run 8."_s);
    add("props of a run that is gone", same,
        {.kind = Kind::PropsChanged, .other = 77, .paths = {u"rows"_s, u"seed"_s}},
        u"Ran because these props differ from the call before: rows, seed."_s);
    add("caching off", same, {.kind = Kind::CacheOff, .other = 8},
        u"Ran because caching is off for this work; with caching it would have been skipped like run 8, saving 1 m 28 s."_s);
    add("caching off, and the run before is gone", same, {.kind = Kind::CacheOff, .other = 77},
        u"Ran because caching is off for this work."_s);
    add("another code version", same,
        {.kind = Kind::CodeVersionChanged, .other = 8, .from = u"1"_s, .to = u"2"_s},
        u"Ran because the code changed from 1 to 2; the props are those of run 8."_s);
    add("a failure before this start", same, {.kind = Kind::PreviousFailed, .other = 8},
        u"Ran because run 8 had the same props and failed before this start of the app."_s);
    add("an interruption", same, {.kind = Kind::PreviousLost, .other = 8},
        u"Ran because run 8 had the same props and was interrupted: its process ended under it."_s);
    add("a result that is missing", same, {.kind = Kind::ResultMissing, .other = 8},
        u"Ran because what run 8 left behind cannot be read any more."_s);
    add("a result that was forgotten", same, {.kind = Kind::ResultForgotten},
        u"Ran because the stored result of these props was forgotten on request."_s);
    add("an old result", same, {.kind = Kind::ResultExpired, .other = 8},
        u"Ran because the result of run 8 with the same props is older than the work's results live."_s);
    add("a short history", same, {.kind = Kind::NotKept, .other = 8},
        u"Ran because run 8 had the same props, but the work keeps only its newest calls."_s);
    add("somebody's wish", same, {.kind = Kind::Forced}, u"Ran because somebody asked for it."_s);
    add("another attempt", same, {.kind = Kind::Retry, .other = 8},
        u"Ran because somebody asked for another try at run 8, which did not succeed."_s);
}

void ExplainTest::sentences()
{
    QFETCH(Json, props);
    QFETCH(Cause, cause);
    QFETCH(QString, sentence);
    keep(made(11, u"train"_s, props, cause));
    const Explanation explanation = explain(*history(), read(11));
    QCOMPARE(explanation.question, u"Why did train run?"_s);
    QCOMPARE(explanation.sentence, sentence);
    QCOMPARE(explanation.run, 11);
}

void ExplainTest::whatAnotherAppHasRunIsSaidToBeSkipped()
{
    keep(made(11, u"train"_s, {1, 2, 3}, {.kind = Cause::Kind::RememberedElsewhere, .from = u"run 3 of prices"_s}));
    Streak streak{.work = u"root.train"_s, .run = 11, .count = 4};
    m_store->put(streak);
    const auto read = history();
    const Explanation explanation = explain(*read, *read->run(11));
    QCOMPARE(explanation.question, u"Why was train skipped?"_s);
    QCOMPARE(explanation.sentence,
             u"Was skipped because run 3 of prices had done the same: both apps share their calls in one store."_s);
    QVERIFY(explanation.changes.isEmpty()); // there is no run here to compare it with
    QVERIFY2(toText(explanation, *read).startsWith("train was skipped at 2024-11-21 02:14:42 (run 11, succeeded) because run 3"),
             qPrintable(toText(explanation, *read)));
    QCOMPARE(explainSkip(*read, u"root.train"_s).sentence,
             u"Skipped 4 times: same props as run 11, whose result is that of run 3 of prices."_s);
}

void ExplainTest::whatWouldHappenNow_data()
{
    QTest::addColumn<RunId>("id");
    QTest::addColumn<std::function<void(Run &)>>("change");
    QTest::addColumn<bool>("isRemembered");
    QTest::addColumn<bool>("isRunning");
    QTest::addColumn<QString>("now");
    using Change = std::function<void(Run &)>;
    const auto add = [](const char *name, RunId id, const Change &change, bool remembered, bool running,
                        const QString &now) {
        QTest::newRow(name) << id << change << remembered << running << now;
    };
    const Change none = [](Run &) {};
    const auto ended = [](Status status) { return [status](Run &run) { run.status = status; }; };
    const QString anew = u"Would run again: a failure is remembered only until the app is started anew."_s;
    const QString onceAnew =
        u"Would run again once the app is started anew: a failure is remembered until then."_s;
    add("a success", 8, none, true, true, u"Would be skipped: its result is stored."_s);
    add("an old success", 7, none, true, true, u"Would be skipped: its result is stored."_s);
    add("a success whose result is gone", 11, none, false, true,
        u"Would run again: its result is not stored any more."_s);
    add("an uncached work", 10, none, true, true, u"Would run again: caching is off for this work."_s);
    add("a failure, while the app runs", 8, ended(Status::Failed), true, true, onceAnew);
    add("a failure, after the app", 8, ended(Status::Failed), true, false, anew);
    add("a cancelled run", 8, ended(Status::Cancelled), true, true, onceAnew);
    add("a run that took too long", 8, ended(Status::TimedOut), true, false, anew);
    add("an interrupted run", 11, ended(Status::Lost), false, true,
        u"Would run again: it was interrupted."_s);
    add("a run that is running", 11, ended(Status::Running), false, true,
        u"Would not run a second time: it is still running."_s);
    add("a run that waits", 11, ended(Status::Queued), false, true,
        u"Would not run a second time: it is still queued."_s);
    add(
        "a run that waits for another app", 11,
        [](Run &run) {
            run.status = Status::Queued;
            run.error = u"waits for process 12 of prices, which is at the same call"_s;
        },
        false, true,
        u"Would not run a second time: it is queued, and waits for process 12 of prices, which is at the same call."_s);
    add("a run that nobody runs any more", 11, ended(Status::Running), false, false,
        u"Would run again: it was interrupted."_s);
    add(
        "older code", 7, [](Run &run) { run.code = u"0"_s; }, true, true,
        u"Would run again: the code has changed from 0 to 1 since."_s);
}

void ExplainTest::whatWouldHappenNow()
{
    QFETCH(RunId, id);
    QFETCH(std::function<void(Run &)>, change);
    QFETCH(bool, isRemembered);
    QFETCH(bool, isRunning);
    QFETCH(QString, now);
    Run run = id > 10 ? made(id, u"train"_s, {1, 2, 3}) : read(id);
    change(run);
    if (isRemembered)
        keep(run);
    else
        m_store->put(run);
    m_store->commit();
    if (!isRunning)
        m_store->close();
    const auto history = History::open(m_folder->path());
    QCOMPARE(explain(*history, *history->run(id)).now, now);
}

void ExplainTest::skips_data()
{
    QTest::addColumn<Streak>("streak");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("same props, once") << Streak{.run = 8, .cause = SkipCause::SameProps, .count = 1}
                                      << u"Skipped once: same props as run 8, which succeeded in 1 m 28 s."_s;
    QTest::newRow("same props, often")
        << Streak{.run = 8, .cause = SkipCause::SameProps, .count = 1204}
        << u"Skipped 1204 times: same props as run 8, which succeeded in 1 m 28 s."_s;
    QTest::newRow("same props as a run that is gone")
        << Streak{.run = 77, .cause = SkipCause::SameProps, .count = 2}
        << u"Skipped 2 times: same props as run 77, which succeeded."_s;
    QTest::newRow("still running") << Streak{
        .run = 8,
        .cause = SkipCause::AlreadyRunning,
        .count = 3} << u"Not started a second time: run 8 with the same props was still running."_s;
    QTest::newRow("failed before")
        << Streak{.run = 8, .cause = SkipCause::FailedBefore, .count = 3}
        << u"Skipped 3 times: run 8 had the same props and failed, and a failure is remembered until the app is started anew or somebody asks for another try."_s;
    QTest::newRow("not yet due")
        << Streak{.run = 8, .cause = SkipCause::NotYetDue, .count = 3}
        << u"Not started yet: caching is off, and run 8 lies less than the least time between two starts behind."_s;
    QTest::newRow("never")
        << Streak{.work = u"root.other"_s}
        << u"It was not skipped so far: no call of it was made again with props that were seen before."_s;
}

void ExplainTest::skips()
{
    QFETCH(Streak, streak);
    QFETCH(QString, sentence);
    Streak older{.work = u"root.train"_s, .run = 7, .count = 50};
    m_store->put(older);
    if (streak.work.isEmpty())
        streak.work = u"root.train"_s;
    m_store->put(streak);
    const Explanation explanation =
        explainSkip(*history(), u"root.train"_s == streak.work ? streak.work : u"root.never"_s);
    QCOMPARE(explanation.sentence, sentence);
    QCOMPARE(explanation.run, streak.run);
    QVERIFY(explanation.changes.isEmpty());
    if (streak.run == 8)
        QCOMPARE(explanation.same, (QStringList{u"rate"_s, u"rows"_s, u"seed"_s}));
}

void ExplainTest::namesOfProps_data()
{
    QTest::addColumn<Json>("props");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("named");
    QTest::newRow("given names") << Json{1, 2} << QStringList{u"a"_s, u"b"_s} << uR"({"a":1,"b":2})"_s;
    QTest::newRow("no names") << Json{1, 2} << QStringList() << uR"({"#1":1,"#2":2})"_s;
    QTest::newRow("too few names") << Json{1, 2} << QStringList{u"a"_s} << uR"({"#2":2,"a":1})"_s;
    QTest::newRow("a single struct") << Json::array({Json{{"x", 1}, {"y", 2}}}) << QStringList{u"x"_s, u"y"_s}
                                     << uR"({"x":1,"y":2})"_s;
    QTest::newRow("a single struct without names")
        << Json::array({Json{{"x", 1}}}) << QStringList() << uR"({"x":1})"_s;
    QTest::newRow("a struct that is one named prop")
        << Json::array({Json{{"x", 1}}}) << QStringList{u"point"_s} << uR"({"point":{"x":1}})"_s;
    QTest::newRow("no props") << Json::array() << QStringList() << u"{}"_s;
}

void ExplainTest::namesOfProps()
{
    QFETCH(Json, props);
    QFETCH(QStringList, names);
    QFETCH(QString, named);
    Run run;
    QCOMPARE(preview(namedProps(run)), u"{}"_s); // nothing was stored
    run.props = Value::of(props);
    run.propNames = names;
    QCOMPARE(preview(namedProps(run)), named);
}

void ExplainTest::comparesWithTheRunOfTheCause()
{
    const Explanation explanation = explain(*history(), read(8));
    QCOMPARE(explanation.comparedWith, 7);
    QCOMPARE(explanation.changes, (QList<Change>{{u"rows"_s, Change::Kind::Changed, 14907, 14921}}));
    QCOMPARE(explanation.same, (QStringList{u"rate"_s, u"seed"_s}));
}

void ExplainTest::comparesWithTheRunBeforeWhenTheCauseNamesNone()
{
    keep(made(11, u"train"_s, {1, 0.1, 42}, {.kind = Cause::Kind::Forced}));
    const Explanation explanation = explain(*history(), read(11));
    QCOMPARE(explanation.comparedWith, 8);
    QCOMPARE(explanation.changes.size(), 1);
}

void ExplainTest::aFirstCallIsComparedWithNothing()
{
    const Explanation explanation = explain(*history(), read(7));
    QCOMPARE(explanation.comparedWith, 0);
    QVERIFY(explanation.changes.isEmpty() && explanation.same.isEmpty() && explanation.causedBy.isEmpty());
}

void ExplainTest::followsTheChainUpstream()
{
    QCOMPARE(explain(*history(), read(8)).causedBy, (QList<RunId>{6, 5}));
}

void ExplainTest::aChainThatBitesItsTailEnds()
{
    for (const RunId id : {11, 12})
        keep(made(id, u"train"_s, {id, 0, 0},
                  {.kind = Cause::Kind::PropsChanged, .other = 8, .upstream = 23 - id}));
    QCOMPARE(explain(*history(), read(11)).causedBy, (QList<RunId>{12, 11}));
}

void ExplainTest::asText()
{
    const auto history = this->history();
    QCOMPARE(toText(explain(*history, read(8)), *history),
             u"train ran at 2024-11-21 02:14:39 (run 8, succeeded) because 1 of 3 props differs from run 7:\n"
             "    rows  14907 -> 14921  from clean run 6\n"
             "    same: rate, seed\n"
             "caused by: clean 6 <- fetch 5 <- day \"2024-11-20\" -> \"2024-11-21\"\n"
             "now: would be skipped: its result is stored."_s);
}

void ExplainTest::aFirstCallAsText()
{
    const auto history = this->history();
    QCOMPARE(
        toText(explain(*history, read(7)), *history),
        u"train ran at 2024-11-21 02:14:38 (run 7, succeeded) because it is the first call of this work.\n"
        "now: would be skipped: its result is stored."_s);
}

void ExplainTest::manyChangesAsText()
{
    Json then = Json::array(), now = Json::array();
    for (int i = 0; i < 25; ++i)
        then.push_back(i), now.push_back(-i - 1);
    now[3] = std::string(500, 'x');
    keep(made(11, u"clean"_s, Json::array({then})));
    keep(made(12, u"clean"_s, Json::array({now}), {.kind = Cause::Kind::PropsChanged, .other = 11}));
    const auto history = this->history();
    const QStringList lines = toText(explain(*history, read(12)), *history).split(u'\n');
    QCOMPARE(lines.size(), 1 + 20 + 1 + 1);
    QCOMPARE(lines[1], u"    #1.0   0 -> -1"_s);
    QVERIFY(lines[4].size() < 90 && lines[4].endsWith(u'…'));
    QCOMPARE(lines[21], u"    and 5 more"_s);
}

void ExplainTest::aSkipAsText()
{
    Streak streak{.work = u"root.train"_s, .run = 8, .count = 3};
    m_store->put(streak);
    const auto history = this->history();
    QCOMPARE(toText(explainSkip(*history, u"root.train"_s), *history),
             u"Why was train skipped? Skipped 3 times: same props as run 8, which succeeded in 1 m 28 s:\n"
             "    same: rate, rows, seed\n"
             "now: would be skipped: its result is stored."_s);
}

void ExplainTest::asJson()
{
    const Json json = toJson(explain(*history(), read(8)));
    QCOMPARE(
        preview(json),
        uR"({"causedBy":[6,5],"changes":[{"kind":"changed","now":14921,"path":"rows","then":14907}],)"
        R"("comparedWith":7,"now":"Would be skipped: its result is stored.","question":"Why did train run?",)"
        R"("run":8,"same":["rate","seed"],"sentence":"Ran because 1 of 3 props differs from run 7."})"_s);
}

QTEST_GUILESS_MAIN(ExplainTest)
#include "tst_explain.moc"
