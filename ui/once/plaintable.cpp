// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/plaintable.h>

#include <once/rundelegate.h>

#include <QHeaderView>
#include <QTableView>

namespace once {

QTableView *plainTable(QAbstractItemModel *model, const QString &name, std::span<const int> columnWidths)
{
    auto *table = new QTableView;
    table->setModel(model);
    table->setAccessibleName(name);
    table->setItemDelegate(new RunDelegate(table, RunDelegate::Badges::InsteadOfSigns));
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setAlternatingRowColors(true);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setMinimumSectionSize(0);
    table->verticalHeader()->setDefaultSectionSize(RunDelegate::rowHeight(table->fontMetrics()));
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setTextElideMode(Qt::ElideRight);
    for (int column = 0; column < int(columnWidths.size()); ++column)
        table->horizontalHeader()->resizeSection(column, columnWidths[std::size_t(column)]);
    return table;
}

} // namespace once
