// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/schedules/course.h>

#include <once/component.h>

#include <QSysInfo>
#include <QtEndian>

#include <algorithm>

namespace once::detail {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t mostListed = 1000; // slots that are decided at once; those before are summed up
constexpr auto longestSpread = 60s;      // of what is caught up with

// The same in every process.
std::chrono::seconds spread(const QByteArray &seed, const QString &what, std::chrono::seconds width)
{
    const Digest digest = Digest::of(seed + what.toUtf8());
    return std::chrono::seconds(qint64(qFromLittleEndian<quint64>(digest.bytes().data()) % quint64(width.count())));
}

} // namespace

Course::Course(const Schedule &schedule, const KeptCourse &kept, const QByteArray &seed)
    : m_schedule(schedule), m_record(kept.record), m_seed(seed), m_rule(schedule.rule, seed), m_zone(zoneOf(kept.record.zone)),
      m_except(schedule.except)
{
    for (const SlotRecord &slot : kept.waiting)
        if (slot.decision == SlotDecision::Skipped)
            m_skipped.push_back(slot.nominal);
        else
            m_waiting.push_back(slot);
    describe();
    if (!kept.current.nominal.isEmpty())
        m_current = kept.current;
    findNext();
}

std::chrono::seconds Course::jitterOf(const Nominal &nominal) const
{
    if (m_schedule.jitter <= 0s)
        return 0s;
    const auto following = m_rule.next(nominal.due, m_zone, m_schedule.inGap);
    const auto room = following ? std::chrono::floor<std::chrono::seconds>(following->due - nominal.due) : m_schedule.jitter;
    const auto width = std::min(m_schedule.jitter, room);
    if (width <= 0s)
        return 0s;
    return spread(m_seed, m_schedule.jitterIsOfHost ? QSysInfo::machineHostName() : nominal.text(), width);
}

void Course::describe()
{
    m_record.options = optionsToJson(m_schedule);
    m_record.options["words"] = m_rule.words();
}

void Course::findNext()
{
    if (m_rule.countsFromEnd()) {
        const bool hasRunYet = m_record.lastEnd != Instant();
        m_next = isFree() ? std::optional(hasRunYet ? m_rule.next(m_record.lastEnd, m_zone)->due : m_record.since) : std::nullopt;
    } else if (const auto nominal = m_rule.next(m_record.considered, m_zone, m_schedule.inGap)) {
        m_next = nominal->due + jitterOf(*nominal);
    } else {
        m_next.reset();
    }
    if (const Instant next = m_next.value_or(Instant()); std::exchange(m_record.next, next) != next)
        hasMoved = true;
}

std::optional<Instant> Course::next(Instant now) const
{
    const bool holds = m_record.paused != Instant() && m_schedule.whilePaused == WhilePaused::Hold;
    std::optional<Instant> earliest = holds ? std::nullopt : m_next;
    if (!m_waiting.empty() && isFree() && notBefore(m_waiting.front()) > now)
        earliest = std::min(earliest.value_or(Instant::max()), notBefore(m_waiting.front()));
    return earliest;
}

std::vector<DueSlot> Course::dueAfterEnd(Instant now) const
{
    const Nominal::Time time(std::chrono::floor<std::chrono::seconds>(*m_next).time_since_epoch());
    return *m_next <= now ? std::vector{DueSlot{{.time = time, .due = *m_next}, *m_next}} : std::vector<DueSlot>();
}

// From the newest back, so that an age of slots that nobody asked for costs nothing.
std::vector<DueSlot> Course::dueOnGrid(Instant now)
{
    std::vector<DueSlot> found;
    Instant cursor = now;
    while (found.size() < mostListed) {
        auto nominal = m_rule.latest(cursor, m_zone, m_schedule.inGap);
        if (!nominal || nominal->due <= m_record.considered)
            break;
        cursor = nominal->due - 1us;
        if (const Instant due = nominal->due + jitterOf(*nominal); due <= now)
            found.push_back({std::move(*nominal), due});
    }
    std::ranges::reverse(found);
    if (found.size() == mostListed)
        sumUpBefore(cursor, now);
    m_record.considered = found.empty() ? std::max(m_record.considered, now) : found.back().nominal.due;
    return found;
}

void Course::sumUpBefore(Instant cursor, Instant now)
{
    const auto first = m_rule.next(m_record.considered, m_zone, m_schedule.inGap);
    const auto last = m_rule.latest(cursor, m_zone, m_schedule.inGap);
    if (first && last && first->due <= last->due)
        decide({.nominal = first->text(),
                .decision = SlotDecision::Missed,
                .due = first->due,
                .until = last->due,
                .reason = u"more than %1 were due at once"_s.arg(mostListed)}, now);
}

