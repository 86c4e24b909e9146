// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/gridview.h>

#include <once/dayheader.h>
#include <once/griddelegate.h>
#include <once/runsmodel.h>
#include <once/workheader.h>

#include <QAbstractButton>
#include <QScrollBar>

namespace once {

GridView::GridView(GridModel *model, QWidget *parent) : QTableView(parent), m_model(model)
{
    setAccessibleName(tr("Grid of works and days"));
    setHorizontalHeader(new DayHeader(model, this));
    setVerticalHeader(new WorkHeader(this));
    setModel(model);
    setItemDelegate(new GridDelegate(model, this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(0);
    verticalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setMinimumSectionSize(0);
    setCellSize();
    connect(this, &QTableView::activated, this, &GridView::open);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        m_isAtEnd = value == horizontalScrollBar()->maximum();
        horizontalHeader()->viewport()->update(); // titles of months stand still while days move
    });
}

void GridView::showNewest() { horizontalScrollBar()->setValue(horizontalScrollBar()->maximum()); }

void GridView::open(const QModelIndex &index)
{
    if (index.data(StatusRole).isValid())
        Q_EMIT dayChosen(m_model->work(index.row()), m_model->date(index.column()));
}

void GridView::setCellSize()
{
    const QSize size = GridDelegate::cellSize(fontMetrics());
    horizontalHeader()->setDefaultSectionSize(size.width());
    verticalHeader()->setDefaultSectionSize(size.height());
}

// Where the end is changes with the days, the room, and the longest name.
void GridView::updateGeometries()
{
    const bool wasAtEnd = m_isAtEnd;
    QTableView::updateGeometries();
    if (auto *corner = findChild<QAbstractButton *>(QString(), Qt::FindDirectChildrenOnly))
        corner->hide(); // the headers beside it are flat
    if (wasAtEnd)
        showNewest();
}

// Keys begin where one looks first.
void GridView::focusInEvent(QFocusEvent *event)
{
    if (!currentIndex().isValid() && m_model->columnCount() > 0)
        setCurrentIndex(m_model->index(0, m_model->columnCount() - 1));
    QTableView::focusInEvent(event);
}

void GridView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setCellSize();
}

} // namespace once
