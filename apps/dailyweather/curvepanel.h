// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include "curve.h"

#include <once/panel.h>

// The last two months in one picture: the maxima as they came, and as they had been forecast.
class CurvePanel : public once::Panel
{
public:
    CurvePanel();

    void showStates(const once::Json &states) override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double x(std::size_t day) const;
    double y(double temperature) const;
    void drawGrid(QPainter &painter) const;
    void drawLine(QPainter &painter, const std::vector<double> &temperatures, const QPen &pen) const;
    void drawLegend(QPainter &painter, const QPen &observed, const QPen &forecast) const;

    weather::Curve m_curve;
    double m_lowest = 0, m_highest = 0; // degrees Celsius, of the grid
    QRectF m_plot;
};
