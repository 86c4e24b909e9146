// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Schedules in a loop: which slots run, which do not and why, over restarts, pauses and steps of the clock.
#include <once/detail/schedules/schedulebook.h>
#include <once/history.h>

#include <support/driven.h>
#include <support/gate.h>

#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Gate gate;

class Job : public Work
{
public:
    void run(const Slot &slot)
    {
        executed.add(slot.nominal().sliced(5));
        while (listens && !isStopRequested())
            std::this_thread::yield();
        gate.pass();
        if (fails)
            throw std::runtime_error("no luck");
    }

    static inline std::atomic<bool> fails = false, listens = false;
};

class Nightly : public Flow
{
public:
    explicit Nightly(const Schedule &schedule, const WorkOptions &options = {.version = "1"})
        : job{this, "job", options}, m_schedule(schedule)
    {}

    Child<Job> job;

    void run()
    {
        if (const auto slot = clock().slot(m_schedule))
            job.run(*slot);
    }

private:
    Schedule m_schedule;
};

// At a quarter past four, from 2012-05-25 on.
const Schedule nightly{.rule = u"15 4 * * *"_s, .name = u"nightly"_s};
const Schedule quarters{.rule = u"*/15 * * * *"_s, .name = u"quarters"_s, .lateAfter = 10min};
const Instant start = FakeClock().now(); // 04:00 UTC

Schedule with(Schedule schedule, const std::function<void(Schedule &)> &change)
{
    change(schedule);
    return schedule;
}

} // namespace

Q_DECLARE_METATYPE(Schedule)

