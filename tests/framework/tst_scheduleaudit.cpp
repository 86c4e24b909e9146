// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Years of schedules in 40 zones, with kills, downtimes, suspensions and steps of the clock from a seeded generator:
// no slot may be forgotten, and none may run twice. ONCE_AUDIT_YEARS says how many years; one if not given.
#include <once/audit.h>
#include <once/childmap.h>
#include <once/once.h>

#include <support/driven.h>

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int zones = 40;

// Called in the middle of a run.
std::function<void()> inTheMiddle = [] {};

class Job : public Work
{
public:
    void run(const Slot &) { inTheMiddle(); }
};

// A schedule in each of 40 zones all over the world, with all kinds of rules and policies.
QList<Schedule> schedules()
{
    const QStringList rules{u"30 2 * * *"_s, u"0 0 * * *"_s, u"15 */12 * * *"_s, u"30 1 * * 1-5"_s, u"45 2 L * *"_s, u"H H(1-3) * * *"_s};
    const QList<QByteArray> known = QTimeZone::availableTimeZoneIds();
    QList<Schedule> all;
    for (int i = 0; i < zones; ++i) {
        Schedule schedule{.rule = rules[i % rules.size()], .zone = known[i * known.size() / zones]};
        schedule.name = QString::fromLatin1(schedule.zone).replace(u'.', u'_');
        schedule.catchUp = CatchUp(i % 3);
        if (i % 2)
            schedule.max = 30;
        schedule.overlap = Overlap(i % 4);
        schedule.jitter = std::chrono::minutes(i % 7 * 5);
        all.append(schedule);
    }
    return all;
}

class World : public Flow
{
public:
    ChildMap<Job> jobs{this, "jobs", {.version = "1", .executor = ExecutorKind::InPlace}};

    void run()
    {
        static const QList<Schedule> all = schedules();
        for (const Schedule &schedule : all)
            if (const auto slot = clock().slot(schedule))
                jobs[QString(schedule.name).replace(u'/', u'-')].run(*slot);
    }
};

} // namespace

class ScheduleAudit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noSlotIsForgottenAndNoneRunsTwice()
    {
        const int years = qEnvironmentVariableIntValue("ONCE_AUDIT_YEARS") > 0 ? qEnvironmentVariableIntValue("ONCE_AUDIT_YEARS") : 1;
        const Instant end = m_clock.now() + years * 365 * 24h;
        start();
        while (m_clock.now() < end) {
            happen();
            QVERIFY2(m_app->loop.runUntilIdle(), "it did not come to rest");
            if (m_killed)
                restartFromCopy();
        }
        m_store->commit();
        const auto history = History::open(m_folder->path());
        const Audit found = audit(*history);
        for (const AuditFinding &finding : found.findings.first(std::min<qsizetype>(20, found.findings.size())))
            qWarning("%s %s: %s", qPrintable(finding.schedule), qPrintable(finding.nominal), qPrintable(finding.what));
        QCOMPARE(found.findings.size(), 0);
        QVERIFY(found.checked > years * 365 * zones / 2);
        qInfo("%lld slots in %d years, %lld runs, %d kills, %d downtimes, %d suspensions, %d steps of the clock", found.checked,
              years, history->countRuns(), m_kills, m_downtimes, m_suspensions, m_steps);
    }

private:
    int upTo(int most) { return std::uniform_int_distribution(0, most)(m_random); }
    Microseconds minutes(int most) { return std::chrono::minutes(upTo(most)); }

    void happen()
    {
        const int what = upTo(99);
        if (what < 75)
            return m_clock.advance(minutes(24 * 60));
        if (what < 83)
            return goDown();
        if (what < 88)
            return killSoon();
        if (what < 94) {
            ++m_suspensions;
            return m_clock.suspend(minutes(60 * 60));
        }
        ++m_steps;
        m_clock.step(minutes(6 * 60) - 3h);
    }

    void goDown()
    {
        ++m_downtimes;
        stop();
        m_clock.advance(minutes(5 * 24 * 60));
        start();
    }

    // What is on the disk in the middle of one of the next runs is all that is left.
    void killSoon()
    {
        inTheMiddle = [this, runs = upTo(5)]() mutable {
            if (runs-- > 0)
                return;
            copy();
            inTheMiddle = [] {}; // and this closure is gone
        };
        m_clock.advance(minutes(24 * 60));
    }

    void copy()
    {
        m_killed = std::make_unique<QTemporaryDir>();
        for (const char *name : {"history.db", "history.db-wal"})
            QFile::copy(m_folder->filePath(QLatin1StringView(name)), m_killed->filePath(QLatin1StringView(name)));
    }

    void restartFromCopy()
    {
        ++m_kills;
        stop();
        m_folder = std::move(m_killed);
        m_clock.advance(minutes(24 * 60));
        start();
    }

    void start()
    {
        m_store = Store::open(m_folder->path());
        m_app = std::make_unique<Driven<World>>(LoopOptions{.clock = &m_clock, .store = m_store.get(), .heartbeat = 0ms});
        QVERIFY(m_app->loop.runUntilIdle());
    }

    void stop()
    {
        inTheMiddle = [] {};
        m_app.reset();
        m_store.reset();
    }

    std::mt19937 m_random{2026};
    FakeClock m_clock{fromMicroseconds(1'325'376'000'000'000)}; // 2012-01-01
    std::unique_ptr<QTemporaryDir> m_folder = std::make_unique<QTemporaryDir>(), m_killed;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Driven<World>> m_app;
    int m_kills = 0, m_downtimes = 0, m_suspensions = 0, m_steps = 0;
};

QTEST_GUILESS_MAIN(ScheduleAudit)
#include "tst_scheduleaudit.moc"
