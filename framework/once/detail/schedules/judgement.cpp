// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/schedules/judgement.h>

namespace once::detail {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Judge
{
public:
    Judge(const Schedule &schedule, const Circumstances &circumstances) : m_schedule(schedule), m_now(circumstances) {}

    void hear(const DueSlot &slot);
    void decide();
    Judgement judgement;

private:
    std::optional<SlotRecord> refusal(const DueSlot &slot) const;
    void keepLatest(std::vector<SlotRecord> &records, SlotDecision decision, const QString &reason);
    void judgeOverlapping();
    void judgeMissed();
    void keepAll();
    void keepNone();
    void reject(SlotRecord record, SlotDecision decision, const QString &reason);
    void rejectBefore(std::size_t first, const QString &reason);
    bool wasBusy(const DueSlot &slot) const { return m_now.busyRun && slot.due >= m_now.busyFrom && slot.due < m_now.busyTo; }

    const Schedule &m_schedule;
    const Circumstances &m_now;
    std::vector<SlotRecord> m_overlapping, m_candidates;
};

bool wasMissed(const SlotRecord &record) { return record.kind == SlotKind::CatchUp; }

const QString intoLater = u"with %1, which is later"_s, waitsInstead = u"%1 waits instead"_s;

SlotRecord recordOf(const Nominal &nominal)
{
    return {.nominal = nominal.text(), .due = nominal.due};
}

void Judge::reject(SlotRecord record, SlotDecision decision, const QString &reason)
{
    record.decision = decision;
    record.reason = reason;
    judgement.rejected.push_back(std::move(record));
}

// What rules it out by itself.
std::optional<SlotRecord> Judge::refusal(const DueSlot &slot) const
{
    SlotRecord record = recordOf(slot.nominal);
    const auto refused = [&record](SlotDecision decision, const QString &reason) {
        record.decision = decision;
        record.reason = reason;
        return record;
    };
    if (const auto entry = m_now.exclusion ? m_now.exclusion(slot.nominal) : std::nullopt)
        return refused(SlotDecision::Excluded, u"by %1"_s.arg(*entry));
    if (m_now.paused != Instant() && slot.due >= m_now.paused)
        return refused(SlotDecision::Paused, u"the schedule was paused"_s);
    if (m_schedule.overlap == Overlap::Skip && wasBusy(slot))
        return refused(SlotDecision::Overlapped, u"run %1 of the slot before was under way"_s.arg(m_now.busyRun));
    if (m_schedule.deadline > 0s && m_now.now > slot.nominal.due + m_schedule.deadline)
        return refused(SlotDecision::Missed, u"it could not begin within %1"_s.arg(durationText(m_schedule.deadline)));
    if (m_now.now - slot.due > std::max(m_schedule.window, m_schedule.lateAfter))
        return refused(SlotDecision::Missed, u"it is older than %1"_s.arg(durationText(m_schedule.window)));
    return {};
}

void Judge::hear(const DueSlot &slot)
{
    for (const Nominal::Time earlier : slot.nominal.merged) {
        SlotRecord record = recordOf(slot.nominal);
        record.nominal = Nominal::text(earlier);
        reject(std::move(record), SlotDecision::Merged,
               u"with %1, as the clocks leave its time out"_s.arg(slot.nominal.text()));
    }
    if (auto refused = refusal(slot))
        return judgement.rejected.push_back(std::move(*refused));
    if (wasBusy(slot))
        return m_overlapping.push_back(recordOf(slot.nominal));
    m_candidates.push_back(recordOf(slot.nominal));
    if (m_now.now - slot.due > m_schedule.lateAfter)
        m_candidates.back().kind = SlotKind::CatchUp;
}

void Judge::rejectBefore(std::size_t first, const QString &reason)
{
    for (std::size_t i = 0; i < first; ++i)
        reject(std::move(m_candidates[i]), SlotDecision::Missed, reason);
    m_candidates.erase(m_candidates.begin(), m_candidates.begin() + qsizetype(first));
}

void Judge::keepLatest(std::vector<SlotRecord> &records, SlotDecision decision, const QString &reason)
{
    while (records.size() > 1) {
        reject(std::move(records.front()), decision, reason.arg(records.back().nominal));
        records.erase(records.begin());
    }
}

void Judge::keepAll()
{
    const auto missed = std::size_t(std::ranges::count_if(m_candidates, [this](const auto &record) { return wasMissed(record); }));
    const auto most = std::size_t(std::max(m_schedule.max.value_or(mostUnasked), 0));
    if (missed <= most)
        return;
    if (m_schedule.max)
        return rejectBefore(missed - most, u"no more than %1 are caught up with"_s.arg(most));
    judgement.wereTooMany = true;
    keepLatest(m_candidates, SlotDecision::Merged, intoLater);
}

// Those found in time run as ever: the newest, should there be several.
void Judge::keepNone()
{
    const auto firstInTime = std::ranges::find_if_not(m_candidates, [this](const auto &record) { return wasMissed(record); });
    rejectBefore(std::size_t(firstInTime - m_candidates.begin()), u"nobody was there"_s);
    keepLatest(m_candidates, SlotDecision::Merged, intoLater);
}

void Judge::judgeOverlapping()
{
    if (m_schedule.overlap == Overlap::All)
        return;
    keepLatest(m_overlapping, SlotDecision::Overlapped, waitsInstead);
    if (!m_overlapping.empty() && !m_candidates.empty())
        reject(std::exchange(m_overlapping, {}).front(), SlotDecision::Overlapped, waitsInstead.arg(m_candidates.back().nominal));
}

void Judge::judgeMissed()
{
    if (m_schedule.catchUp == CatchUp::None)
        keepNone();
    else if (m_schedule.catchUp == CatchUp::All)
        keepAll();
    else
        keepLatest(m_candidates, SlotDecision::Merged, intoLater);
}

void Judge::decide()
{
    judgeMissed();
    judgeOverlapping();
    judgement.accepted = std::move(m_overlapping);
    std::ranges::move(m_candidates, std::back_inserter(judgement.accepted));
}

} // namespace

Judgement judge(const Schedule &schedule, const std::vector<DueSlot> &due, const Circumstances &circumstances)
{
    Judge judge(schedule, circumstances);
    for (const DueSlot &slot : due)
        judge.hear(slot);
    judge.decide();
    return std::move(judge.judgement);
}

} // namespace once::detail
