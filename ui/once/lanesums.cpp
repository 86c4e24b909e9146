// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/lanesums.h>

#include <once/lanestack.h>

#include <functional>

namespace once {

namespace {

constexpr std::size_t blockSize = 256;

qint64 below(const std::vector<qint64> &times, qint64 us)
{
    return std::ranges::lower_bound(times, us) - times.begin();
}

void insertInto(std::vector<qint64> &times, qint64 us)
{
    times.insert(std::ranges::upper_bound(times, us), us);
}

void removeFrom(std::vector<qint64> &times, qint64 us) { times.erase(std::ranges::lower_bound(times, us)); }

// Runs come nearly in order, where moving the few that do not is quicker than sorting all.
template <typename T, typename Key>
void sortNearlySorted(std::vector<T> &values, Key key)
{
    std::size_t moves = 16 * values.size();
    for (std::size_t at = 1; at < values.size(); ++at) {
        std::size_t to = at;
        while (to > 0 && key(values[at]) < key(values[to - 1]))
            --to;
        if (moves < at - to) {
            std::ranges::sort(values, {}, key);
            return;
        }
        moves -= at - to;
        std::rotate(values.begin() + qptrdiff(to), values.begin() + qptrdiff(at),
                    values.begin() + qptrdiff(at) + 1);
    }
}

qint64 after(qint64 us) { return us == openEnd ? us : us + 1; }

} // namespace

void LaneSums::assign(std::vector<Entry> entries)
{
    sortNearlySorted(entries, [](const Entry &entry) { return std::pair(entry.span.startUs, entry.row); });
    *this = {};
    m_starts.reserve(entries.size());
    m_ends.reserve(entries.size());
    m_rows.reserve(entries.size());
    m_stacked.reserve(entries.size());
    m_blockEnds.reserve(entries.size() / blockSize + 1);
    LaneStack stack;
    std::vector<qint64> ends;
    ends.reserve(entries.size());
    for (const Entry &entry : entries) {
        if (m_rows.size() % blockSize == 0)
            m_blockEnds.push_back(0);
        m_blockEnds.back() = std::max(m_blockEnds.back(), entry.span.endUs);
        m_starts.append(entry.span.startUs);
        m_rows.push_back(entry.row);
        m_stacked.push_back(stack.place(entry.span));
        m_depth = std::max(m_depth, m_stacked.back() + 1);
        ends.push_back(entry.span.endUs);
        if (entry.isFailure) {
            m_failureStarts.push_back(entry.span.startUs);
            m_failureEnds.push_back(entry.span.endUs);
        }
    }
    std::ranges::sort(m_failureEnds);
    sortNearlySorted(ends, std::identity());
    for (const qint64 end : ends)
        m_ends.append(end);
}

void LaneSums::add(const Entry &entry, const RunTable &runs)
{
    const std::size_t place = m_starts.insert(entry.span.startUs);
    m_ends.insert(entry.span.endUs);
    m_rows.insert(m_rows.begin() + qptrdiff(place), entry.row);
    m_stacked.insert(m_stacked.begin() + qptrdiff(place), 0);
    if (entry.isFailure) {
        insertInto(m_failureStarts, entry.span.startUs);
        insertInto(m_failureEnds, entry.span.endUs);
    }
    noteEndsFrom(place, runs);
    stackFrom(place, runs);
}

void LaneSums::remove(const Entry &entry, const RunTable &runs)
{
    const std::size_t place = placeOf(entry.span.startUs, entry.row);
    Q_ASSERT(place < size());
    m_starts.remove(entry.span.startUs);
    m_ends.remove(entry.span.endUs);
    m_rows.erase(m_rows.begin() + qptrdiff(place));
    m_stacked.erase(m_stacked.begin() + qptrdiff(place));
    if (entry.isFailure) {
        removeFrom(m_failureStarts, entry.span.startUs);
        removeFrom(m_failureEnds, entry.span.endUs);
    }
    noteEndsFrom(place, runs);
}

void LaneSums::noteEndsFrom(std::size_t place, const RunTable &runs)
{
    m_blockEnds.resize((size() + blockSize - 1) / blockSize);
    for (std::size_t block = place / blockSize; block < m_blockEnds.size(); ++block) {
        m_blockEnds[block] = 0;
        for (std::size_t at = block * blockSize; at < std::min(size(), (block + 1) * blockSize); ++at)
            m_blockEnds[block] = std::max(m_blockEnds[block], spanOf(runs.at(m_rows[at])).endUs);
    }
}

// Begins with what still runs then, so that nothing before it moves.
void LaneSums::stackFrom(std::size_t place, const RunTable &runs)
{
    LaneStack stack;
    const qint64 startUs = m_starts.at(place);
    for (const std::size_t earlier : placesTouching(startUs, startUs, runs)) {
        if (earlier < place)
            stack.put(m_stacked[earlier], spanOf(runs.at(m_rows[earlier])));
    }
    for (std::size_t at = place; at < size(); ++at) {
        m_stacked[at] = stack.place(spanOf(runs.at(m_rows[at])));
        m_depth = std::max(m_depth, m_stacked[at] + 1);
    }
}

// What began before, less what ended: each start adds the time since then, each end takes the time since
// away.
qint64 LaneSums::busyBefore(qint64 us, std::size_t starts, std::size_t ends) const
{
    return qint64(quint64(starts - ends) * quint64(us) - m_starts.sumBefore(starts) + m_ends.sumBefore(ends));
}

qint64 LaneSums::busyBetween(qint64 fromUs, qint64 toUs, qint64 nowUs) const
{
    const auto before = [&](qint64 us) {
        us = std::min(us, nowUs);
        return busyBefore(us, m_starts.firstNotBelow(us), m_ends.firstNotBelow(us));
    };
    return before(toUs) - before(fromUs);
}

qint64 LaneSums::countTouching(qint64 fromUs, qint64 toUs) const
{
    return qint64(m_starts.firstNotBelow(after(toUs))) - qint64(m_ends.firstNotBelow(fromUs));
}

qint64 LaneSums::failuresTouching(qint64 fromUs, qint64 toUs) const
{
    return below(m_failureStarts, after(toUs)) - below(m_failureEnds, fromUs);
}

void LaneSums::columns(const std::vector<qint64> &edges, qint64 nowUs, std::vector<LaneColumn> &out) const
{
    out.assign(edges.size() - 1, {});
    std::size_t started = m_starts.firstNotBelow(edges.front()), ended = m_ends.firstNotBelow(edges.front());
    qint64 busy = busyBefore(std::min(edges.front(), nowUs), started, ended);
    qint64 failedBefore = below(m_failureEnds, edges.front());
    for (std::size_t column = 0; column < out.size() && edges[column] <= nowUs; ++column) {
        const qint64 end = std::min(edges[column + 1], nowUs);
        const std::size_t endedBefore = ended;
        started = m_starts.firstNotBelow(end, started);
        ended = m_ends.firstNotBelow(end, ended);
        const std::size_t touching = m_starts.firstNotBelow(after(end), started) - endedBefore;
        const qint64 busyUntil = busyBefore(end, started, ended);
        const qint64 length = end - edges[column];
        out[column] = {length > 0 ? double(busyUntil - busy) / double(length) : 0, qint64(touching), 0};
        if (!m_failureStarts.empty() && touching > 0)
            out[column].failures = below(m_failureStarts, after(end)) - failedBefore;
        failedBefore = below(m_failureEnds, end);
        busy = busyUntil;
    }
}

std::vector<std::size_t> LaneSums::placesTouching(qint64 fromUs, qint64 toUs, const RunTable &runs) const
{
    const auto [from, to] = placesStarting(fromUs, after(toUs));
    std::size_t missing =
        from - std::min(from, m_ends.firstNotBelow(fromUs)); // that began before and still run
    std::vector<std::size_t> places;
    for (std::size_t at = from; missing > 0 && at > 0;) {
        --at;
        if (m_blockEnds[at / blockSize] < fromUs) {
            at -= at % blockSize;
        } else if (spanOf(runs.at(m_rows[at])).endUs >= fromUs) {
            places.push_back(at);
            --missing;
        }
    }
    std::ranges::reverse(places);
    for (std::size_t at = from; at < to; ++at)
        places.push_back(at);
    return places;
}

std::pair<std::size_t, std::size_t> LaneSums::placesStarting(qint64 fromUs, qint64 toUs) const
{
    const std::size_t from = m_starts.firstNotBelow(fromUs);
    return {from, m_starts.firstNotBelow(toUs, from)};
}

std::size_t LaneSums::placeOf(qint64 startUs, quint32 row) const
{
    for (std::size_t at = m_starts.firstNotBelow(startUs); at < size() && m_starts.at(at) == startUs; ++at) {
        if (m_rows[at] == row)
            return at;
    }
    return size();
}

} // namespace once