class Schedules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        gate.open();
        executed.take();
        Job::fails = Job::listens = false;
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock.set(start);
        begin(nightly);
    }

    void cleanup()
    {
        gate.open();
        m_app.reset();
        m_store.reset();
    }

    void aSlotRunsOnceAndEachLaterTickSkipsIt()
    {
        QCOMPARE(m_app->settle(), QStringList());
        QCOMPARE(at(15min), QStringList("05-25T04:15"));
        QCOMPARE(at(16min), QStringList());
        QCOMPARE(at(24h), QStringList());
        QCOMPARE(at(24h + 15min), QStringList("05-26T04:15"));
    }

    void whatWasDueBeforeAScheduleIsNewIsNotDue()
    {
        m_clock.set(start + 20min);
        begin(quarters);
        QCOMPARE(m_app->settle(), QStringList());
        QCOMPARE(at(30min), QStringList("05-25T04:30"));
    }

    void theLoopSleepsUntilASlotIsDue()
    {
        m_app->settle();
        const qint64 ticks = m_app->loop.ticks();
        at(14min);
        QCOMPARE(m_app->loop.ticks(), ticks);
    }

    void aSlotThatHasRunIsNotRunAgainByARestart()
    {
        at(15min);
        begin(nightly);
        QCOMPARE(m_app->settle(), QStringList());
        QCOMPARE(rows(), QStringList("05-25T04:15 ran"));
    }

    void aRestartInTheSecondOfASlotRunsItOnce()
    {
        m_app->settle();
        m_app.reset();
        m_clock.set(start + 15min);
        begin(nightly);
        QCOMPARE(m_app->settle(), QStringList("05-25T04:15"));
        begin(nightly);
        QCOMPARE(m_app->settle(), QStringList());
    }

    void theRunOfASlotSaysSo()
    {
        at(15min);
        const auto run = history()->run(1);
        QCOMPARE(run->cause.slot, u"2012-05-25T04:15[UTC] nightly"_s);
        QCOMPARE(shortText(run->cause), u"slot 2012-05-25T04:15 of nightly"_s);
        QCOMPARE(history()->newestSlots(u"nightly"_s).first().run, RunId(1));
    }

    void whatWasMissedWhileTheAppWasDownRunsAsThePolicySays_data()
    {
        QTest::addColumn<CatchUp>("catchUp");
        QTest::addColumn<int>("days");
        QTest::addColumn<QStringList>("run");
        QTest::addColumn<QStringList>("decided");

        QTest::newRow("latest, 1") << CatchUp::Latest << 1 << QStringList("05-25T04:15") << QStringList("05-25T04:15 ran");
        QTest::newRow("latest, 2") << CatchUp::Latest << 2 << QStringList("05-26T04:15")
                                   << QStringList{"05-25T04:15 merged", "05-26T04:15 ran"};
        QTest::newRow("all, 1") << CatchUp::All << 1 << QStringList("05-25T04:15") << QStringList("05-25T04:15 ran");
        QTest::newRow("all, 3") << CatchUp::All << 3 << QStringList{"05-25T04:15", "05-26T04:15", "05-27T04:15"}
                                << QStringList{"05-25T04:15 ran", "05-26T04:15 ran", "05-27T04:15 ran"};
        QTest::newRow("none, 1") << CatchUp::None << 1 << QStringList() << QStringList("05-25T04:15 missed");
        QTest::newRow("none, 2") << CatchUp::None << 2 << QStringList()
                                 << QStringList{"05-25T04:15 missed", "05-26T04:15 missed"};
    }

    void whatWasMissedWhileTheAppWasDownRunsAsThePolicySays()
    {
        QFETCH(CatchUp, catchUp);
        QFETCH(int, days);
        const Schedule schedule = with(nightly, [=](Schedule &s) { s.catchUp = catchUp; });
        begin(schedule);
        m_app->settle();
        m_app.reset();
        m_clock.set(start + days * 24h);
        begin(schedule);
        QTEST(m_app->settle(), "run");
        QTEST(rows(), "decided");
        QCOMPARE(m_app->settleAgain(), QStringList());
    }

    void aHundredMissedSlotsAreOneRunUnlessSomebodySaysHowMany_data()
    {
        QTest::addColumn<CatchUp>("catchUp");
        QTest::addColumn<int>("max");
        QTest::addColumn<int>("ran");
        QTest::addColumn<int>("warnings");
        QTest::newRow("latest") << CatchUp::Latest << -1 << 1 << 0;
        QTest::newRow("all, unsaid") << CatchUp::All << -1 << 1 << 1;
        QTest::newRow("all, 100") << CatchUp::All << 100 << 100 << 0;
        QTest::newRow("all, 7") << CatchUp::All << 7 << 7 << 0;
        QTest::newRow("none") << CatchUp::None << -1 << 0 << 0;
    }

    void aHundredMissedSlotsAreOneRunUnlessSomebodySaysHowMany()
    {
        QFETCH(CatchUp, catchUp);
        QFETCH(int, max);
        const Schedule schedule = with(quarters, [=](Schedule &s) {
            s.catchUp = catchUp;
            if (max >= 0)
                s.max = max;
        });
        begin(schedule);
        m_app->settle();
        const QStringList ran = at(100 * 15min + 11min);
        QTEST(int(ran.size()), "ran");
        QTEST(int(m_app->reports.size()), "warnings");
        QCOMPARE(rows().size(), 100);
        QVERIFY(ran.isEmpty() || ran.last() == u"05-26T05:00"_s);
    }

    void whatIsOlderThanTheWindowNeverRuns()
    {
        const Schedule schedule = with(nightly, [](Schedule &s) { s.catchUp = CatchUp::All, s.window = 48h; });
        begin(schedule);
        m_app->settle();
        m_app.reset();
        m_clock.set(start + 4 * 24h);
        begin(schedule);
        QCOMPARE(m_app->settle(), QStringList({"05-27T04:15", "05-28T04:15"}));
        QCOMPARE(rows(), QStringList({"05-25T04:15 missed", "05-26T04:15 missed", "05-27T04:15 ran", "05-28T04:15 ran"}));
    }

    void anAgeOfMissedSlotsIsSummedUp()
    {
        begin(with(nightly, [](Schedule &s) { s.rule = u"* * * * * *"_s; }));
        m_app->settle();
        QCOMPARE(at(24h * 400).size(), 1);
        const auto all = rows();
        QVERIFY2(all.size() <= 1001, qPrintable(QString::number(all.size())));
        const SlotRecord sum = history()->newestSlots(u"nightly"_s, 2000).last();
        QCOMPARE(sum.nominal, u"2012-05-25T04:00:01"_s);
        QVERIFY(sum.until > start + 24h * 399);
    }

    void aStepOfTheClockRunsNothingTwiceAndLosesNothing()
    {
        at(15min);
        QCOMPARE(at(24h + 20min), QStringList("05-26T04:15")); // a day ahead
        QCOMPARE(at(20min), QStringList());                    // and back again
        QCOMPARE(at(24h + 16min), QStringList());
        QCOMPARE(at(48h + 15min), QStringList("05-27T04:15"));
        for (const auto back : {47h + 30min, 46h + 30min})
            QCOMPARE(at(back), QStringList());
        QCOMPARE(at(72h + 15min), QStringList("05-28T04:15"));
    }

    void aSuspensionAndAStepOfTheClockAreSaidAndCaughtUpWithAlike()
    {
        for (const bool isSuspended : {true, false}) {
            const Instant before = m_clock.now();
            m_app->settle();
            m_app->reports.clear();
            isSuspended ? m_clock.suspend(24h) : m_clock.step(24h);
            QCOMPARE(m_app->settle().size(), 1);
            QCOMPARE(m_clock.now(), before + 24h);
            QCOMPARE(m_app->reports, QStringList(isSuspended ? u"clock: the machine was suspended for 1 d 00 h"_s
                                                             : u"clock: the clock was set forward by 1 d 00 h"_s));
        }
        m_clock.step(-1h);
        QCOMPARE(m_app->settleAgain(), QStringList());
        QCOMPARE(m_app->reports.last(), u"clock: the clock was set back by 1 h 00 m"_s);
    }

    void aBlockingRunThatIsLongerThanThreeStepsOverlapsAsThePolicySays_data()
    {
        QTest::addColumn<Overlap>("overlap");
        QTest::addColumn<QStringList>("after");
        QTest::newRow("skip") << Overlap::Skip << QStringList{};
        QTest::newRow("one") << Overlap::One << QStringList{"05-25T05:00"};
        QTest::newRow("all") << Overlap::All << QStringList{"05-25T04:30", "05-25T04:45", "05-25T05:00"};
        QTest::newRow("replace") << Overlap::Replace << QStringList{"05-25T05:00"}; // it does not listen
    }

    void aBlockingRunThatIsLongerThanThreeStepsOverlapsAsThePolicySays()
    {
        QFETCH(Overlap, overlap);
        gate.close();
        begin(with(quarters, [=](Schedule &s) { s.overlap = overlap; }));
        longRun();
        QTEST(m_app->settle(), "after");
    }

    void aParallelRunThatIsLongerThanThreeStepsOverlapsAsThePolicySays_data()
    {
        aBlockingRunThatIsLongerThanThreeStepsOverlapsAsThePolicySays_data();
        QTest::newRow("allow") << Overlap::Allow << QStringList{"05-25T04:30", "05-25T04:45", "05-25T05:00"};
    }

    void aParallelRunThatIsLongerThanThreeStepsOverlapsAsThePolicySays()
    {
        QFETCH(Overlap, overlap);
        gate.close();
        begin(with(quarters, [=](Schedule &s) { s.overlap = overlap; }), {.parallel = true, .version = "1"});
        longRun();
        QTEST(m_app->settle(), "after");
    }

    void aRunThatListensGivesWayAtOnce()
    {
        Job::listens = true;
        begin(with(quarters, [](Schedule &s) { s.overlap = Overlap::Replace; }));
        m_app->settle();
        m_clock.set(start + 15min);
        QVERIFY(m_app->hasExecuted(u"05-25T04:15"_s));
        m_clock.set(start + 30min);
        QVERIFY(m_app->hasExecuted(u"05-25T04:30"_s));
        QCOMPARE(history()->run(1)->status, Status::Cancelled);
        Job::listens = false;
        QCOMPARE(m_app->settle(), QStringList({"05-25T04:15", "05-25T04:30"}));
    }

    void aWorkWithoutItsCacheIsWarnedOf()
    {
        begin(quarters, {.cacheCalls = false, .version = "1"});
        at(15min);
        at(16min);
        QVERIFY2(m_app->reports.join(u' ').contains(u"cacheCalls off"), qPrintable(m_app->reports.join(u' ')));
    }

    void slotsThatComeWhileARunIsUnderWayAreSaidToOverlap()
    {
        gate.close();
        begin(quarters);
        longRun();
        m_app->settle();
        QCOMPARE(rows(), QStringList({"05-25T04:15 ran", "05-25T04:30 overlapped", "05-25T04:45 overlapped", "05-25T05:00 overlapped"}));
        QCOMPARE(at(75min), QStringList("05-25T05:15"));
    }

    void aScheduleThatIsPausedSkipsOrHolds_data()
    {
        QTest::addColumn<WhilePaused>("whilePaused");
        QTest::addColumn<QStringList>("after");
        QTest::addColumn<QStringList>("decided");
        QTest::newRow("skip") << WhilePaused::Skip << QStringList() << QStringList{"05-25T04:15 paused", "05-26T04:15 paused"};
        QTest::newRow("hold") << WhilePaused::Hold << QStringList("05-26T04:15")
                              << QStringList{"05-25T04:15 merged", "05-26T04:15 ran"};
    }

    void aScheduleThatIsPausedSkipsOrHolds()
    {
        QFETCH(WhilePaused, whilePaused);
        begin(with(nightly, [=](Schedule &s) { s.whilePaused = whilePaused; }));
        m_app->settle();
        book().pause(u"nightly"_s, m_clock.now(), u"by ann"_s);
        QCOMPARE(at(15min), QStringList());
        QCOMPARE(at(24h + 30min), QStringList());
        book().resume(u"nightly"_s, m_clock.now());
        QTEST(m_app->settle(), "after");
        QTEST(rows(), "decided");
    }

    void aPauseOutlivesARestart()
    {
        m_app->settle();
        book().pause(u"nightly"_s, m_clock.now(), u"by ann"_s);
        begin(nightly);
        QCOMPARE(at(15min), QStringList());
        QCOMPARE(schedules().first().note, u"by ann"_s);
    }

    void aRuleThatWasChangedBeginsAnew()
    {
        at(15min);
        m_app.reset();
        m_clock.set(start + 48h);
        begin(with(nightly, [](Schedule &s) { s.rule = u"0 3 * * *"_s; }));
        QCOMPARE(m_app->settle(), QStringList());
        QCOMPARE(at(71h), QStringList("05-28T03:00"));
    }

    void aScheduleThatWasGoneForAWhileHasMissedWhatWasDue()
    {
        at(15min);
        begin(with(nightly, [](Schedule &s) { s.name = u"other"_s; }));
        at(50h);
        begin(nightly);
        QCOMPARE(m_app->settle(), QStringList("05-27T04:15"));
    }

    void anotherNameIsAnotherScheduleUnlessItSaysWhatItWas()
    {
        at(15min);
        m_app.reset();
        m_clock.set(start + 25h);
        begin(with(nightly, [](Schedule &s) { s.name = u"renamed"_s, s.was = u"nightly"_s; }));
        QCOMPARE(m_app->settle(), QStringList("05-26T04:15"));
        begin(with(nightly, [](Schedule &s) { s.name = u"stranger"_s; }));
        QCOMPARE(m_app->settle(), QStringList());
    }

    void exclusionsAreSaid()
    {
        begin(with(nightly, [](Schedule &s) { s.except = {u"2012-05-26"_s}; }));
        QCOMPARE(at(15min), QStringList("05-25T04:15"));
        QCOMPARE(at(24h + 15min), QStringList());
        QCOMPARE(at(48h + 15min), QStringList("05-27T04:15"));
        QCOMPARE(history()->newestSlots(u"nightly"_s).at(1).reason, u"by 2012-05-26"_s);
    }

    void aSlotBeginsBeforeItsDeadlineOrNotAtAll()
    {
        begin(with(nightly, [](Schedule &s) { s.deadline = 2h; }));
        m_app->settle();
        QCOMPARE(at(2h + 16min), QStringList());
        QCOMPARE(rows(), QStringList("05-25T04:15 missed"));
        QCOMPARE(at(26h + 15min), QStringList("05-26T04:15"));
    }

    void aSlotWhoseRunStillWaitsAtItsDeadlineDoesNotBegin()
    {
        gate.close();
        begin(with(quarters, [](Schedule &s) { s.overlap = Overlap::Allow, s.deadline = 20min; }), {.parallel = true, .version = "1"});
        m_app->settle();
        m_clock.set(start + 15min);
        QVERIFY(m_app->hasExecuted(u"05-25T04:15"_s));
        m_clock.set(start + 30min); // its run waits for the work
        QVERIFY(m_app->takesATurn());
        m_clock.set(start + 44min);
        QVERIFY(m_app->takesATurn());
        QCOMPARE(m_app->root.job.numTimeouts(), 0);
        m_clock.set(start + 50min);
        QVERIFY(m_app->loop.runUntil([this] { return m_app->root.job.numTimeouts() == 1; }));
        gate.open();
        m_app->settle();
        QCOMPARE(history()->run(2)->error, u"the deadline of its slot passed before it began"_s);
    }

    void failuresInARowPauseIt()
    {
        Job::fails = true;
        begin(with(nightly, [](Schedule &s) { s.pauseOnFailure = 2; }));
        at(15min);
        at(24h + 15min);
        QCOMPARE(at(48h + 15min), QStringList());
        QCOMPARE(schedules().first().note, u"its last 2 runs have failed"_s);
        QCOMPARE(rows().last(), u"05-27T04:15 paused"_s);
    }

    void aFailureDoesNotHoldUpWhatIsToBeCaughtUpWith()
    {
        Job::fails = true;
        begin(with(nightly, [](Schedule &s) { s.catchUp = CatchUp::All; }));
        m_app->settle();
        QCOMPARE(at(50h), QStringList({"05-25T04:15", "05-26T04:15", "05-27T04:15"}));
    }

    void anIntervalAfterTheEndCountsFromThere()
    {
        const Schedule schedule = with(nightly, [](Schedule &s) { s.rule = u"after 90m"_s; });
        begin(schedule);
        QCOMPARE(m_app->settle(), QStringList("05-25T04:00"));
        QCOMPARE(at(89min), QStringList());
        gate.close();
        m_clock.set(start + 90min);
        QVERIFY(m_app->hasExecuted(u"05-25T05:30"_s));
        m_clock.set(start + 120min);
        gate.open();
        QCOMPARE(m_app->settle(), QStringList("05-25T05:30"));
        QCOMPARE(at(209min), QStringList());
        m_app.reset();
        m_clock.set(start + 211min);
        begin(schedule);
        QCOMPARE(m_app->settle(), QStringList("05-25T07:30"));
    }

    void anIntervalAfterTheEndGoesOnWhilePausedAndDoesNotSpin()
    {
        begin(with(nightly, [](Schedule &s) { s.rule = u"after 90m"_s; }));
        m_app->settle();
        book().pause(u"nightly"_s, m_clock.now(), {});
        at(91min);
        const qint64 ticks = m_app->loop.ticks();
        QVERIFY(!m_app->loop.runUntil([&] { return m_app->loop.ticks() > ticks; }, 50ms));
        QCOMPARE(rows(), QStringList({"05-25T04:00 ran", "05-25T05:30 paused"}));
        book().resume(u"nightly"_s, m_clock.now());
        QCOMPARE(at(181min), QStringList("05-25T07:00"));
    }

    void somebodyCanHaveASlotNow()
    {
        m_app->settle();
        m_clock.set(start + 5min + 7s);
        book().trigger(u"nightly"_s, m_clock.now(), u"by ann"_s);
        QCOMPARE(m_app->settle(), QStringList("05-25T04:05:07"));
        QCOMPARE(at(15min), QStringList("05-25T04:15"));
    }

    void somebodyCanSkipTheNextOne()
    {
        m_app->settle();
        book().skipNext(u"nightly"_s, m_clock.now(), u"by ann"_s);
        begin(nightly);
        QCOMPARE(at(15min), QStringList());
        QCOMPARE(rows(), QStringList("05-25T04:15 skipped"));
        QCOMPARE(at(24h + 15min), QStringList("05-26T04:15"));
    }

    void aBackfillRunsWhatHasNotRunAndLetsLiveSlotsThrough()
    {
        at(15min);
        at(24h + 15min);
        const auto made = book().backfill(u"nightly"_s, start - 48h, start + 48h, m_clock.now());
        QCOMPARE(made.size(), 2);
        QCOMPARE(m_app->settle(), QStringList({"05-23T04:15", "05-24T04:15"}));
        QCOMPARE(book().backfill(u"nightly"_s, start - 48h, start + 48h, m_clock.now()).size(), 0);
    }

    void aLiveSlotGoesBeforeTheRestOfABackfill()
    {
        m_app->settle();
        gate.close();
        book().backfill(u"nightly"_s, start - 72h, start, m_clock.now());
        QVERIFY(m_app->hasExecuted(u"05-22T04:15"_s));
        m_clock.set(start + 15min);
        gate.open();
        QCOMPARE(m_app->settle(), QStringList({"05-22T04:15", "05-25T04:15", "05-23T04:15", "05-24T04:15"}));
    }

    void aHistoryOfYesterdayHasTheLatestRunAtMost()
    {
        at(15min);
        m_app.reset();
        m_store.reset();
        QVERIFY(QFile::copy(m_folder->filePath(u"history.db"_s), m_folder->filePath(u"yesterday"_s)));
        begin(nightly);
        at(24h + 15min);
        at(48h + 15min);
        m_app.reset();
        m_store.reset();
        QVERIFY(QFile::remove(m_folder->filePath(u"history.db"_s)));
        QVERIFY(QFile::rename(m_folder->filePath(u"yesterday"_s), m_folder->filePath(u"history.db"_s)));
        begin(nightly);
        QCOMPARE(m_app->settle(), QStringList("05-27T04:15"));
    }

