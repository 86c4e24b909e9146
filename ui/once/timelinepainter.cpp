// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timelinepainter.h>

#include <once/glyph.h>
#include <once/lanestack.h>
#include <once/theme.h>
#include <once/timetext.h>

#include <cmath>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastBar = 2; // pixels
constexpr double quiet = 0.72; // how much of its colour a success keeps, so that failures stand out

double textSpace(const QFontMetrics &metrics) { return metrics.horizontalAdvance(u"00:00:00"_s) + 20; }

} // namespace

TimelinePainter::TimelinePainter(QPainter &painter, const TimelineScene &scene)
    : m_painter(painter), m_scene(scene), m_body(scene.body()), m_metrics(painter.fontMetrics()),
      m_axis(scene.lanes.isEmpty() ? AxisPicture()
                                   : axisOf(scene.scale, m_body.width(), textSpace(m_metrics), scene.zone))
{
    for (std::size_t status = 0; status < m_fills.size(); ++status)
        m_fills[status] = stateColor(Status(status), scene.palette);
    QColor &success = m_fills[std::size_t(Status::Succeeded)];
    success = mixed(success, color(QPalette::Base), quiet);
}

void TimelinePainter::paint()
{
    m_painter.fillRect(m_scene.ground, color(QPalette::Base));
    m_painter.setClipRect(m_scene.ground.adjusted(0, m_scene.axisHeight, 0, 0));
    paintGrid();
    paintFolds();
    const int first = std::max(0, m_scene.layout.laneAt(m_scene.scrolled));
    for (std::size_t lane = std::size_t(first); lane < m_scene.lanes.size(); ++lane) {
        if (y(m_scene.layout.top(lane)) > m_scene.ground.bottom())
            break;
        paintLane(lane);
    }
    paintRange();
    paintNow();
    paintAxis();
}

QColor TimelinePainter::dimmed(const QColor &of) const { return mixed(of, color(QPalette::Base), 0.25); }

// Of what is thin only so much that the next one in its row can be told from it.
QRect TimelinePainter::rectOf(std::size_t lane, const LaneBar &bar, double next) const
{
    const int left = x(bar.left), length = x(bar.right) - left;
    const int width = std::max(1, std::min(std::max(leastBar, length), x(next) - left - 1));
    return {left, y(m_scene.layout.barTop(lane, bar.stacked)), width, m_scene.layout.barHeight(lane)};
}

void TimelinePainter::paintLane(std::size_t lane)
{
    const LaneLayout &layout = m_scene.layout;
    const int top = y(layout.top(lane));
    if (lane > 0) {
        m_painter.setPen(mixed(color(QPalette::Mid), color(QPalette::Base), 0.4));
        m_painter.drawLine(m_scene.ground.left(), top, m_scene.ground.right(), top);
    }
    m_painter.save();
    m_painter.setClipRect(
        m_body.intersected(QRect(m_body.left(), top, m_body.width(), layout.height(lane))));
    if (!m_scene.lanes.at(lane).title.isTitle()) {
        paintWaiting(lane);
        const LanePicture &picture = m_scene.picture(lane);
        if (picture.isSummed)
            paintSums(lane, picture);
        else
            paintBars(lane, picture);
        paintSkips(lane);
    }
    paintSlots(lane);
    m_painter.restore();
    paintTitle(lane);
}

void TimelinePainter::paintTitle(std::size_t lane)
{
    const LaneTitle &title = m_scene.lanes.at(lane).title;
    const int top = y(m_scene.layout.top(lane));
    const int bar = title.isTitle() ? m_scene.layout.height(lane) : m_scene.layout.barHeight(lane);
    const int barTop = title.isTitle() ? top : y(m_scene.layout.barTop(lane, 0));
    const int baseline = barTop + (bar + m_metrics.ascent() - m_metrics.descent()) / 2;
    const int arrow = 16, left = m_scene.ground.left() + 8 + title.level * 14;
    if (title.canFold) {
        const QPointF middle(left + 5, barTop + bar / 2.0);
        const QPolygonF closed({middle + QPointF(-2, -4), middle + QPointF(2.5, 0), middle + QPointF(-2, 4)});
        const QPolygonF open({middle + QPointF(-4, -2), middle + QPointF(4, -2), middle + QPointF(0, 2.5)});
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(color(QPalette::PlaceholderText));
        m_painter.drawPolygon(title.isFolded ? closed : open);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
    }
    m_painter.setPen(color(title.isTitle() ? QPalette::PlaceholderText : QPalette::Text));
    const int room = m_scene.titleWidth - left - arrow - 6;
    m_painter.drawText(QPoint(left + arrow, baseline),
                       m_metrics.elidedText(title.name, Qt::ElideRight, room));
}

