// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timelineview.h>

#include <QAccessible>
#include <QAction>
#include <QKeyEvent>
#include <QScrollBar>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr double zoomStep = 1.25, panStep = 0.15; // of a key; panStep of the width

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
        return m_lanes.isEmpty() ? void() : command->trigger();
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

void TimelineView::showLane(const QString &path)
{
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane) {
        if (m_lanes.at(lane).title.path == path)
            revealLane(lane);
    }
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

void TimelineView::announce()
{
    if (!QAccessible::isActive())
        return;
    if (QAccessibleInterface *current = QAccessible::queryAccessibleInterface(this)->focusChild()) {
        QAccessibleEvent focus(current, QAccessible::Focus);
        QAccessible::updateAccessibility(&focus);
    }
}

} // namespace once
