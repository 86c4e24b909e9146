// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Several schedules in one app: what they have to do with one another, and what they have not.
#include <once/childmap.h>
#include <once/detail/schedules/schedulebook.h>
#include <once/history.h>

#include <support/driven.h>
#include <support/gate.h>

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Gate gate;

class Job : public Work
{
public:
    void run(const Slot &slot, int salt)
    {
        Q_UNUSED(salt)
        executed.add(u"%1 %2"_s.arg(name(), slot.nominal().sliced(5)));
        gate.pass();
    }
};

// A job for each schedule.
class Company : public Flow
{
public:
    explicit Company(const QList<Schedule> &schedules, const WorkOptions &options = {.version = "1"})
        : jobs{this, "jobs", options}, m_schedules(schedules)
    {}

    ChildMap<Job> jobs;
    State<int> salt{this, "salt"};

    void run()
    {
        for (const Schedule &schedule : m_schedules)
            if (const auto slot = clock().slot(schedule))
                jobs[schedule.name].run(*slot, salt);
    }

private:
    QList<Schedule> m_schedules;
};

const Instant start = FakeClock().now(); // 2012-05-25 04:00 UTC

QList<Schedule> dailies(int count, std::chrono::seconds jitter = {})
{
    QList<Schedule> all;
    for (int i = 0; i < count; ++i)
        all.append({.rule = u"15 4 * * *"_s, .name = u"n%1"_s.arg(i), .jitter = jitter});
    return all;
}

detail::Course courseOf(const Schedule &schedule, Instant now)
{
    return detail::Course(schedule, {.record = {.name = schedule.name, .rule = schedule.rule, .zone = "UTC", .since = now, .considered = now}},
                          "app " + schedule.name.toUtf8());
}

} // namespace

