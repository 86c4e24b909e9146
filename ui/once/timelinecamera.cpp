// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timelinecamera.h>

#include <algorithm>
#include <cmath>

namespace once {

namespace {

constexpr double leastScale = 1; // microseconds a pixel
constexpr double besideAll = 0.03; // of the width, beside all there is
constexpr double leastInSight = 0.1; // of the width

} // namespace

TimeScale TimelineCamera::scaleWith(qint64 anchorUs, double anchorX, double usPerPixel) const
{
    return TimeScale({.anchorUs = anchorUs,
                      .anchorX = anchorX,
                      .usPerPixel = usPerPixel,
                      .right = m_width,
                      .gaps = m_gaps,
                      .leastFoldedUs = qint64(foldedShare * m_width * usPerPixel)});
}

double TimelineCamera::clampedScale(double usPerPixel) const
{
    const double all = double(std::max<qint64>(m_lastUs - m_firstUs, 1'000'000));
    return std::clamp(usPerPixel, leastScale, std::max(leastScale, 2 * all / m_width));
}

void TimelineCamera::setWidth(double pixels) { m_width = std::max(1.0, pixels); }

void TimelineCamera::setBounds(qint64 firstUs, qint64 lastUs)
{
    m_firstUs = firstUs;
    m_lastUs = std::max(firstUs, lastUs);
}

void TimelineCamera::setGaps(const std::vector<IdleGap> *gaps)
{
    const qint64 middle = scale().us(m_width / 2);
    m_gaps = gaps;
    place(middle, m_width / 2);
}

// Folding changes how much fits, so the scale is looked for.
void TimelineCamera::show(qint64 fromUs, qint64 toUs)
{
    const double straight = double(std::max<qint64>(toUs - fromUs, 1)) / m_width;
    double low = straight / 1e6, high = straight;
    for (int round = 0; m_gaps && round < 40; ++round) {
        const double middle = std::sqrt(low * high);
        (scaleWith(fromUs, 0, middle).x(toUs) > m_width ? low : high) = middle;
    }
    m_usPerPixel = clampedScale(high);
    m_leftUs = fromUs;
    stayInSight();
}

void TimelineCamera::showAll()
{
    show(m_firstUs, m_lastUs);
    m_usPerPixel = clampedScale(m_usPerPixel * (1 + 2 * besideAll));
    place(m_firstUs, besideAll * m_width);
}

void TimelineCamera::place(qint64 us, double x)
{
    m_leftUs = scaleWith(us, x, m_usPerPixel).us(0);
    stayInSight();
}

void TimelineCamera::pan(double pixels)
{
    m_leftUs = scale().us(pixels);
    stayInSight();
}

void TimelineCamera::zoom(double factor, double x)
{
    const qint64 us = scale().us(x);
    m_usPerPixel = clampedScale(m_usPerPixel * factor);
    place(us, x);
}

void TimelineCamera::reveal(qint64 fromUs, qint64 toUs)
{
    const TimeScale now = scale();
    const double room = besideAll * m_width, left = now.x(fromUs), right = now.x(toUs);
    if (left >= 0 && right <= m_width)
        return;
    if (right - left > m_width || left < room)
        return place(fromUs, room);
    place(toUs, m_width - room);
}

void TimelineCamera::stayInSight()
{
    const TimeScale now = scale();
    if (now.x(m_lastUs) < leastInSight * m_width)
        m_leftUs = scaleWith(m_lastUs, leastInSight * m_width, m_usPerPixel).us(0);
    else if (now.x(m_firstUs) > (1 - leastInSight) * m_width)
        m_leftUs = scaleWith(m_firstUs, (1 - leastInSight) * m_width, m_usPerPixel).us(0);
}

} // namespace once
