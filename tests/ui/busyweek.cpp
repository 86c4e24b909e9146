// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <ui/busyweek.h>

#include <QRandomGenerator>

namespace once::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QStringList markets{u"amsterdam"_s, u"berlin"_s, u"london"_s, u"madrid"_s,
                          u"newYork"_s,   u"paris"_s,  u"tokyo"_s,  u"zurich"_s};

class Week
{
public:
    explicit Week(Store &store) : m_store(store) { }

    void write(Instant until)
    {
        writeComponents();
        const Instant begin = std::chrono::floor<std::chrono::days>(until) - std::chrono::days(6);
        writeSchedules(begin, until);
        for (Instant day = begin; day < until; day += 24h) {
            for (Instant at = day + 7h; at < std::min(until, day + 18h); at += 15min)
                writeQuarter(at);
            if (day + 18h < until)
                putSlot(u"prices.quarters"_s, day + 18h, SlotDecision::Missed, 0, u"nobody was there"_s);
            if (day + 19h < until)
                putSlot(u"report.evening"_s, day + 19h, SlotDecision::Ran, writeReport(day + 19h));
        }
        m_store.setTicks(m_id * 3);
        m_store.commit();
    }

private:
    void writeComponents()
    {
        const auto put = [this](const QString &path, const QString &type, bool isWork,
                                const QStringList &props) {
            m_store.put(ComponentRecord{.path = path, .type = type, .isWork = isWork, .propNames = props});
        };
        put(u"root"_s, u"Exchange"_s, false, {});
        put(u"root.prices"_s, u"Prices"_s, false, {});
        put(u"root.prices.calendar"_s, u"Calendar"_s, true, {u"day"_s});
        for (const QString &work : {u"fetch"_s, u"clean"_s, u"model"_s})
            put(u"root.prices."_s + work, u"Work"_s, true, {u"market"_s, u"slot"_s});
        put(u"root.report"_s, u"Report"_s, false, {});
        put(u"root.report.render"_s, u"Render"_s, true, {u"day"_s});
        put(u"root.report.mail"_s, u"Mail"_s, true, {u"day"_s});
        put(u"root.housekeeping"_s, u"Housekeeping"_s, true, {u"keepDays"_s});
    }

    void writeSchedules(Instant begin, Instant until)
    {
        ScheduleRecord schedule{.name = u"prices.quarters"_s, .flow = u"root.prices"_s, .rule = u"*/15 7-18 * * *"_s, .zone = "UTC",
                                .options = {{"catchUp", "latest"}, {"overlap", "skip"}, {"words", "every 15 minutes from 07:00 to 18:45"}}, .since = begin, .considered = until};
        schedule.next = std::chrono::ceil<std::chrono::minutes>(until) + 15min;
        m_store.put(schedule);
        schedule.name = u"report.evening"_s;
        schedule.flow = u"root.report"_s;
        schedule.rule = u"0 19 * * *"_s;
        schedule.options = {{"catchUp", "all"}, {"overlap", "one"}, {"jitter", "5 m 00 s"}, {"words", "every day at 19:00"}};
        schedule.paused = until - 1h;
        schedule.note = u"until the printer is back"_s;
        m_store.put(schedule);
    }

    void putSlot(const QString &schedule, Instant at, SlotDecision decision, RunId run, const QString &reason = {})
    {
        const QString nominal = toDateTime(at, QTimeZone::utc()).toString(u"yyyy-MM-ddTHH:mm"_s);
        m_store.put(SlotRecord{.schedule = schedule, .nominal = nominal, .zone = "UTC", .decision = decision,
                               .due = at, .decided = at + 1s, .run = run, .reason = reason});
    }

    Microseconds about(Microseconds typical) { return typical * (60 + m_random.bounded(90)) / 100; }

    Run begun(const QString &work, const QString &prop, Instant queued, Microseconds wait,
              Microseconds length, RunId upstream)
    {
        Run run{.id = ++m_id, .work = work, .status = Status::Succeeded, .tick = m_id * 3};
        run.queued = queued;
        run.started = queued + wait;
        run.finished = run.started + length;
        run.props = Value::of(Json{prop.toStdString()});
        run.propNames = {u"slot"_s};
        run.key = Digest::of(work.toUtf8() + run.props.encoding());
        run.cause = {.kind = Cause::Kind::PropsChanged, .paths = {u"slot"_s}, .upstream = upstream};
        run.result = Value::of(Json{{"rows", 14'000 + m_id % 1'000}, {"market", prop.toStdString()}});
        run.code = u"1"_s;
        return run;
    }

    Run put(Run run)
    {
        const int side = m_random.bounded(200);
        if (side < 5) {
            run.attempts = {{run.queued + 1s, run.queued + 9s, Status::Failed, u"connection refused"_s},
                            {run.queued + 14s, run.queued + 31s, Status::Failed, u"connection refused"_s}};
            run.started += 40s;
            run.finished += 40s;
        } else if (side < 8) {
            run.status = side < 7 ? Status::Failed : Status::TimedOut;
            run.result = {};
            run.error = u"std::runtime_error: connection reset by peer"_s;
        } else if (side < 9) {
            run.status = Status::Cancelled;
            run.result = {};
        }
        m_store.put(run);
        if (m_id % 9 == 0) {
            Streak streak{.work = run.work,
                          .key = run.key,
                          .run = run.id,
                          .count = m_id % 700 + 1,
                          .first = run.finished + 5s,
                          .last = run.finished + 9min};
            m_store.put(streak);
        }
        return run;
    }

    void writeQuarter(Instant at)
    {
        if (at.time_since_epoch() / 15min % 7 == 0)
            putSlot(u"prices.quarters"_s, at, SlotDecision::Overlapped, 0, u"run %1 was under way"_s.arg(m_id));
        else
            putSlot(u"prices.quarters"_s, at, SlotDecision::Ran, writeRound(at));
    }

    // Three at once: the others wait.
    RunId writeRound(Instant at)
    {
        const Run calendar = put(begun(u"root.prices.calendar"_s, u"day"_s, at, 1ms, about(2s), 0));
        for (qsizetype market = 0; market < markets.size(); ++market) {
            const Microseconds wait = market / 3 * about(70s);
            const Run fetch = put(begun(u"root.prices.fetch"_s, markets[market], calendar.finished, wait,
                                        about(80s), calendar.id));
            const Run clean = put(begun(u"root.prices.clean"_s, markets[market], fetch.finished, about(1s),
                                        about(35s), fetch.id));
            put(begun(u"root.prices.model"_s, markets[market], clean.finished, about(2s), about(190s),
                      clean.id));
        }
        m_store.commit();
        return calendar.id;
    }

    RunId writeReport(Instant at)
    {
        const Run render = put(begun(u"root.report.render"_s, u"day"_s, at, 5ms, about(22min), m_id));
        put(begun(u"root.report.mail"_s, u"day"_s, render.finished, 5ms, about(3s), render.id));
        put(begun(u"root.housekeeping"_s, u"keepDays"_s, render.finished, 5ms, about(11min), 0));
        return render.id;
    }

    Store &m_store;
    QRandomGenerator m_random{7};
    RunId m_id = 0;
};

} // namespace

void writeBusyWeek(Store &store, Instant until) { Week(store).write(until); }

} // namespace once::test
