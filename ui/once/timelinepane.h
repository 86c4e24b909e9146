// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/rangestats.h>
#include <once/timelineview.h>

class QLabel;

namespace once {

class TimelineMap;

// A timeline with its map, and the statistics of the stretch of time that is chosen on its axis.
class TimelinePane : public QWidget
{
    Q_OBJECT

public:
    explicit TimelinePane(QWidget *parent = nullptr);

    TimelineView *view() const { return m_view; }
    TimelineMap *map() const { return m_map; }
    QString statistics() const; // as they are shown; empty without a range

private:
    void showStatistics();

    TimelineView *m_view;
    TimelineMap *m_map;
    QWidget *m_strip;
    QLabel *m_statistics;
};

// "41 runs, 3 failed, busy 2 h 10 m", then for each work how many and how long.
QString textOf(const RangeStats &stats, const Lanes &lanes, int mostWorks);

} // namespace once
