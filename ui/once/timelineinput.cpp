// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timelineview.h>

#include <once/theme.h>

#include <QAccessible>
#include <QAction>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>

#include <cmath>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr double zoomStep = 1.25, panStep = 0.15; // of a key or of a notch of the wheel; panStep of the width
constexpr int slotReach = 5; // pixels around its middle

} // namespace

// Keys. They are no shortcuts of the window, in which some of them mean something else.

void TimelineView::makeCommands()
{
    const auto add = [this](const QString &text, const QList<QKeySequence> &keys, auto slot) {
        auto *made = new QAction(text, this);
        made->setShortcuts(keys);
        connect(made, &QAction::triggered, this, slot);
        m_commands.append(made);
        return made;
    };
    const auto middle = [this] { return m_camera.width() / 2; };
    add(tr("Timeline: zoom in"), {Qt::Key_W, Qt::Key_Plus, Qt::Key_Equal},
        [=, this] { zoom(1 / zoomStep, middle()); });
    add(tr("Timeline: zoom out"), {Qt::Key_S, Qt::Key_Minus}, [=, this] { zoom(zoomStep, middle()); });
    add(tr("Timeline: earlier"), {Qt::Key_A}, [this] { pan(-panStep * m_camera.width()); });
    add(tr("Timeline: later"), {Qt::Key_D}, [this] { pan(panStep * m_camera.width()); });
    add(tr("Timeline: everything"), {Qt::Key_0, Qt::Key_Home}, [this] { showAll(); });
    add(tr("Timeline: the newest"), {Qt::Key_End}, [this] { showNewest(); });
    m_compress =
        add(tr("Timeline: fold idle stretches"), {Qt::Key_Z}, [this] { setCompressed(!m_isCompressed); });
    add(tr("Timeline: critical path of the run"), {Qt::Key_P}, [this] { togglePath(); });
    add(tr("Timeline: earlier run of the lane"), {Qt::Key_Left}, [this] { stepInLane(-1); });
    add(tr("Timeline: later run of the lane"), {Qt::Key_Right}, [this] { stepInLane(1); });
    add(tr("Timeline: lane above"), {Qt::Key_Up}, [this] { stepLane(-1); });
    add(tr("Timeline: lane below"), {Qt::Key_Down}, [this] { stepLane(1); });
    add(tr("Timeline: open the run"), {Qt::Key_Return, Qt::Key_Enter}, [this] {
        if (m_marks.current)
            Q_EMIT runOpened(m_marks.current);
    });
    add(tr("Timeline: choose the stretch in view"), {Qt::Key_R}, [this] { chooseRange(fromUs(), toUs()); });
    add(tr("Timeline: fold or unfold the lane"), {Qt::Key_Space}, [this] {
        const qsizetype row = m_lanes.runs().indexOf(m_marks.current);
        if (const int lane = row < 0 ? -1 : m_lanes.laneOf(m_lanes.runs().at(row).work); lane >= 0)
            toggleFold(std::size_t(lane));
    });
}

QAction *TimelineView::commandFor(const QKeyEvent *event) const
{
    const auto modifiers = event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier);
    const bool isSymbol = event->key() == Qt::Key_Plus; // which takes Shift on many keyboards
    if (modifiers || (event->modifiers() & Qt::ShiftModifier && !isSymbol))
        return nullptr;
    const auto it = std::ranges::find_if(m_commands, [event](const QAction *command) {
        return command->shortcuts().contains(QKeySequence(event->key()));
    });
    return it == m_commands.end() ? nullptr : *it;
}

bool TimelineView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool clears = key->key() == Qt::Key_Escape && m_marks.rangeFromUs != m_marks.rangeToUs;
        if (hasFocus() && (clears || commandFor(key)))
            event->accept();
    }
    return QAbstractScrollArea::event(event);
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (QAction *command = commandFor(event))
        return command->trigger();
    if (event->key() == Qt::Key_Escape && m_marks.rangeFromUs != m_marks.rangeToUs)
        return chooseRange(0, 0);
    event->ignore();
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

// The current bar

