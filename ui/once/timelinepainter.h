// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/timelinescene.h>

#include <QPainter>

namespace once {

// Paints a scene, once. What it meets that it would tell more of if it knew more is left in `wanted`.
class TimelinePainter
{
public:
    static constexpr int textWidth = 44,
                         summaryWidth = 160; // from which on a bar has its duration, its summary

    TimelinePainter(QPainter &painter, const TimelineScene &scene);

    void paint();

    struct Wanted
    {
        QList<RunId> attempts, summaries;
    };
    const Wanted &wanted() const { return m_wanted; }

    static int axisHeight(const QFontMetrics &metrics) { return 2 * metrics.height() + 10; }

private:
    void paintGrid();
    void paintFolds();
    void paintLane(std::size_t lane);
    void paintTitle(std::size_t lane);
    void paintSums(std::size_t lane, const LanePicture &picture);
    void paintBars(std::size_t lane, const LanePicture &picture);
    void paintBar(std::size_t lane, const LaneBar &bar, double next);
    void paintAttempts(const RunRow &row, const QRect &where);
    void paintText(const RunRow &row, const QRect &where, const QColor &color);
    void paintOverflow(std::size_t lane, const LanePicture &picture);
    void paintWaiting(std::size_t lane);
    void paintSkips(std::size_t lane);
    void paintManySkips(std::size_t lane);
    void paintSlots(std::size_t lane);
    void paintRange();
    void paintNow();
    void paintAxis();
    void paintClockChanges();

    bool isDimmed(RunId id) const
    {
        return !m_scene.marks.chain.isEmpty() && !m_scene.marks.chain.contains(id);
    }
    QColor color(QPalette::ColorRole role) const { return m_scene.palette.color(role); }
    QColor fill(Status status) const { return m_fills[std::size_t(status)]; }
    QColor dimmed(const QColor &color) const;
    int x(double pixels) const { return m_body.left() + int(std::floor(pixels)); }
    int y(int inLanes) const { return m_body.top() + inLanes - m_scene.scrolled; }
    QRect rectOf(std::size_t lane, const LaneBar &bar, double next) const;

    QPainter &m_painter;
    const TimelineScene &m_scene;
    const QRect m_body;
    const QFontMetrics m_metrics;
    const AxisPicture m_axis;
    std::array<QColor, 8> m_fills; // by Status
    Wanted m_wanted;
};

} // namespace once
