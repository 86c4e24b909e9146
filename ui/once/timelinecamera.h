// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/timescale.h>

namespace once {

// Which stretch of time the timeline shows. What it looks at lies between two moments, and some of that stays
// in sight wherever it goes. A value.
class TimelineCamera
{
public:
    static constexpr double foldedShare = 0.05; // of the view: idle stretches longer than that are folded

    void setWidth(double pixels); // what is at the left stays there
    double width() const { return m_width; }
    void setBounds(qint64 firstUs, qint64 lastUs);
    void setGaps(const std::vector<IdleGap> *gaps); // to fold, or none; must live until they are set again

    TimeScale scale() const { return scaleWith(m_leftUs, 0, m_usPerPixel); }
    qint64 leftUs() const { return m_leftUs; }
    qint64 rightUs() const { return scale().us(m_width); }
    double usPerPixel() const { return m_usPerPixel; }

    void show(qint64 fromUs, qint64 toUs); // fills the width with it
    void showAll();
    void place(qint64 us, double x); // moves, so that a moment is at a place
    void pan(double pixels); // to the right shows what is later
    void zoom(double factor, double x); // above 1 shows more; what is at x stays there
    void reveal(qint64 fromUs, qint64 toUs); // moves as little as it must; of what is too long, the beginning

private:
    TimeScale scaleWith(qint64 anchorUs, double anchorX, double usPerPixel) const;
    double clampedScale(double usPerPixel) const;
    void stayInSight();

    const std::vector<IdleGap> *m_gaps = nullptr;
    qint64 m_firstUs = 0, m_lastUs = 0;
    qint64 m_leftUs = 0;
    double m_usPerPixel = 1e6, m_width = 1;
};

} // namespace once
