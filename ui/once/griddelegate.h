// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/gridmodel.h>

#include <QStyledItemDelegate>

namespace once {

// Paints a cell of the grid: the sign of its worst state and how many runs there were, on a ground of that colour.
// Weekends and the ends of months are marked, so that a day is found.
class GridDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    GridDelegate(const GridModel *model, QObject *parent) : QStyledItemDelegate(parent), m_model(model) { }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override;

    static QSize cellSize(const QFontMetrics &metrics);

private:
    void paintState(QPainter &painter, const QStyleOptionViewItem &option, Status status, const QString &count) const;

    const GridModel *m_model;
};

} // namespace once