std::vector<DueSlot> Course::due(Instant now)
{
    if (!m_next || *m_next > now)
        return {};
    auto found = m_rule.countsFromEnd() ? dueAfterEnd(now) : dueOnGrid(now);
    std::erase_if(found, [this](const DueSlot &slot) { return std::erase(m_skipped, slot.nominal.text()) > 0; });
    hasMoved = true;
    return found;
}

void Course::consider(Instant now)
{
    const bool isPaused = m_record.paused != Instant();
    if (!m_next || *m_next > now || (isPaused && m_schedule.whilePaused == WhilePaused::Hold))
        return;
    const bool overlaps = m_busyRun && m_current && m_current->kind == SlotKind::Regular;
    Schedule policies = m_schedule;
    if (m_rule.countsFromEnd())
        policies.lateAfter = policies.window = std::chrono::hours(24 * 365 * 1000);
    Judgement judgement = judge(policies, due(now),
                                {.now = now,
                                 .paused = m_record.paused,
                                 .busyFrom = m_busyFrom,
                                 .busyTo = isBusy() ? Instant::max() : m_busyTo,
                                 .busyRun = overlaps ? m_busyRun : 0,
                                 .exclusion = [this](const Nominal &nominal) { return m_except.reasonFor(nominal); }});
    for (SlotRecord &slot : judgement.rejected)
        decide(std::move(slot), now);
    for (SlotRecord &slot : judgement.accepted)
        accept(std::move(slot), now);
    if (m_rule.countsFromEnd() && judgement.accepted.empty())
        m_record.lastEnd = *m_next; // as if it had run and ended at once
    wereTooMany |= judgement.wereTooMany;
    findNext();
}

void Course::decide(SlotRecord slot, Instant now)
{
    slot.schedule = m_record.name;
    slot.zone = m_zone.id();
    slot.decided = now;
    decided.push_back(std::move(slot));
}

// Backfills come last; else the oldest first.
void Course::accept(SlotRecord slot, Instant now)
{
    const auto rank = [](const SlotRecord &record) { return std::pair(record.kind == SlotKind::Backfill, record.due); };
    if (slot.kind == SlotKind::CatchUp)
        m_caughtUpFrom = now;
    decide(slot, now);
    slot = decided.back();
    if (m_schedule.overlap == Overlap::One || (m_schedule.overlap == Overlap::Skip && m_schedule.catchUp != CatchUp::All))
        std::erase_if(m_waiting, [&](SlotRecord &older) {
            const bool goes = older.kind == SlotKind::Regular && slot.kind == SlotKind::Regular;
            if (goes) {
                older.decision = SlotDecision::Overlapped;
                older.reason = u"%1 waits instead"_s.arg(slot.nominal);
                decide(older, now);
            }
            return goes;
        });
    m_waiting.insert(std::ranges::upper_bound(m_waiting, rank(slot), {}, rank), slot);
}

// Whether the flow can have another slot.
bool Course::isFree() const
{
    if (!m_current || m_isDone || m_schedule.overlap == Overlap::Allow || m_schedule.overlap == Overlap::Replace)
        return true;
    const bool takesAll = m_schedule.catchUp == CatchUp::All || m_schedule.overlap == Overlap::All || m_current->kind != SlotKind::Regular
        || m_rule.countsFromEnd();
    return !isBusy() && !takesAll;
}

Instant Course::notBefore(const SlotRecord &slot) const
{
    if (slot.kind != SlotKind::CatchUp || m_schedule.jitter <= 0s)
        return Instant::min();
    return m_caughtUpFrom + spread(m_seed, u"catch up"_s, std::min<std::chrono::seconds>(m_schedule.jitter, longestSpread));
}

bool Course::offer(Instant now, bool mayCatchUp)
{
    if (m_waiting.empty() || !isFree() || notBefore(m_waiting.front()) > now)
        return false;
    const SlotKind kind = m_waiting.front().kind;
    if (!mayCatchUp && (kind == SlotKind::CatchUp || kind == SlotKind::Backfill))
        return false;
    m_current = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_current->decision = SlotDecision::Offered;
    decide(*m_current, now);
    m_current = decided.back();
    m_record.current = m_current->nominal;
    m_succeeded.clear();
    m_isDone = m_hadRun = m_hasFailed = false;
    hasMoved = true;
    if (m_rule.countsFromEnd())
        findNext();
    return true;
}