void TimelineView::setCurrentRun(RunId id)
{
    if (std::exchange(m_marks.current, id) == id)
        return;
    m_marks.chain.clear();
    const qsizetype row = m_lanes.runs().indexOf(id);
    if (const int lane = row < 0 ? -1 : m_lanes.laneOf(m_lanes.runs().at(row).work); lane >= 0) {
        const RunSpan span = spanOf(m_lanes.runs().at(row));
        const qint64 before = fromUs();
        m_camera.reveal(span.startUs, span.endBy(nowUs()));
        if (fromUs() != before)
            m_isFollowing = false;
        revealLane(std::size_t(lane));
    }
    moved();
    announce();
}

void TimelineView::revealLane(std::size_t lane)
{
    const int top = m_layout.top(lane), bottom = top + m_layout.height(lane);
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(std::clamp(bar->value(), bottom - bar->pageStep(), top));
}

void TimelineView::choose(RunId id, bool opens)
{
    setCurrentRun(id);
    Q_EMIT runChosen(id);
    if (opens)
        Q_EMIT runOpened(id);
}

void TimelineView::stepInLane(int by)
{
    const qsizetype row = m_lanes.runs().indexOf(m_marks.current);
    if (row < 0)
        return stepLane(by);
    const RunRow &run = m_lanes.runs().at(row);
    const int lane = m_lanes.laneOf(run.work);
    if (lane < 0)
        return;
    const LaneSums &sums = m_lanes.at(std::size_t(lane)).sums;
    const std::size_t place = sums.placeOf(spanOf(run).startUs, quint32(row));
    const std::size_t next = place + std::size_t(by);
    if (place < sums.size() && next < sums.size()) // below 0 wraps around
        choose(m_lanes.runs().at(sums.row(next)).id);
}

// To the run that is nearest in time, in the next lane that has any.
void TimelineView::stepLane(int by)
{
    const qsizetype row = m_lanes.runs().indexOf(m_marks.current);
    const int from = row < 0 ? -1 : m_lanes.laneOf(m_lanes.runs().at(row).work);
    const qint64 us = from < 0 ? scale().us(m_camera.width() / 2) : spanOf(m_lanes.runs().at(row)).startUs;
    for (int lane = from < 0 ? 0 : from + by; lane >= 0 && lane < int(m_lanes.size());
         lane += from < 0 ? 1 : by) {
        const LaneSums &sums = m_lanes.at(std::size_t(lane)).sums;
        if (sums.size() == 0)
            continue;
        std::size_t place = std::min(sums.placesStarting(us, openEnd).first, sums.size() - 1);
        const auto distance = [&](std::size_t at) {
            return std::abs(spanOf(m_lanes.runs().at(sums.row(at))).startUs - us);
        };
        if (place > 0 && distance(place - 1) < distance(place))
            --place;
        return choose(m_lanes.runs().at(sums.row(place)).id);
    }
}

void TimelineView::togglePath()
{
    if (m_marks.chain.isEmpty() && m_marks.current)
        Q_EMIT chainWanted(m_marks.current);
    else
        setChain({});
}

void TimelineView::toggleFold(std::size_t lane)
{
    const LaneTitle title = m_lanes.at(lane).title;
    const QString path = title.canFold ? title.path : title.path.section(u'.', 0, -2);
    if (path.isEmpty() && !title.canFold)
        return;
    const bool isFolded = !title.isFolded;
    setFolded(path, isFolded);
    Q_EMIT foldToggled(path, isFolded);
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

// The mouse

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const QPoint pixels = event->pixelDelta().isNull() ? event->angleDelta() : event->pixelDelta() * 2;
    const double notches = double(pixels.y() ? pixels.y() : pixels.x()) / 120;
    if (event->modifiers() & Qt::ControlModifier)
        zoom(std::pow(zoomStep, -notches), event->position().x() - bodyLeft());
    else if (event->modifiers() & Qt::ShiftModifier)
        pan(-notches * panStep * m_camera.width());
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
        zoom(1 / std::pow(zoomStep, 6), at.x() - bodyLeft());
    }
}

// What is said about it

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

void TimelineView::announce()
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent focus(this, QAccessible::Focus);
    QAccessible::updateAccessibility(&focus);
}

} // namespace once
