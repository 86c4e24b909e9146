// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timelinepainter.h>

#include <once/theme.h>
#include <once/timetext.h>

namespace once {

void TimelinePainter::paintGrid()
{
    const int end = std::min(m_scene.ground.bottom(), y(m_scene.layout.height()));
    m_painter.setPen(mixed(color(QPalette::Mid), color(QPalette::Base), 0.5));
    for (const AxisPicture::Mark &tick : m_axis.ticks)
        m_painter.drawLine(x(tick.x), m_body.top(), x(tick.x), end);
    m_painter.setPen(color(QPalette::Mid));
    for (qsizetype at = 1; at < m_axis.periods.size(); ++at)
        m_painter.drawLine(x(m_axis.periods[at].x), m_body.top(), x(m_axis.periods[at].x), end);
}

void TimelinePainter::paintFolds()
{
    for (const TimeScale::Fold &fold : m_scene.scale.folds()) {
        const QRect band(x(fold.x), m_body.top(), int(TimeScale::foldWidth), m_body.height());
        m_painter.fillRect(band, color(QPalette::Window));
        m_painter.fillRect(band,
                           QBrush(mixed(color(QPalette::Mid), color(QPalette::Base), 0.6), Qt::BDiagPattern));
    }
}

void TimelinePainter::paintRange()
{
    const TimelineMarks &marks = m_scene.marks;
    if (marks.rangeFromUs == marks.rangeToUs)
        return;
    const auto at = [&](qint64 us) { return x(std::clamp(m_scene.scale.x(us), -2.0, m_body.width() + 2.0)); };
    const int left = at(marks.rangeFromUs), right = at(marks.rangeToUs);
    QColor veil = color(QPalette::Highlight);
    m_painter.setClipRect(
        QRect(m_body.left(), m_scene.ground.top(), m_body.width(), m_scene.ground.height()));
    m_painter.fillRect(left, m_scene.ground.top() + m_scene.axisHeight - 4, right - left, 4, veil);
    m_painter.fillRect(left, m_scene.ground.top(), 1, m_scene.ground.height(), veil);
    m_painter.fillRect(right, m_scene.ground.top(), 1, m_scene.ground.height(), veil);
    veil.setAlpha(28);
    m_painter.fillRect(QRect(QPoint(left, m_body.top()), QPoint(right, m_body.bottom())), veil);
}

void TimelinePainter::paintNow()
{
    const double at = m_scene.scale.x(m_scene.nowUs);
    if (!m_scene.isLive || at < 0 || at > m_body.width())
        return;
    m_painter.setClipRect(m_scene.ground);
    m_painter.fillRect(x(at) - 1, m_body.top() - 5, 2, m_body.height() + 5, fill(Status::Running));
}

void TimelinePainter::paintAxis()
{
    const QRect axis(m_scene.ground.topLeft(), QSize(m_scene.ground.width(), m_scene.axisHeight));
    m_painter.setClipRect(QRect(m_body.left(), axis.top(), m_body.width(), axis.height()));
    const int upper = axis.top() + 3 + m_metrics.ascent(), lower = upper + m_metrics.height() + 1;
    m_painter.setPen(color(QPalette::PlaceholderText));
    for (const AxisPicture::Mark &tick : m_axis.ticks) {
        m_painter.drawLine(x(tick.x), axis.bottom() - 4, x(tick.x), axis.bottom());
        if (!tick.text.isEmpty())
            m_painter.drawText(QPoint(x(tick.x) + 4, lower), tick.text);
    }
    m_painter.setPen(color(QPalette::Text));
    for (qsizetype at = 0; at < m_axis.periods.size(); ++at) {
        const int left = std::max(m_body.left(), x(m_axis.periods[at].x)) + 4;
        const int end = at + 1 < m_axis.periods.size() ? x(m_axis.periods[at + 1].x) : m_body.right() + 60;
        if (left + m_metrics.horizontalAdvance(m_axis.periods[at].text) < end)
            m_painter.drawText(QPoint(left, upper), m_axis.periods[at].text);
    }
    for (const TimeScale::Fold &fold : m_scene.scale.folds()) {
        const QString text = briefDuration(Microseconds(fold.length()));
        const int width = m_metrics.horizontalAdvance(text), middle = x(fold.x + TimeScale::foldWidth / 2);
        m_painter.setPen(color(QPalette::PlaceholderText));
        m_painter.drawText(QPoint(middle - width / 2, lower), text);
    }
    paintClockChanges();
    m_painter.setClipRect(m_scene.ground);
    m_painter.fillRect(axis.left(), axis.bottom() - m_scene.hasFocus, axis.width(), 1 + m_scene.hasFocus,
                       color(m_scene.hasFocus ? QPalette::Highlight : QPalette::Mid));
}

void TimelinePainter::paintClockChanges()
{
    m_painter.setClipRect(
        QRect(m_body.left(), m_scene.ground.top(), m_body.width(), m_scene.ground.height()));
    for (const AxisPicture::Mark &change : m_axis.clockChanges) {
        const QColor ink = fill(Status::Cancelled);
        m_painter.setPen(QPen(ink, 1, Qt::DashLine));
        m_painter.drawLine(x(change.x), m_scene.ground.top(), x(change.x), m_body.bottom());
        const QRect label(x(change.x) + 1, m_scene.ground.top() + 2,
                          m_metrics.horizontalAdvance(change.text) + 8, m_metrics.height() + 1);
        m_painter.fillRect(label, ink);
        m_painter.setPen(readableOn(ink));
        m_painter.drawText(label, Qt::AlignCenter, change.text);
    }
}

} // namespace once
