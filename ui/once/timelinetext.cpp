// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timelineview.h>

#include <once/theme.h>

#include <QHelpEvent>
#include <QScrollBar>
#include <QToolTip>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr int slotReach = 5, skipReach = 3; // pixels around the middle

} // namespace

const TimelineSlot *TimelineView::slotAt(std::size_t lane, QPoint at) const
{
    if (at.y() > laneRect(lane).top() + 2 * slotReach)
        return nullptr;
    const auto &dues = m_lanes.at(lane).dues;
    const TimeScale now = scale();
    const auto it = std::ranges::find_if(dues, [&](const TimelineSlot &due) {
        return std::abs(now.x(due.dueUs) + bodyLeft() - at.x()) <= slotReach;
    });
    return it == dues.end() ? nullptr : &*it;
}

QString TimelineView::skipsAt(std::size_t lane, QPoint at) const
{
    if (at.y() < laneRect(lane).bottom() - 2 * LaneLayout::skipStrip)
        return {};
    const auto &skips = m_lanes.at(lane).skips;
    const TimeScale now = scale();
    const auto from =
        std::ranges::lower_bound(skips, now.us(at.x() - bodyLeft() - skipReach), {}, &LaneSkip::startUs);
    const auto to =
        std::ranges::lower_bound(skips, now.us(at.x() - bodyLeft() + skipReach), {}, &LaneSkip::startUs);
    qint64 count = 0;
    for (auto skip = from; skip < to; ++skip)
        count += skip->count;
    return count > 0 ? tr("skipped ×%1").arg(grouped(count)) : QString();
}

QString TimelineView::runText(RunId id) const
{
    const qsizetype at = m_lanes.runs().indexOf(id);
    if (at < 0)
        return {};
    const RunRow &row = m_lanes.runs().at(at);
    const RunSpan span = spanOf(row);
    const QString started =
        toDateTime(fromMicroseconds(span.startUs), zone()).toString(u"yyyy-MM-dd HH:mm:ss"_s);
    return tr("%1, %2, started %3, took %4")
        .arg(stateWord(row.status), m_lanes.workName(row.work), started,
             durationText(Microseconds(span.endBy(nowUs()) - span.startUs)));
}

QString TimelineView::toolTipAt(QPoint at) const
{
    const int lane = m_layout.laneAt(at.y() - m_axisHeight + verticalScrollBar()->value());
    if (at.y() < m_axisHeight || lane < 0)
        return {};
    if (const TimelineSlot *due = slotAt(std::size_t(lane), at))
        return tr("due %1").arg(
                   toDateTime(fromMicroseconds(due->dueUs), zone()).toString(u"yyyy-MM-dd HH:mm:ss"_s))
            + (due->reason.isEmpty() ? QString() : u'\n' + due->reason);
    if (const RunId id = runAt(at))
        return runText(id).replace(", "_L1, "\n"_L1);
    if (const QString skips = skipsAt(std::size_t(lane), at); !skips.isEmpty())
        return skips;
    const LanePicture &of = picture(std::size_t(lane));
    const int column = at.x() - bodyLeft();
    if (at.x() < bodyLeft())
        return m_lanes.at(std::size_t(lane)).title.path;
    if (!of.isSummed || column >= int(of.columns.size()) || of.columns[std::size_t(column)].runs == 0)
        return {};
    const LaneColumn &sums = of.columns[std::size_t(column)];
    return tr("%1, %2 failed").arg(counted(sums.runs, tr("run"), tr("runs")), grouped(sums.failures));
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), toolTipAt(help->pos()), viewport());
    return true;
}

QString TimelineView::laneText(std::size_t lane) const
{
    const Lane &of = m_lanes.at(lane);
    if (of.sums.size() == 0)
        return of.title.path;
    return tr("%1, %2, %3 failed")
        .arg(of.title.path, counted(of.sums.countTouching(fromUs(), toUs()), tr("run"), tr("runs")),
             grouped(of.sums.failuresTouching(fromUs(), toUs())));
}

QString TimelineView::summary() const
{
    if (m_lanes.isEmpty())
        return tr("Timeline, no runs");
    qint64 lanes = 0, runs = 0, failed = 0;
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane) {
        const Lane &of = m_lanes.at(lane);
        lanes += !of.title.isTitle();
        if (of.sums.size() == 0)
            continue;
        runs += of.sums.countTouching(fromUs(), toUs());
        failed += of.sums.failuresTouching(fromUs(), toUs());
    }
    return tr("Timeline, %1, %2, %3, %4 failed")
        .arg(timeText(fromUs(), toUs()), counted(lanes, tr("lane"), tr("lanes")),
             counted(runs, tr("run"), tr("runs")), grouped(failed));
}

QString TimelineView::timeText(qint64 fromUs, qint64 toUs) const
{
    const QDateTime from = toDateTime(fromMicroseconds(fromUs), zone()),
                    to = toDateTime(fromMicroseconds(toUs), zone());
    const bool isBrief = toUs - fromUs < 60'000'000;
    QString form = isBrief ? u"HH:mm:ss"_s : u"HH:mm"_s;
    if (from.date() != to.date())
        form.prepend(u"yyyy-MM-dd "_s);
    return tr("%1 to %2").arg(from.toString(form), to.toString(form));
}

} // namespace once
