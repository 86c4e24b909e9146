// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <vector>

class QTimer;

namespace once {

class TimelineView;

// Below a timeline: everything there is in 28 pixels' height, with its failures and a window around what the
// timeline shows, which can be dragged. All that it does keys do in the timeline, so it takes no focus.
class TimelineMap : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineMap(TimelineView *view, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QRect window() const; // what the timeline shows

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void sumUp();
    double x(qint64 us) const;
    void centre(double x);

    TimelineView *m_view;
    QTimer *m_aging; // sums may be that old
    qsizetype m_summedRuns = 0;
    std::vector<double> m_busy; // of each column, as a share of the busiest
    std::vector<bool> m_failed;
    double m_grip = 0; // from the window's middle to where it was taken
};

} // namespace once
