// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/idlegaps.h>
#include <once/lanesums.h>
#include <once/lanetree.h>

namespace once {

// A moment at which a schedule had a work due, and what came of it.
struct TimelineSlot
{
    qint32 work = 0; // HistoryWork::id; that of a flow where no work is known
    qint64 dueUs = 0;
    RunId run = 0; // that was started for it; 0 for none
    QString reason; // why there is none, or why it came late, for a tool tip
    bool isHollow = false; // missed or skipped
};

// A streak of skips as the timeline draws it.
struct LaneSkip
{
    qint64 startUs = 0, count = 0;
    qint64 id = 0; // Streak::id
};

struct Lane
{
    LaneTitle title;
    LaneSums sums;
    std::vector<quint32> waiting; // rows of runs that have not begun
    std::vector<LaneSkip> skips; // by start
    std::vector<TimelineSlot> dues; // by time
};

// Everything that happened, in the lanes in which it is drawn. Grows with a history; when components come or
// fold, all lanes are made anew: some 50 ms for a million runs. Lives in the GUI's thread.
class Lanes
{
public:
    void setComponents(const QList<HistoryWork> &components);
    void setFolded(const QString &path, bool isFolded); // below the root
    void setFailedOnly(bool isOn);
    bool isFailedOnly() const { return m_failedOnly; }

    void replaceRuns(const RunTable &runs);
    void appendRuns(const RunTable &runs); // those there are, and more
    void changeRuns(const RunTable &runs, const QList<RunRow> &changed); // as they are in `runs`
    void addStreaks(const QList<Streak> &streaks); // new ones, or grown
    void setSlots(const QList<TimelineSlot> &dues);

    std::size_t size() const { return m_lanes.size(); }
    const Lane &at(std::size_t lane) const { return m_lanes[lane]; }
    int laneOf(qint32 work) const { return m_laneOf.value(work, -1); }
    const RunTable &runs() const { return m_runs; }
    QString workName(qint32 work) const { return m_workNames.value(work); } // below the root

    bool isEmpty() const { return m_firstUs > m_lastUs; } // nothing has begun
    qint64 firstUs() const { return m_firstUs; }
    qint64 lastUs() const { return m_lastUs; } // of all that is known, the end of what runs excepted
    bool hasOpenRuns() const { return m_openRuns > 0; }

    // Where nothing runs in any lane. The first call costs a sort of all runs.
    const std::vector<IdleGap> &idleGaps(qint64 nowUs);

private:
    void rebuild();
    void placeFlows();
    void put(quint32 row);
    bool isShown(const RunRow &row) const { return !m_failedOnly || isFailure(row.status); }
    void note(const RunRow &row);
    void placeStreak(const Streak &streak);
    void placeAllStreaks();

    QList<HistoryWork> m_components;
    QSet<QString> m_folded;
    bool m_failedOnly = false;
    std::vector<Lane> m_lanes;
    QHash<qint32, int> m_laneOf;
    QHash<qint32, QString> m_workNames;
    QHash<QString, qint32> m_workIds; // by path from the root
    RunTable m_runs;
    QHash<qint64, Streak> m_streaks; // by id
    QList<TimelineSlot> m_slots;
    IdleGaps m_gaps;
    bool m_knowsGaps = false;
    qint64 m_firstUs = openEnd, m_lastUs = 0;
    int m_openRuns = 0;
};

} // namespace once
