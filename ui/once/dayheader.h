// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/gridmodel.h>

#include <QHeaderView>

namespace once {

// The days above the grid: the day of the week and of the month, and above them the month, which stays in sight while
// one of its days is.
class DayHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit DayHeader(const GridModel *model, QWidget *parent = nullptr)
        : QHeaderView(Qt::Horizontal, parent), m_model(model)
    {
    }

    QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    int monthLeft(int section) const; // where its title begins

    const GridModel *m_model;
};

} // namespace once
