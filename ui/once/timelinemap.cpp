// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timelinemap.h>

#include <once/theme.h>
#include <once/timelineview.h>

#include <QMouseEvent>
#include <QPainter>
#include <QTimer>

#include <cmath>

namespace once {

using namespace std::chrono_literals;

namespace {

constexpr int mapHeight = 28, strip = 4, leastWindow = 8; // pixels

} // namespace

TimelineMap::TimelineMap(TimelineView *view, QWidget *parent)
    : QWidget(parent), m_view(view), m_aging(new QTimer(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::OpenHandCursor);
    setToolTip(tr("Everything there is; drag the window"));
    m_aging->setSingleShot(true);
    connect(m_aging, &QTimer::timeout, this, &TimelineMap::sumUp);
    connect(view, &TimelineView::viewChanged, this, qOverload<>(&QWidget::update));
    connect(view, &TimelineView::runsChanged, this, [this] {
        const qsizetype runs = m_view->lanes().runs().size();
        if (runs > m_summedRuns + m_summedRuns / 8)
            m_aging->start(0s); // another picture
        else if (!m_aging->isActive())
            m_aging->start(2s);
    });
}

QSize TimelineMap::sizeHint() const { return {200, mapHeight}; }

void TimelineMap::sumUp()
{
    const Lanes &lanes = m_view->lanes();
    m_summedRuns = lanes.runs().size();
    m_busy.assign(std::size_t(std::max(1, width())), 0);
    m_failed.assign(m_busy.size(), false);
    if (!lanes.isEmpty()) {
        std::vector<qint64> edges;
        const double length = double(std::max<qint64>(m_view->nowUs() - lanes.firstUs(), 1));
        for (std::size_t at = 0; at <= m_busy.size(); ++at)
            edges.push_back(lanes.firstUs() + qint64(length * double(at) / double(m_busy.size())));
        std::vector<LaneColumn> columns;
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
            if (lanes.at(lane).sums.size() == 0)
                continue;
            lanes.at(lane).sums.columns(edges, m_view->nowUs(), columns);
            for (std::size_t at = 0; at < columns.size(); ++at) {
                m_busy[at] += columns[at].share;
                m_failed[at] = m_failed[at] || columns[at].failures > 0;
            }
        }
        const double most = *std::ranges::max_element(m_busy);
        for (double &busy : m_busy)
            busy = most > 0 ? busy / most : 0;
    }
    update();
}

double TimelineMap::x(qint64 us) const
{
    const Lanes &lanes = m_view->lanes();
    const double length = double(std::max<qint64>(m_view->nowUs() - lanes.firstUs(), 1));
    return double(us - lanes.firstUs()) / length * width();
}

QRect TimelineMap::window() const
{
    const int left = int(std::clamp(x(m_view->fromUs()), 0.0, double(width() - leastWindow)));
    const int right = int(std::clamp(x(m_view->toUs()), double(left + leastWindow), double(width())));
    return {left, 0, right - left, height()};
}

void TimelineMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QPalette colors = palette();
    painter.fillRect(rect(), colors.color(QPalette::Base));
    painter.fillRect(0, 0, width(), 1, colors.color(QPalette::Mid));
    if (m_view->lanes().isEmpty())
        return;
    QList<QRect> busy, failed;
    for (int at = 0; at < int(m_busy.size()); ++at) {
        const int high = int(std::ceil(std::sqrt(m_busy[std::size_t(at)]) * (height() - strip - 4)));
        busy.append({at, height() - 2 - high, 1, high});
        if (m_failed[std::size_t(at)])
            failed.append({at, 2, 2, strip});
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.color(QPalette::Mid));
    painter.drawRects(busy);
    painter.setBrush(stateColor(Status::Failed, colors));
    painter.drawRects(failed);
    QColor veil = colors.color(QPalette::Highlight);
    painter.setPen(veil);
    veil.setAlpha(48);
    painter.setBrush(veil);
    painter.drawRect(window().adjusted(0, 1, -1, -1));
}

void TimelineMap::resizeEvent(QResizeEvent *) { sumUp(); }

void TimelineMap::centre(double x)
{
    const Lanes &lanes = m_view->lanes();
    const double length = double(std::max<qint64>(m_view->nowUs() - lanes.firstUs(), 1));
    const qint64 us = lanes.firstUs() + qint64(x / std::max(1, width()) * length);
    m_view->pan(m_view->scale().x(us)
                - m_view->scale().x(m_view->fromUs() + (m_view->toUs() - m_view->fromUs()) / 2));
}

// Beside the window it goes there at once.
void TimelineMap::mousePressEvent(QMouseEvent *event)
{
    const double at = event->position().x();
    m_grip = window().contains(event->position().toPoint()) ? at - window().center().x() : 0;
    if (m_grip == 0)
        centre(at);
}

void TimelineMap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        centre(event->position().x() - m_grip);
}

void TimelineMap::wheelEvent(QWheelEvent *event)
{
    m_view->zoom(std::pow(1.25, -double(event->angleDelta().y()) / 120),
                 m_view->scale().x(m_view->toUs()) / 2);
    event->accept();
}

} // namespace once