// Failures are drawn last, in a strip of their own, so that none is averaged away.
void TimelinePainter::paintSums(std::size_t lane, const LanePicture &picture)
{
    const LaneLayout &layout = m_scene.layout;
    const int rows = layout.rows(lane), top = y(layout.barTop(lane, 0));
    const int height = y(layout.barTop(lane, rows - 1)) + layout.barHeight(lane) - top;
    const bool isDim = !m_scene.marks.chain.isEmpty();
    const QColor busy = isDim ? dimmed(fill(Status::Succeeded)) : fill(Status::Succeeded);
    QList<QRect> full, failures;
    for (std::size_t at = 0; at < picture.columns.size(); ++at) {
        const LaneColumn &column = picture.columns[at];
        if (column.runs == 0)
            continue;
        const double share = std::min(1.0, column.share / rows);
        const int high = std::max(leastBar, int(std::lround(std::sqrt(share) * height)));
        const QRect rect(m_body.left() + int(at), top + height - high, 1, high);
        if (!full.isEmpty() && full.last().right() + 1 == rect.left() && full.last().top() == rect.top())
            full.last().setRight(rect.left());
        else
            full.append(rect);
        if (column.failures > 0)
            failures.append({rect.left(), y(layout.stripTop(lane)), leastBar, LaneLayout::failureStrip});
    }
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(busy);
    m_painter.drawRects(full);
    m_painter.setBrush(fill(Status::Failed));
    m_painter.drawRects(failures);
}

void TimelinePainter::paintBars(std::size_t lane, const LanePicture &picture)
{
    std::optional<QRect> current;
    std::array<double, LaneStack::most> next;
    next.fill(m_body.width() + 100);
    for (auto bar = picture.bars.rbegin(); bar != picture.bars.rend(); ++bar) {
        if (bar->stacked >= LaneStack::most)
            continue;
        if (m_scene.lanes.runs().at(bar->row).id == m_scene.marks.current)
            current = rectOf(lane, *bar, next[bar->stacked]);
        paintBar(lane, *bar, std::exchange(next[bar->stacked], bar->left));
    }
    paintOverflow(lane, picture);
    if (!current)
        return;
    m_painter.setPen(QPen(color(m_scene.hasFocus ? QPalette::Highlight : QPalette::Text), 2));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(current->adjusted(-1, -1, 1, 1));
}

void TimelinePainter::paintBar(std::size_t lane, const LaneBar &bar, double next)
{
    const RunRow &row = m_scene.lanes.runs().at(bar.row);
    const QRect where = rectOf(lane, bar, next);
    const bool isDim = isDimmed(row.id);
    const QColor ground = isDim ? dimmed(fill(row.status)) : fill(row.status);
    const int waitedFrom = x(std::clamp(m_scene.scale.x(row.queuedUs), -9.0, double(m_body.width())));
    if (row.queuedUs && waitedFrom < where.left() - 1)
        m_painter.fillRect(waitedFrom, where.center().y(), where.left() - waitedFrom, 1,
                           color(isDim ? QPalette::Mid : QPalette::PlaceholderText));
    if (row.attempt > 1)
        paintAttempts(row, where);
    if (row.status == Status::Running) {
        m_painter.fillRect(where, mixed(ground, color(QPalette::Base), 0.25));
        m_painter.fillRect(where, QBrush(ground, Qt::BDiagPattern));
        m_painter.setPen(ground);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(where.adjusted(0, 0, -1, -1));
    } else {
        m_painter.fillRect(where, ground);
    }
    if (isFailure(row.status))
        m_painter.fillRect(where.left(), y(m_scene.layout.stripTop(lane)), where.width(),
                           LaneLayout::failureStrip, ground);
    if (where.height() >= m_metrics.height() - 2)
        paintText(row, where, row.status == Status::Running ? color(QPalette::Text) : readableOn(ground));
}

