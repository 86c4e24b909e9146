// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <ui/samplehistory.h>

namespace once::test {

using namespace Qt::StringLiterals;

namespace {

struct SampleWork
{
    QString path;
    QStringList propNames;
    qint64 typicalUs;
};

const QList<SampleWork> &sampleWorks()
{
    static const QList<SampleWork> works{
        {u"root.prices.fetch"_s, {u"day"_s}, 181'000'000},
        {u"root.prices.clean"_s, {u"day"_s, u"rows"_s}, 484'000'000},
        {u"root.prices.train"_s, {u"rows"_s, u"rate"_s, u"seed"_s}, 88'000'000},
        {u"root.report.render"_s, {u"day"_s, u"model"_s}, 31'000'000},
        {u"root.report.mail"_s, {u"day"_s, u"to"_s}, 800'000},
        {u"root.housekeeping.prune"_s, {u"keepDays"_s}, 4'200'000},
        {u"root.housekeeping.backUp"_s, {u"day"_s}, 42'000},
    };
    return works;
}

// A fixed sequence for every id.
class Dice
{
public:
    Dice(RunId id, unsigned seed) : m_state(quint64(id) * 0x9e3779b97f4a7c15u + seed) { }
    int roll(int sides)
    {
        m_state ^= m_state >> 30;
        m_state *= 0xbf58476d1ce4e5b9u;
        m_state ^= m_state >> 27;
        return int(m_state % unsigned(sides));
    }

private:
    quint64 m_state;
};

Status statusOf(Dice &dice)
{
    const int side = dice.roll(100);
    if (side < 90)
        return Status::Succeeded;
    if (side < 95)
        return Status::Failed;
    return side < 97 ? Status::Cancelled
        : side < 98  ? Status::TimedOut
        : side < 99  ? Status::Lost
                     : Status::Succeeded;
}

Cause causeOf(RunId id, const SampleWork &work, Dice &dice)
{
    const auto works = RunId(sampleWorks().size());
    Cause cause;
    if (id <= works)
        return cause;
    cause.other = id - works;
    const int side = dice.roll(10);
    cause.kind = side < 7 ? Cause::Kind::PropsChanged
        : side < 8        ? Cause::Kind::CodeVersionChanged
        : side < 9        ? Cause::Kind::PreviousFailed
                          : Cause::Kind::Retry;
    if (cause.kind == Cause::Kind::PropsChanged) {
        cause.paths = {work.propNames.first()};
        cause.upstream = id - 1;
    } else if (cause.kind == Cause::Kind::CodeVersionChanged) {
        cause.from = u"1.4"_s;
        cause.to = u"1.5"_s;
    }
    return cause;
}

Json propOf(const QString &name, const QDate &day, RunId id)
{
    if (name == "day"_L1)
        return day.toString(Qt::ISODate);
    if (name == "rows"_L1)
        return 14'000 + id % 1'000;
    if (name == "rate"_L1)
        return 0.01;
    if (name == "model"_L1)
        return Json{{"layers", {64, 32, 8}}, {"activation", "relu"}, {"trainedOn", day}};
    if (name == "to"_L1)
        return "quants@example.org";
    return 7;
}

QByteArray logOf(RunId id, Status status)
{
    QByteArray log;
    for (int line = 0; line < 3 + id % 40; ++line)
        log += "02:14:%1 step %2 of run %3: %4 rows read\n"_ba.replace("%1", QByteArray::number(10 + line))
                   .replace("%2", QByteArray::number(line))
                   .replace("%3", QByteArray::number(id))
                   .replace("%4", QByteArray::number(line * 317));
    return status == Status::Failed ? log + "02:15:01 error: connection reset by peer\n" : log;
}

} // namespace

void writeComponents(Store &store)
{
    for (const QString &flow : {u"root"_s, u"root.prices"_s, u"root.report"_s, u"root.housekeeping"_s})
        store.put(ComponentRecord{.path = flow, .type = u"Nightly"_s});
    for (const SampleWork &work : sampleWorks())
        store.put(ComponentRecord{
            .path = work.path, .type = u"Work"_s, .isWork = true, .propNames = work.propNames});
}

Run sampleRun(RunId id, const SampleOptions &options)
{
    using namespace std::chrono_literals;
    const SampleWork &work = sampleWorks().at((id - 1) % sampleWorks().size());
    Dice dice(id, options.seed);
    Run run{.id = id,
            .work = work.path,
            .status = statusOf(dice),
            .cause = causeOf(id, work, dice),
            .tick = id * 3 + 17};
    run.queued = options.until - 7min * (options.runs - id);
    run.started = run.queued + Microseconds(dice.roll(900'000) + 20);
    run.finished = run.started + Microseconds(work.typicalUs * (70 + dice.roll(60)) / 100);
    if (id % 13 == 0)
        run.attempts.append({run.queued, run.started, Status::Failed, u"connection refused"_s});
    const QDate day = toDateTime(run.started).date().addDays(id % 5 - 2);
    Json props = Json::array();
    for (const QString &name : work.propNames)
        props.push_back(propOf(name, day, id));
    run.props = Value::of(props);
    run.propNames = work.propNames;
    run.key = Digest::of(work.path.toUtf8() + run.props.encoding());
    run.code = u"1.5"_s;
    if (run.status == Status::Succeeded)
        run.result = Value::of(Json{{"rows", 14'000 + id % 1'000},
                                    {"source", "exchange"},
                                    {"meanPrice", 101.5 + double(id % 17) / 8}});
    else
        run.error = run.status == Status::Failed
            ? u"std::runtime_error: connection reset by peer\nwhile reading page %1 of 12"_s.arg(id % 12)
            : u"%1 after %2"_s.arg(toWord(run.status), durationText(run.duration()));
    if (id % 3)
        run.log = logOf(id, run.status);
    return run;
}

Streak sampleStreak(RunId servedFrom, const SampleOptions &options)
{
    using namespace std::chrono_literals;
    const Run run = sampleRun(servedFrom, options);
    return {.work = run.work,
            .key = run.key,
            .run = servedFrom,
            .count = 100 + servedFrom * 37 % 4'000,
            .first = run.finished + 1s,
            .last = run.finished + 41min,
            .firstTick = run.tick + 1,
            .lastTick = run.tick + 4'100};
}

void writeSampleHistory(Store &store, const SampleOptions &options)
{
    writeComponents(store);
    for (RunId id = 1; id <= options.runs; ++id) {
        Run run = sampleRun(id, options);
        if (!options.endsProperly && id > options.runs - 2) {
            run.status = Status::Running;
            run.finished = {};
            run.result = {};
        }
        store.put(run);
        if (run.status == Status::Succeeded && id % 4 == 0) {
            Streak streak = sampleStreak(id, options);
            store.put(streak);
        }
        if (id % 5'000 == 0)
            store.commit();
    }
    store.setTicks(options.runs * 3 + 17);
    if (options.endsProperly)
        store.endSession(0);
    store.commit();
}

} // namespace once::test