class ManySchedules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        gate.open();
        executed.take();
        m_store = Store::inMemory();
        m_clock.set(start);
    }

    void cleanup()
    {
        gate.open();
        m_app.reset();
    }

    void theSameRuleUnderTwoNamesIsTwoSchedules()
    {
        begin(dailies(2), {.parallel = true, .version = "1"});
        m_app->settle();
        detail::ScheduleBook &book = m_app->loop.schedules();
        book.pause(u"n0"_s, m_clock.now(), {});
        m_clock.set(start + 15min);
        QCOMPARE(m_app->settle(), QStringList("n1 05-25T04:15"));
    }

    void slotsDueAtOneInstantAreTakenInTheOrderOfTheFlow()
    {
        begin(dailies(3));
        m_app->settle();
        m_clock.set(start + 15min);
        QCOMPARE(m_app->settle(), QStringList({"n0 05-25T04:15", "n1 05-25T04:15", "n2 05-25T04:15"}));
    }

    void twoCatchUpAtATime()
    {
        const auto schedules = dailies(20);
        begin(schedules);
        m_app->settle();
        m_app.reset();
        m_clock.set(start + 24h);
        gate.close();
        begin(schedules, {.parallel = true, .version = "1"});
        QVERIFY(m_app->hasExecuted(u"n1 05-25T04:15"_s));
        QVERIFY(m_app->takesATurn());
        QCOMPARE(executed.count(), 2);
        QVERIFY(sleeps());
        gate.open();
        QCOMPARE(m_app->settle().size(), 20);
    }

    void whatIsCaughtUpWithIsSpreadOverTheJitterAMinuteAtMost()
    {
        const auto schedules = dailies(20, 1h);
        begin(schedules);
        m_app->settle();
        m_app.reset();
        m_clock.set(start + 24h);
        begin(schedules);
        m_app->settle();
        QStringList all;
        qsizetype atOnce = 0;
        for (int second = 0; second < 60; ++second) {
            m_clock.set(start + 24h + std::chrono::seconds(second));
            const QStringList now = m_app->settle();
            atOnce = std::max(atOnce, now.size());
            all += now;
        }
        QCOMPARE(all.size(), 20);
        QVERIFY2(atOnce < 6, qPrintable(QString::number(atOnce)));
    }

    void aLargeJitterDoesNotStarveAnAppThatIsStartedEachHour()
    {
        const QList<Schedule> schedules = dailies(1, 12h);
        int ran = 0;
        for (int hour = 0; hour < 48; ++hour) {
            m_clock.set(start + std::chrono::hours(hour));
            begin(schedules);
            ran += int(m_app->settle().size());
            m_clock.set(start + std::chrono::hours(hour) + 59min);
            ran += int(m_app->settle().size());
        }
        QCOMPARE(ran, 2);
    }

    void aHashedTimeIsThatOfTheScheduleAtEachStartAndIsSaidSo()
    {
        const auto schedules = QList<Schedule>{{.rule = u"H H(5-7) * * *"_s, .name = u"a"_s}, {.rule = u"H H(5-7) * * *"_s, .name = u"b"_s}};
        QList<Instant> next;
        for (int start = 0; start < 2; ++start) {
            begin(schedules);
            m_app->settle();
            for (const char *name : {"a", "b"}) {
                const ScheduleRecord record = m_store->schedule(QLatin1StringView(name)).value();
                next.append(record.next);
                const QString time = toDateTime(record.next, QTimeZone::utc()).toString(u"HH:mm"_s);
                QCOMPARE(wordsOf(record), u"every day at "_s + time);
            }
        }
        QCOMPARE(next.first(2), next.last(2));
        QVERIFY(next.at(0) != next.at(1));
    }

    void jitterIsStableAndNeverPastTheNextSlot()
    {
        const Schedule schedule{.rule = u"*/5 * * * *"_s, .name = u"often"_s, .jitter = 1h};
        for (int i = 0; i < 200; ++i) {
            const Instant now = start + i * 5min;
            const auto due = courseOf(schedule, now).nextDue().value();
            QCOMPARE(courseOf(schedule, now).nextDue().value(), due);
            QVERIFY(due >= now + 5min && due < now + 10min);
        }
    }

    // Chi squared over 20 classes: with 19 degrees of freedom, 43.8 is passed once in a thousand.
    void jitterIsEvenlySpreadOverNames()
    {
        constexpr int names = 10'000, classes = 20;
        std::array<int, classes> counts{};
        for (int i = 0; i < names; ++i) {
            const auto course = courseOf({.rule = u"15 4 * * *"_s, .name = QString::number(i), .jitter = 1000s}, start);
            ++counts.at(std::size_t((course.nextDue().value() - start - 15min) / 50s));
        }
        double chiSquared = 0;
        for (const int count : counts)
            chiSquared += std::pow(count - names / classes, 2) / (names / classes);
        QVERIFY2(chiSquared < 43.8, qPrintable(QString::number(chiSquared)));
    }

    void aPropThatChangesBesideTheSlotIsWarnedOf()
    {
        begin(dailies(1), {.version = "1", .props = {"slot", "salt"}});
        m_app->settle();
        m_clock.set(start + 15min);
        m_app->settle();
        m_app->root.salt = 7;
        m_app->settleAgain();
        QVERIFY2(m_app->reports.join(u' ').contains(u"because salt differs"), qPrintable(m_app->reports.join(u' ')));
    }

    void hundredsOfSchedulesWakeTheLoopOnceForATimeAtWhichTheyAreDue()
    {
        begin(dailies(300), {.parallel = true, .version = "1"});
        m_app->settle();
        gate.close();
        const qint64 ticks = m_app->loop.ticks();
        m_clock.set(start + 15min);
        QVERIFY(m_app->takesATurn());
        QCOMPARE(m_app->loop.activeRuns(), 300);
        QVERIFY(m_app->loop.ticks() <= ticks + 2); // and the one that takesATurn() makes
        QVERIFY(sleeps());
        gate.open();
        QCOMPARE(m_app->settle().size(), 300);
    }

private:
    // Nothing ticks by itself.
    bool sleeps()
    {
        const qint64 ticks = m_app->loop.ticks();
        return !m_app->loop.runUntil([&] { return m_app->loop.ticks() > ticks; }, 50ms);
    }

    void begin(const QList<Schedule> &schedules, const WorkOptions &options = {.version = "1"})
    {
        m_app.reset();
        m_app = std::make_unique<Driven<Company>>(LoopOptions{.clock = &m_clock, .store = m_store.get(), .heartbeat = 0ms},
                                                  schedules, options);
    }

    FakeClock m_clock;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Driven<Company>> m_app;
};

QTEST_GUILESS_MAIN(ManySchedules)
#include "tst_manyschedules.moc"