// Where they are known; the notch between two is what was waited in between, and at least two pixels.
void TimelinePainter::paintAttempts(const RunRow &row, const QRect &where)
{
    const auto known = m_scene.marks.attempts.constFind(row.id);
    const double queuedX = m_scene.scale.x(row.queuedUs), endX = m_scene.scale.x(row.startedUs);
    if (known == m_scene.marks.attempts.constEnd()) {
        if (endX - queuedX > leastBar)
            m_wanted.attempts.append(row.id);
        return;
    }
    for (const Attempt &attempt : *known) {
        const auto at = [&](Instant instant) {
            return x(std::clamp(m_scene.scale.x(toMicroseconds(instant)), -9.0, m_body.width() + 9.0));
        };
        const int left = at(attempt.started), right = std::min(at(attempt.finished), where.left() - 2);
        const QColor ground = isDimmed(row.id) ? dimmed(fill(attempt.status)) : fill(attempt.status);
        if (right > left)
            m_painter.fillRect(left, where.top(), std::max(1, right - left), where.height(), ground);
    }
}

// A sign for all but the usual end, so that states can be told apart without colour.
void TimelinePainter::paintText(const RunRow &row, const QRect &where, const QColor &ink)
{
    const QRect seen = where.intersected(m_body).adjusted(4, 0, -4, 0);
    int left = seen.left();
    if (row.status != Status::Succeeded && row.status != Status::Running && where.width() >= where.height()) {
        const int side = std::min(where.height() - 4, m_metrics.ascent());
        const QRectF sign(left - 1, where.top() + (where.height() - side) / 2.0, side, side);
        paintGlyph(m_painter, sign, row.status, ink, fill(row.status));
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        left += side + 3;
    }
    if (where.width() <= textWidth || seen.right() - left < 20)
        return;
    const RunSpan span = spanOf(row);
    const Microseconds length(span.endBy(m_scene.nowUs) - span.startUs);
    QString text = durationText(length);
    if (seen.width() > summaryWidth && isFinished(row.status)) {
        const auto known = m_scene.marks.summaries.constFind(row.id);
        if (known == m_scene.marks.summaries.constEnd())
            m_wanted.summaries.append(row.id);
        else if (!known->isEmpty())
            text += u"  "_s + *known;
    }
    const int room = seen.right() - left;
    if (m_metrics.horizontalAdvance(text) > room && seen.width() <= summaryWidth)
        text = briefDuration(length);
    if (m_metrics.horizontalAdvance(text) > room)
        text = m_metrics.elidedText(text, Qt::ElideRight, room);
    if (row.status == Status::Running) // the hatching would show through
        m_painter.fillRect(left - 2, where.top() + 1, m_metrics.horizontalAdvance(text) + 4,
                           where.height() - 2, mixed(fill(row.status), color(QPalette::Base), 0.15));
    m_painter.setPen(ink);
    m_painter.drawText(
        QPoint(left, where.top() + (where.height() + m_metrics.ascent() - m_metrics.descent()) / 2), text);
}

void TimelinePainter::paintOverflow(std::size_t lane, const LanePicture &picture)
{
    constexpr int together = 36; // pixels, in which they share one text
    int count = 0;
    double from = 0;
    const auto tell = [&] {
        const int baseline = y(m_scene.layout.barTop(lane, LaneStack::most)) + m_metrics.ascent() - 2;
        if (count > 0)
            m_painter.drawText(QPoint(x(from), baseline), u"+%1"_s.arg(std::exchange(count, 0)));
    };
    m_painter.setPen(color(QPalette::PlaceholderText));
    for (const LaneBar &bar : picture.bars) {
        if (bar.stacked < LaneStack::most)
            continue;
        if (bar.left > from + together)
            tell();
        if (count++ == 0)
            from = std::max(0.0, bar.left);
    }
    tell();
}

