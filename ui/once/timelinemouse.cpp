// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timelineview.h>

#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr double zoomNotch = 1.25, panNotch = 0.15; // of the wheel; panNotch of the width

} // namespace

// The mouse

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const QPoint pixels = event->pixelDelta().isNull() ? event->angleDelta() : event->pixelDelta() * 2;
    const double notches = double(pixels.y() ? pixels.y() : pixels.x()) / 120;
    if (event->modifiers() & Qt::ControlModifier)
        zoom(std::pow(zoomNotch, -notches), event->position().x() - bodyLeft());
    else if (event->modifiers() & Qt::ShiftModifier)
        pan(-notches * panNotch * m_camera.width());
    else if (pixels.x() && !pixels.y())
        pan(-pixels.x());
    else
        return QAbstractScrollArea::wheelEvent(event);
    event->accept();
}

RunId TimelineView::runAt(QPoint at) const
{
    const int inLanes = at.y() - m_axisHeight + verticalScrollBar()->value();
    const int lane = at.y() < m_axisHeight || at.x() < bodyLeft() ? -1 : m_layout.laneAt(inLanes);
    if (lane < 0)
        return 0;
    const LaneBar *bar =
        picture(std::size_t(lane)).barAt(at.x() - bodyLeft(), m_layout.stackedAt(std::size_t(lane), inLanes));
    return bar ? m_lanes.runs().at(bar->row).id : 0;
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint at = event->position().toPoint();
    m_pressed = m_dragged = at;
    m_pressedUs = scale().us(at.x() - bodyLeft());
    if (at.x() < bodyLeft()) {
        if (const int lane = m_layout.laneAt(at.y() - m_axisHeight + verticalScrollBar()->value());
            lane >= 0 && at.y() >= m_axisHeight && m_lanes.at(std::size_t(lane)).title.canFold)
            toggleFold(std::size_t(lane));
        return;
    }
    m_drag = at.y() < m_axisHeight ? Drag::Range : Drag::Pan;
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    const bool isFar = (at - m_pressed).manhattanLength() > 3 || at != m_dragged;
    if (m_drag == Drag::None) {
        const bool isOnAxis = at.y() < m_axisHeight && at.x() >= bodyLeft();
        viewport()->setCursor(isOnAxis        ? Qt::IBeamCursor
                                  : runAt(at) ? Qt::PointingHandCursor
                                              : Qt::ArrowCursor);
        return;
    }
    if ((at - m_pressed).manhattanLength() <= 3 && m_dragged == m_pressed)
        return;
    if (m_drag == Drag::Range)
        setRange(m_pressedUs, scale().us(std::clamp(double(at.x() - bodyLeft()), 0.0, m_camera.width())));
    else if (isFar) {
        viewport()->setCursor(Qt::ClosedHandCursor);
        pan(m_dragged.x() - at.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() + m_dragged.y() - at.y());
    }
    m_dragged = at;
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (event->button() != Qt::LeftButton || drag == Drag::None)
        return;
    viewport()->unsetCursor();
    const bool isClick = m_dragged == m_pressed;
    if (drag == Drag::Range)
        return isClick ? chooseRange(0, 0) : chooseRange(m_marks.rangeFromUs, m_marks.rangeToUs);
    if (!isClick)
        return;
    if (const RunId id = runAt(m_pressed))
        choose(id);
}

// Where runs are summed up there is none to open; it goes nearer instead.
void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (event->button() != Qt::LeftButton || at.x() < bodyLeft() || at.y() < m_axisHeight)
        return;
    if (const RunId id = runAt(at)) {
        choose(id, true);
    } else if (const int lane = m_layout.laneAt(at.y() - m_axisHeight + verticalScrollBar()->value());
               lane >= 0 && picture(std::size_t(lane)).isSummed) {
        zoom(1 / std::pow(zoomNotch, 6), at.x() - bodyLeft());
    }
}

// The range on the axis

void TimelineView::setRange(qint64 fromUs, qint64 toUs)
{
    m_marks.rangeFromUs = std::min(fromUs, toUs);
    m_marks.rangeToUs = std::max(fromUs, toUs);
    viewport()->update();
}

void TimelineView::chooseRange(qint64 fromUs, qint64 toUs)
{
    const bool wasEmpty = m_marks.rangeFromUs == m_marks.rangeToUs;
    const qint64 unit = m_camera.usPerPixel() > 20'000 ? 1'000'000 : 1'000; // what a filter can say
    setRange(fromUs / unit * unit, (toUs + unit - 1) / unit * unit);
    if (wasEmpty && fromUs == toUs)
        return;
    Q_EMIT rangeChosen(m_marks.rangeFromUs, m_marks.rangeToUs);
}

} // namespace once
