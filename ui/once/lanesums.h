// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/runspan.h>
#include <once/runtable.h>
#include <once/timesums.h>

namespace once {

// What one pixel's width of a lane tells.
struct LaneColumn
{
    double share = 0; // of the time that was busy; 2 where two ran all along
    qint64 runs = 0, failures = 0; // that touch it

    bool operator==(const LaneColumn &) const = default;
};

// The runs of one lane, so kept that what happened between any two moments is known at once, however many
// they are: how long it was busy, how many ran, how many failed. 21 bytes for each run. Refers to a RunTable
// by row. A value; one thread.
class LaneSums
{
public:
    struct Entry
    {
        RunSpan span;
        quint32 row = 0; // in the table
        bool isFailure = false;
    };

    void assign(std::vector<Entry> entries); // in any order; only runs that have begun
    void add(const Entry &entry, const RunTable &runs); // quick when it is among the last
    void remove(const Entry &entry, const RunTable &runs); // that is there

    std::size_t size() const { return m_rows.size(); }
    int depth() const { return m_depth; } // how many run at once at most: 1 to 8, or 9 for more than that
    qint64 firstStart() const { return m_starts.at(0); } // of one that is not empty

    // Runs are counted whose time touches the stretch, with both its ends; so a run without length is, too.
    qint64 countTouching(qint64 fromUs, qint64 toUs) const;
    qint64 failuresTouching(qint64 fromUs, qint64 toUs) const;
    qint64 busyBetween(qint64 fromUs, qint64 toUs, qint64 nowUs) const; // in microseconds of runs

    // One column between each two neighbours of `edges`, which ascend; nothing after `nowUs`.
    void columns(const std::vector<qint64> &edges, qint64 nowUs, std::vector<LaneColumn> &out) const;

    // The places of the runs that touch the stretch, in order of their starts.
    std::vector<std::size_t> placesTouching(qint64 fromUs, qint64 toUs, const RunTable &runs) const;
    // Of those that start between the two, the second excluded.
    std::pair<std::size_t, std::size_t> placesStarting(qint64 fromUs, qint64 toUs) const;
    quint32 row(std::size_t place) const { return m_rows[place]; }
    quint8 stacked(std::size_t place) const
    {
        return m_stacked[place];
    } // the row within the lane, see LaneStack
    std::size_t placeOf(qint64 startUs, quint32 row) const; // size() when it is not there

private:
    qint64 busyBefore(qint64 us, std::size_t starts, std::size_t ends) const;
    void stackFrom(std::size_t place, const RunTable &runs);
    void noteEndsFrom(std::size_t place, const RunTable &runs);
    void noteFailure(const Entry &entry);

    TimeSums m_starts, m_ends; // m_ends in an order of its own
    std::vector<quint32> m_rows; // by start
    std::vector<quint8> m_stacked;
    std::vector<qint64> m_blockEnds; // the latest end in each block of runs
    std::vector<qint64> m_failureStarts, m_failureEnds; // each in order
    int m_depth = 1;
};

} // namespace once