private:
    void begin(const Schedule &schedule, const WorkOptions &options = {.version = "1"})
    {
        m_app.reset();
        m_store.reset();
        m_store = Store::open(m_folder->path());
        m_app = std::make_unique<Driven<Nightly>>(LoopOptions{.clock = &m_clock, .store = m_store.get(), .heartbeat = 0ms},
                                                  schedule, options);
    }

    QStringList at(Microseconds sinceStart)
    {
        m_app->settle();
        m_clock.set(start + sinceStart);
        return m_app->settle();
    }

    // From 04:15 to 05:05.
    void longRun()
    {
        m_app->settle();
        m_clock.set(start + 15min);
        QVERIFY(m_app->hasExecuted(u"05-25T04:15"_s));
        for (const auto minute : {30min, 45min, 60min, 65min}) {
            m_clock.set(start + minute);
            QVERIFY(m_app->takesATurn());
        }
        executed.take();
        gate.open();
    }

    std::unique_ptr<History> history()
    {
        m_store->commit();
        return History::open(m_folder->path());
    }

    QList<ScheduleRecord> schedules() { return history()->schedules(); }

    // "05-25T04:15 ran", the oldest first.
    QStringList rows()
    {
        QStringList lines;
        for (const SlotRecord &slot : history()->newestSlots(schedules().last().name, 2000))
            lines.prepend(slot.nominal.sliced(5) + u' ' + toWord(slot.decision));
        return lines;
    }

    detail::ScheduleBook &book() { return m_app->loop.schedules(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeClock m_clock;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Driven<Nightly>> m_app;
};

QTEST_GUILESS_MAIN(Schedules)
#include "tst_schedules.moc"
