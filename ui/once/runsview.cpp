// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/runsview.h>

#include <once/rundelegate.h>
#include <once/theme.h>

#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>

namespace once {

using namespace std::chrono_literals;

namespace {

constexpr int glyphWidth = 34, goodWhyWidth = 240, leastWhyWidth = 120;
constexpr std::array widths{104, 112, 132, 84, 296, 92, 220, 80, 90, 90, 50}; // by RunColumn, at 96 dpi

} // namespace

RunsView::RunsView(RunsModel *model, QWidget *parent)
    : QTableView(parent), m_model(model), m_pill(new QPushButton(viewport()))
{
    setAccessibleName(tr("Runs"));
    setModel(model);
    setItemDelegate(new RunDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerItem);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(0);
    setRowHeight();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setMinimumSectionSize(glyphWidth);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    for (int column = 0; column < runColumnCount; ++column) {
        horizontalHeader()->resizeSection(column, widths[std::size_t(column)]);
        horizontalHeader()->setSectionHidden(column, column > int(RunColumn::Result));
    }
    setSortingEnabled(true);
    sortByColumn(int(RunColumn::Started), Qt::DescendingOrder);
    m_pill->setFocusPolicy(Qt::NoFocus);
    m_pill->hide();
    connect(m_pill, &QPushButton::clicked, this, &RunsView::goToTop);
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { keepPlace(first, last); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &RunsView::scrolled);
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &RunsView::repaintRunning);
    timer->start(250ms);
}

void RunsView::setRowHeight()
{
    verticalHeader()->setDefaultSectionSize(RunDelegate::rowHeight(fontMetrics()));
}

RunId RunsView::currentRun() const { return currentIndex().data(IdRole).toLongLong(); }

void RunsView::setCurrentRun(RunId id)
{
    if (const QModelIndex index = m_model->indexOf(id, std::max(0, currentIndex().column())); index.isValid())
        setCurrentIndex(index);
}

void RunsView::step(int rows)
{
    const int row = std::clamp(currentIndex().row() + rows, 0, m_model->rowCount() - 1);
    setCurrentIndex(m_model->index(row, std::max(0, currentIndex().column())));
}

void RunsView::stepToFailed(int direction)
{
    for (int row = currentIndex().row() + direction; row >= 0 && row < m_model->rowCount();
         row += direction) {
        const auto status = Status(m_model->index(row, 0).data(StatusRole).toInt());
        if (status == Status::Failed || status == Status::TimedOut || status == Status::Lost)
            return setCurrentIndex(m_model->index(row, std::max(0, currentIndex().column())));
    }
}

QString RunsView::currentRowText() const
{
    QStringList cells;
    for (int column = 0; column < runColumnCount && currentIndex().isValid(); ++column)
        cells.append(currentIndex().siblingAtColumn(column).data().toString());
    return cells.join(u'\t');
}

void RunsView::setFollowing(bool follows)
{
    if (m_isFollowing == follows)
        return;
    m_isFollowing = follows;
    if (follows)
        goToTop();
    Q_EMIT followingChanged(follows);
}

void RunsView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    const std::pair now(current.data(IdRole).toLongLong(), current.data(IsSkipRole).toBool());
    if (current.isValid() && std::exchange(m_current, now) != now)
        Q_EMIT currentRunChanged(now.first, now.second);
}

// Rows that come in above must not move what is being read.
void RunsView::keepPlace(int first, int last)
{
    if (m_isFollowing) {
        goToTop();
        return;
    }
    const int top = verticalScrollBar()->value();
    if (top == 0 || first > top)
        return;
    m_newRows += last - first + 1;
    updateGeometries();
    verticalScrollBar()->setValue(top + last - first + 1);
    showPill();
}

void RunsView::scrolled(int value)
{
    if (value == 0) {
        m_newRows = 0;
        showPill();
    } else if (m_isFollowing) {
        setFollowing(false);
    }
}

void RunsView::showPill()
{
    m_pill->setVisible(m_newRows > 0);
    m_pill->setText(tr("↑ %1 new").arg(m_newRows));
    m_pill->setAccessibleName(tr("%1 new runs above, go to the newest").arg(m_newRows));
    m_pill->resize(m_pill->sizeHint());
    m_pill->move((viewport()->width() - m_pill->width()) / 2, 8);
}

void RunsView::goToTop()
{
    verticalScrollBar()->setValue(0);
    if (m_isFollowing && m_model->rowCount() > 0)
        setCurrentIndex(m_model->index(0, 0));
}

// Only their durations count on by themselves.
void RunsView::repaintRunning()
{
    const int first = rowAt(0), last = rowAt(viewport()->height() - 1);
    for (int row = first; first >= 0 && row <= (last < 0 ? m_model->rowCount() - 1 : last); ++row) {
        const QModelIndex index = m_model->index(row, int(RunColumn::Duration));
        if (index.data(StatusRole).toInt() == int(Status::Running))
            update(index);
    }
}

// It is what the table is read for. Where the columns before it leave it little of the view, a state is its
// glyph alone; and Why ends where the view does.
void RunsView::makeRoomForWhy()
{
    constexpr int state = int(RunColumn::State), why = int(RunColumn::Why);
    QHeaderView &header = *horizontalHeader();
    const auto room = [&] { return viewport()->width() - header.sectionPosition(why); };
    if (header.sectionSize(state) == glyphWidth)
        header.resizeSection(state, widths[state]);
    if (room() < goodWhyWidth)
        header.resizeSection(state, glyphWidth);
    const int most = std::max(widths[why], header.sectionSize(why)); // unless the user has made it wider
    header.resizeSection(why, std::clamp(room(), leastWhyWidth, most));
}

void RunsView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    makeRoomForWhy();
    showPill();
}

void RunsView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setRowHeight();
}

} // namespace once