bool Course::isReplacing(Instant now) const
{
    return m_schedule.overlap == Overlap::Replace && isBusy() && m_next && *m_next <= now;
}

void Course::runBegan(RunId run, Instant now)
{
    if (m_activeRuns++ == 0) {
        m_busyFrom = now;
        m_busyRun = run;
    }
    if (m_current && !std::exchange(m_hadRun, true)) {
        m_current->decision = SlotDecision::Ran;
        m_current->run = run;
        decide(*m_current, now);
    }
}

bool Course::hasSucceeded(const Component &work) const
{
    return std::ranges::find(m_succeeded, &work) != m_succeeded.end();
}

void Course::runEnded(const Component &work, Status status, Instant now)
{
    m_busyTo = m_record.lastEnd = now;
    hasMoved = true;
    if (status == Status::Succeeded) {
        m_record.failures = 0;
        m_succeeded.push_back(&work);
    } else if (status != Status::Cancelled) {
        ++m_record.failures;
    }
    m_hasFailed |= status != Status::Succeeded;
    --m_activeRuns;
    if (m_schedule.pauseOnFailure > 0 && m_record.failures >= m_schedule.pauseOnFailure)
        pause(now, u"its last %1 runs have failed"_s.arg(m_record.failures));
}

bool Course::flowEnded(bool hasFailed)
{
    if (isBusy() || (hasFailed && !m_hasFailed))
        return false;
    m_isDone = true;
    if (m_rule.countsFromEnd()) // nothing runs with it: from when the flow had it
        m_record.lastEnd = std::max(m_record.lastEnd, m_current->decided);
    findNext();
    return true;
}

void Course::pause(Instant now, const QString &note)
{
    consider(now);
    m_record.paused = now;
    m_record.note = note;
    hasMoved = true;
}

void Course::resume(Instant now)
{
    if (m_schedule.whilePaused == WhilePaused::Skip)
        consider(now);
    m_record.paused = {};
    m_record.note.clear();
    m_record.failures = 0;
    hasMoved = true;
    findNext();
}

void Course::trigger(Instant now, const QString &who)
{
    const Rule seconds(u"* * * * * *"_s);
    const auto nominal = seconds.latest(now, m_zone);
    accept({.nominal = nominal->text(), .kind = SlotKind::Manual, .due = nominal->due, .reason = who}, now);
}

SlotRecord Course::skipNext(Instant now, const QString &who)
{
    Instant after = std::max(m_record.considered, now);
    auto nominal = m_rule.countsFromEnd() ? std::nullopt : m_rule.next(after, m_zone, m_schedule.inGap);
    while (nominal && std::ranges::count(m_skipped, nominal->text()) > 0)
        nominal = m_rule.next(after = nominal->due, m_zone, m_schedule.inGap);
    if (!nominal)
        throw RuleError(0, u"%1 has no next time that could be skipped."_s.arg(m_rule.words()));
    m_skipped.push_back(nominal->text());
    decide({.nominal = nominal->text(), .decision = SlotDecision::Skipped, .due = nominal->due, .reason = who}, now);
    return decided.back();
}

void Course::backfill(const std::vector<Nominal> &nominals)
{
    for (const Nominal &nominal : nominals)
        accept({.nominal = nominal.text(), .kind = SlotKind::Backfill, .due = nominal.due, .reason = u"asked for by hand"_s}, nominal.due);
}

void Course::follow(const Schedule &schedule, const QByteArray &zone, Instant now)
{
    if (schedule == m_schedule && schedule.rule == m_record.rule && zone == m_record.zone)
        return;
    m_rule = Rule(schedule.rule, m_seed);
    m_zone = zoneOf(zone);
    m_except = Exclusions(schedule.except);
    m_schedule = schedule;
    describe();
    hasMoved = true;
    const bool isAnother = std::exchange(m_record.rule, schedule.rule) != schedule.rule;
    if (std::exchange(m_record.zone, zone) != zone || isAnother)
        startAnew(now);
    else
        findNext();
}

void Course::setAsker(const Component *flow)
{
    m_asker = flow;
    if (flow)
        m_record.flow = flow->path();
}

void Course::startAnew(Instant now)
{
    for (SlotRecord &slot : m_waiting) {
        slot.decision = SlotDecision::Missed;
        slot.reason = u"the rule was changed"_s;
        decide(slot, now);
    }
    m_waiting.clear();
    m_record.since = m_record.considered = now;
    hasMoved = true;
    findNext();
}

} // namespace once::detail
