// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "curvepanel.h"

#include <QDate>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {

constexpr int daysPerLabel = 14;
constexpr double gridStep = 5; // degrees Celsius

QColor faint(const QPalette &palette)
{
    QColor colour = palette.color(QPalette::Text);
    colour.setAlphaF(0.2f);
    return colour;
}

} // namespace

CurvePanel::CurvePanel()
{
    setAccessibleName(u"The maxima of the last 60 days, as forecast and as observed"_s);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

void CurvePanel::showStates(const once::Json &states)
{
    m_curve = states.is_object() ? states.value("curve", weather::Curve()) : weather::Curve();
    if (!m_curve.observed.empty()) {
        const auto [low, high] = std::ranges::minmax(m_curve.observed);
        m_lowest = gridStep * std::floor((low - 1) / gridStep);
        m_highest = gridStep * std::ceil((high + 1) / gridStep);
    }
    update();
}

void CurvePanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_curve.observed.size() < 2) {
        painter.drawText(rect(), Qt::AlignCenter, u"The curve begins with the second day."_s);
        return;
    }
    const double line = fontMetrics().height();
    m_plot = QRectF(rect()).adjusted(5 * line, 2.5 * line, -2 * line, -2.5 * line);
    const QPen observed(palette().color(QPalette::Text), 1.5);
    const QPen forecast(palette().color(QPalette::Highlight), 2, Qt::DashLine);
    drawGrid(painter);
    drawLine(painter, m_curve.observed, observed);
    drawLine(painter, m_curve.forecast, forecast);
    drawLegend(painter, observed, forecast);
}

double CurvePanel::x(std::size_t day) const
{
    return m_plot.left() + m_plot.width() * double(day) / double(m_curve.observed.size() - 1);
}

double CurvePanel::y(double temperature) const
{
    return m_plot.bottom() - m_plot.height() * (temperature - m_lowest) / (m_highest - m_lowest);
}

void CurvePanel::drawGrid(QPainter &painter) const
{
    const double line = fontMetrics().height();
    for (double temperature = m_lowest; temperature <= m_highest; temperature += gridStep) {
        painter.setPen(faint(palette()));
        painter.drawLine(QPointF(m_plot.left(), y(temperature)), QPointF(m_plot.right(), y(temperature)));
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRectF(0, y(temperature) - line, m_plot.left() - line / 2, 2 * line),
                         Qt::AlignRight | Qt::AlignVCenter, u"%1 °C"_s.arg(temperature));
    }
    const QDate last = QDate::fromString(m_curve.lastDay, Qt::ISODate);
    for (std::size_t back = 0; back < m_curve.observed.size(); back += daysPerLabel) {
        const double at = x(m_curve.observed.size() - 1 - back);
        painter.drawText(QRectF(at - 5 * line, m_plot.bottom() + line / 2, 10 * line, line), Qt::AlignCenter,
                         last.addDays(-qint64(back)).toString(u"d MMM"_s));
    }
}

void CurvePanel::drawLine(QPainter &painter, const std::vector<double> &temperatures, const QPen &pen) const
{
    QPainterPath path;
    bool isDown = false;
    for (std::size_t day = 0; day < temperatures.size(); ++day) {
        const double temperature = temperatures[day];
        const QPointF point(x(day), y(temperature));
        if (std::isnan(temperature))
            isDown = false;
        else if (std::exchange(isDown, true))
            path.lineTo(point);
        else
            path.moveTo(point);
    }
    painter.strokePath(path, pen);
}

void CurvePanel::drawLegend(QPainter &painter, const QPen &observed, const QPen &forecast) const
{
    const double line = fontMetrics().height();
    double at = m_plot.left();
    for (const auto &[pen, text] : {std::pair(observed, u"observed maximum"_s), std::pair(forecast, u"forecast the day before"_s)}) {
        painter.setPen(pen);
        painter.drawLine(QPointF(at, 1.2 * line), QPointF(at + 2 * line, 1.2 * line));
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QPointF(at + 2.5 * line, 1.5 * line), text);
        at += 4 * line + fontMetrics().horizontalAdvance(text);
    }
}
