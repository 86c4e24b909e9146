// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/lanes.h>

namespace once {

namespace {

LaneSums::Entry entryOf(const RunRow &row, quint32 place)
{
    return {spanOf(row), place, isFailure(row.status)};
}

} // namespace

void Lanes::setComponents(const QList<HistoryWork> &components)
{
    m_components = components;
    for (const HistoryWork &component : components) {
        m_workNames.insert(component.id, belowRoot(component.path));
        m_workIds.insert(component.path, component.id);
    }
    rebuild();
}

void Lanes::setFolded(const QString &path, bool isFolded)
{
    if (m_folded.contains(path) == isFolded)
        return;
    if (isFolded)
        m_folded.insert(path);
    else
        m_folded.remove(path);
    rebuild();
}

void Lanes::setFailedOnly(bool isOn)
{
    if (std::exchange(m_failedOnly, isOn) != isOn)
        rebuild();
}

void Lanes::rebuild()
{
    m_lanes.clear();
    m_laneOf.clear();
    for (const LaneTitle &title : laneTitles(m_components, m_folded)) {
        for (const qint32 work : title.works)
            m_laneOf.insert(work, int(m_lanes.size()));
        m_lanes.push_back({.title = title});
    }
    placeFlows();
    replaceRuns(m_runs);
    placeAllStreaks();
    setSlots(m_slots);
}

// A flow has no runs, but slots: they are on its line, or on the one that it is folded into.
void Lanes::placeFlows()
{
    QHash<QString, int> lines;
    for (const Lane &lane : m_lanes)
        lines.insert(lane.title.path, int(lines.size()));
    for (const HistoryWork &component : m_components) {
        QString path = belowRoot(component.path);
        while (!lines.contains(path) && path.contains(u'.'))
            path.truncate(path.lastIndexOf(u'.'));
        if (!lines.contains(path))
            path.clear(); // the root's
        if (!component.isWork && lines.contains(path))
            m_laneOf.insert(component.id, lines.value(path));
    }
}

void Lanes::replaceRuns(const RunTable &runs)
{
    m_runs = runs;
    m_knowsGaps = false;
    m_firstUs = openEnd;
    m_lastUs = m_openRuns = 0;
    std::vector<std::vector<LaneSums::Entry>> entries(m_lanes.size());
    for (auto &of : entries)
        of.reserve(std::size_t(runs.size()) / (m_lanes.size() + 1));
    for (Lane &lane : m_lanes)
        lane.waiting.clear();
    qint32 work = -1;
    int lane = -1;
    for (qsizetype at = 0; at < runs.size(); ++at) {
        const RunRow &row = runs.at(at);
        if (std::exchange(work, row.work) != row.work)
            lane = laneOf(row.work);
        note(row);
        if (lane < 0 || !isShown(row))
            continue;
        if (hasBegun(row))
            entries[std::size_t(lane)].push_back(entryOf(row, quint32(at)));
        else
            m_lanes[std::size_t(lane)].waiting.push_back(quint32(at));
    }
    for (std::size_t at = 0; at < m_lanes.size(); ++at)
        m_lanes[at].sums.assign(std::exchange(entries[at], {}));
}

void Lanes::note(const RunRow &row)
{
    m_openRuns += !isFinished(row.status);
    const RunSpan span = spanOf(row);
    m_firstUs = std::min(m_firstUs, row.queuedUs ? std::min(row.queuedUs, span.startUs) : span.startUs);
    m_lastUs = std::max(m_lastUs, span.isOpen() ? span.startUs : span.endUs);
}

void Lanes::put(quint32 at)
{
    const RunRow &row = m_runs.at(at);
    note(row);
    const int lane = laneOf(row.work);
    if (m_knowsGaps && hasBegun(row))
        m_gaps.cover(spanOf(row).startUs, spanOf(row).endBy(m_lastUs));
    if (lane < 0 || !isShown(row))
        return;
    if (hasBegun(row))
        m_lanes[std::size_t(lane)].sums.add(entryOf(row, at), m_runs);
    else
        m_lanes[std::size_t(lane)].waiting.push_back(at);
}

void Lanes::appendRuns(const RunTable &runs)
{
    const qsizetype known = m_runs.size();
    if (runs.size() - known > known / 8) { // one by one would take longer
        replaceRuns(runs);
        return;
    }
    m_runs = runs;
    for (qsizetype at = known; at < runs.size(); ++at)
        put(quint32(at));
}

void Lanes::changeRuns(const RunTable &runs, const QList<RunRow> &changed)
{
    for (const RunRow &value : changed) {
        const qsizetype at = m_runs.indexOf(value.id);
        if (at < 0)
            continue;
        const RunRow before = m_runs.at(at);
        const int lane = laneOf(before.work);
        m_openRuns -= !isFinished(before.status);
        m_runs.set(at, value);
        if (lane >= 0 && isShown(before)) {
            Lane &of = m_lanes[std::size_t(lane)];
            if (hasBegun(before))
                of.sums.remove(entryOf(before, quint32(at)), m_runs);
            else
                std::erase(of.waiting, quint32(at));
        }
        put(quint32(at));
    }
    if (runs.size() == m_runs.size())
        m_runs = runs; // shares its memory again
}

void Lanes::addStreaks(const QList<Streak> &streaks)
{
    const bool areMany = streaks.size() > m_streaks.size() / 4; // one by one would take longer
    for (const Streak &streak : streaks) {
        const auto known = m_streaks.constFind(streak.id);
        if (known != m_streaks.constEnd() && known->count == streak.count)
            continue;
        m_streaks.insert(streak.id, streak);
        if (!areMany)
            placeStreak(streak);
    }
    if (areMany)
        placeAllStreaks();
}

void Lanes::placeAllStreaks()
{
    for (Lane &lane : m_lanes)
        lane.skips.clear();
    for (const Streak &streak : std::as_const(m_streaks)) {
        if (const int lane = laneOf(m_workIds.value(streak.work, -1)); lane >= 0)
            m_lanes[std::size_t(lane)].skips.push_back(
                {toMicroseconds(streak.first), streak.count, streak.id});
    }
    for (Lane &lane : m_lanes)
        std::ranges::sort(lane.skips, {}, &LaneSkip::startUs);
}

void Lanes::placeStreak(const Streak &streak)
{
    const int lane = laneOf(m_workIds.value(streak.work, -1));
    if (lane < 0)
        return;
    auto &skips = m_lanes[std::size_t(lane)].skips;
    const LaneSkip skip{toMicroseconds(streak.first), streak.count, streak.id};
    auto at = std::ranges::lower_bound(skips, skip.startUs, {}, &LaneSkip::startUs);
    while (at != skips.end() && at->startUs == skip.startUs && at->id != skip.id)
        ++at;
    if (at != skips.end() && at->id == skip.id)
        *at = skip;
    else
        skips.insert(at, skip);
}

void Lanes::setSlots(const QList<TimelineSlot> &dues)
{
    m_slots = dues;
    for (Lane &lane : m_lanes)
        lane.dues.clear();
    for (const TimelineSlot &due : dues) {
        if (const int lane = laneOf(due.work); lane >= 0)
            m_lanes[std::size_t(lane)].dues.push_back(due);
    }
    for (Lane &lane : m_lanes)
        std::ranges::stable_sort(lane.dues, {}, &TimelineSlot::dueUs);
}

const std::vector<IdleGap> &Lanes::idleGaps(qint64 nowUs)
{
    if (!std::exchange(m_knowsGaps, true)) {
        std::vector<RunSpan> spans;
        spans.reserve(std::size_t(m_runs.size()));
        for (qsizetype at = 0; at < m_runs.size(); ++at) {
            if (const RunRow &row = m_runs.at(at); hasBegun(row))
                spans.push_back(spanOf(row));
        }
        m_gaps.assign(std::move(spans), nowUs);
    }
    return m_gaps.gaps();
}

} // namespace once