// What has no place in time yet is a leader that ends now.
void TimelinePainter::paintWaiting(std::size_t lane)
{
    for (const quint32 at : m_scene.lanes.at(lane).waiting) {
        const RunRow &row = m_scene.lanes.runs().at(at);
        const int left = x(std::max(-9.0, m_scene.scale.x(row.queuedUs)));
        const int right = x(std::min(m_body.width() + 9.0, m_scene.scale.x(m_scene.nowUs)));
        const int middle = y(m_scene.layout.barTop(lane, 0)) + m_scene.layout.barHeight(lane) / 2;
        m_painter.fillRect(left, middle, std::max(leastBar, right - left), 1, fill(Status::Queued));
        const int side = std::min(m_scene.layout.barHeight(lane), m_metrics.ascent());
        paintGlyph(m_painter, QRectF(right - side, middle - side / 2.0, side, side), row.status,
                   fill(Status::Queued), color(QPalette::Base));
        m_painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

void TimelinePainter::paintSkips(std::size_t lane)
{
    const auto &skips = m_scene.lanes.at(lane).skips;
    const qint64 fromUs = m_scene.scale.us(-leastBar), toUs = m_scene.scale.us(m_body.width());
    const auto from = std::ranges::lower_bound(skips, fromUs, {}, &LaneSkip::startUs);
    const auto to = std::ranges::upper_bound(skips, toUs, {}, &LaneSkip::startUs);
    if (to - from > m_body.width() / 6)
        return paintManySkips(lane);
    const int top = y(m_scene.layout.skipTop(lane));
    const QColor ink = fill(Status::NotStarted);
    QList<QRect> ticks;
    for (auto skip = from; skip < to; ++skip) {
        const int left = x(m_scene.scale.x(skip->startUs));
        ticks.append({left, top, leastBar, LaneLayout::skipStrip});
    }
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(ink);
    m_painter.drawRects(ticks);
}

// A thin strip, the stronger the more there are.
void TimelinePainter::paintManySkips(std::size_t lane)
{
    const auto &skips = m_scene.lanes.at(lane).skips;
    const int top = y(m_scene.layout.skipTop(lane)) + LaneLayout::skipStrip / 2;
    auto from = std::ranges::lower_bound(skips, m_scene.scale.us(0), {}, &LaneSkip::startUs);
    for (int at = 0; at < m_body.width(); at += leastBar) {
        const auto to = std::ranges::lower_bound(from, skips.end(), m_scene.scale.us(at + leastBar), {},
                                                 &LaneSkip::startUs);
        if (const auto count = to - std::exchange(from, to); count > 0)
            m_painter.fillRect(m_body.left() + at, top, leastBar, LaneLayout::skipStrip / 2,
                               mixed(fill(Status::NotStarted), color(QPalette::Base),
                                     count > 3 ? 0.9 : 0.3 + 0.2 * double(count - 1)));
    }
}

void TimelinePainter::paintSlots(std::size_t lane)
{
    constexpr int half = 4;
    const auto &dues = m_scene.lanes.at(lane).dues;
    const auto from = std::ranges::lower_bound(dues, m_scene.scale.us(-half), {}, &TimelineSlot::dueUs);
    const auto to =
        std::ranges::upper_bound(dues, m_scene.scale.us(m_body.width() + half), {}, &TimelineSlot::dueUs);
    const int top = y(m_scene.layout.top(lane)) + 1;
    const QColor ink = color(QPalette::Text);
    for (auto due = from; due < to; ++due) {
        const QPointF at(m_body.left() + m_scene.scale.x(due->dueUs), top);
        const qsizetype row = due->run ? m_scene.lanes.runs().indexOf(due->run) : -1;
        if (row >= 0) { // late: from when it was due to when it began
            const double begun = m_scene.scale.x(spanOf(m_scene.lanes.runs().at(row)).startUs);
            m_painter.fillRect(QRectF(at.x(), top, m_body.left() + begun - at.x(), 1), ink);
        }
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(ink);
        m_painter.setBrush(due->isHollow ? QBrush(color(QPalette::Base)) : QBrush(ink));
        m_painter.drawPolygon(
            QPolygonF({at + QPointF(-half, 0), at + QPointF(half, 0), at + QPointF(0, half + 2)}));
        m_painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

} // namespace once
